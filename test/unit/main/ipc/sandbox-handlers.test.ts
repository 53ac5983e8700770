import { beforeEach, describe, expect, it } from 'vitest';
import { isOwnActionPage, sandboxHandlers } from '#main/ipc/handlers/sandbox-handlers.ts';
import type { SandboxControl } from '#main/relay-host/sandbox-control.ts';
import type { RelayProcess } from '#shared/contract/console-contract.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';

const actions = 'http://127.0.0.1:5000/integration';
const tulip = ChannelId.parse('tulip');
let opened: string[];
let named: string;
let process: RelayProcess;
let isRunning: boolean;

const noCases = { agents: [], cases: [], total: 0, auto: true };
const refuse = () => Promise.reject(new Error('not asked for here'));
const control: SandboxControl = {
  connect: refuse,
  setTraffic: refuse,
  report: refuse,
  disconnects: () => Promise.resolve({ available: [], caused: [] }),
  cause: (channelId, kind) => Promise.resolve({ available: [], caused: [{ channelId, kind, since: 1 }] }),
  repair: () => Promise.resolve({ available: [], caused: [] }),
  cases: () => Promise.resolve(noCases),
  caseAct: (number, act) =>
    Promise.resolve({
      outcome: 'done',
      cases: { ...noCases, agents: [{ id: 1, name: `${number} ${act.act}`, isBot: false }] },
    }),
  setAgents: ({ auto }) => Promise.resolve({ ...noCases, auto }),
  actionPageUrl: () => Promise.resolve(named),
};
const handlers = sandboxHandlers({
  host: {
    get process() {
      return process;
    },
    sandboxControl: () => {
      if (!isRunning) throw new RelayError('SANDBOX_NOT_RUNNING', 'it does not run');
      return control;
    },
  },
  openPage: async (url) => {
    opened.push(url);
  },
});

beforeEach(() => {
  opened = [];
  isRunning = true;
  named = `${actions}/add?token=t`;
  const urls = { wechat: 'x', box: 'x', actions, admin: 'x' };
  process = { kind: 'running', since: 0, pid: 1, urls, restarts: 0, nextStartAt: null, code: null, value: null };
});

describe('what the window may ask of the sandbox', () => {
  it('is passed on', async () => {
    expect(await handlers['sandbox.cases'](null)).toEqual(noCases);
    const acted = await handlers['sandbox.caseAct']({ number: '7', act: { act: 'unassign' } });
    expect(acted).toMatchObject({ outcome: 'done', cases: { agents: [{ name: '7 unassign' }] } });
    expect(await handlers['sandbox.setAgents']({ auto: false })).toEqual({ ...noCases, auto: false });
    const caused = await handlers['sandbox.cause']({ channelId: tulip, kind: 'wechat_busy' });
    expect(caused.caused).toEqual([{ channelId: 'tulip', kind: 'wechat_busy', since: 1 }]);
    expect(await handlers['sandbox.repair']({ channelId: tulip, kind: null })).toEqual({ available: [], caused: [] });
  });

  it('fails in words when the sandbox does not run', () => {
    isRunning = false;
    expect(() => handlers['sandbox.disconnects'](null)).toThrow(
      expect.objectContaining({ code: 'SANDBOX_NOT_RUNNING' }),
    );
  });

  it('opens the page of our own relay in the browser', async () => {
    expect(await handlers['sandbox.openActionPage']({ page: 'add', channelId: null })).toEqual({ url: named });
    expect(opened).toEqual([named]);
  });

  it('opens nothing else', async () => {
    named = 'https://evil.example/integration/add';
    await expect(handlers['sandbox.openActionPage']({ page: 'add', channelId: null })).rejects.toMatchObject({
      code: 'SANDBOX_NOT_RUNNING',
    });
    expect(opened).toEqual([]);
  });

  it.each([
    'https://127.0.0.1:5000/integration/add',
    'http://127.0.0.1:5001/integration/add',
    'http://127.0.0.1.evil.example:5000/integration/add',
    'http://127.0.0.1:5000@evil.example/integration/add',
    'http://user@127.0.0.1:5000/integration/add',
    'http://127.0.0.1:5000/integration/remove',
    'http://127.0.0.1:5000/integration/add/../../wechat',
    'file:///integration/add',
    'javascript:alert(1)',
    'nothing',
  ])('does not take %s for such a page', (url) => {
    expect(isOwnActionPage(url, 'add', actions)).toBe(false);
  });

  it('takes no page for ours that is not on this computer, or before the relay says where it is', () => {
    const outside = 'http://relay.example.com/integration';
    expect(isOwnActionPage(`${outside}/add`, 'add', outside)).toBe(false);
    expect(isOwnActionPage(`${actions}/add`, 'add', null)).toBe(false);
    expect(isOwnActionPage(`${actions}/add?token=t`, 'add', actions)).toBe(true);
  });
});
