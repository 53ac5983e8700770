import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChannelId } from '#shared/domain/ids.ts';
import { createSandboxControl, type SandboxControl } from '#main/relay-host/sandbox-control.ts';

const report = { appliedIn: 5, appliedOut: 4, lost: 0, duplicates: 0, ackP50Ms: 2.5, ackP99Ms: null, more: 'ignored' };

let server: Server;
let control: SandboxControl;
let seen: { method: string; url: string; body: string }[];
let answer: { status: number; body: string };

beforeEach(async () => {
  seen = [];
  answer = { status: 200, body: '{}' };
  server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      seen.push({ method: request.method ?? '', url: request.url ?? '', body });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  control = createSandboxControl(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request) body += String(piece);
  return body;
}

describe('control of the sandbox', () => {
  it('says where the relay is and how much the customers write', async () => {
    await control.connect({
      wechat: 'http://127.0.0.1:1/wechat',
      box: 'http://127.0.0.1:1/integration/box',
      actions: 'http://127.0.0.1:1/integration',
    });
    await control.setTraffic({ messagesPerMinute: 40, paused: false });

    expect(seen).toEqual([
      {
        method: 'POST',
        url: '/connect',
        body: '{"wechat":"http://127.0.0.1:1/wechat","box":"http://127.0.0.1:1/integration/box","actions":"http://127.0.0.1:1/integration"}',
      },
      { method: 'POST', url: '/traffic', body: '{"messagesPerMinute":40,"paused":false}' },
    ]);
  });

  it('reads the count', async () => {
    answer = { status: 200, body: JSON.stringify(report) };
    const { more: _more, ...known } = report;

    expect(await control.report()).toEqual(known);
  });

  it('breaks and mends channels, and asks for the pages CXone would open', async () => {
    const tulip = ChannelId.parse('tulip');
    const caused = { available: [], caused: [{ channelId: 'tulip', kind: 'wechat_busy', since: 5 }] };
    answer = { status: 200, body: JSON.stringify(caused) };
    expect(await control.disconnects()).toEqual(caused);
    expect(await control.cause(tulip, 'wechat_busy')).toEqual(caused);
    await control.repair(tulip, 'wechat_busy');
    await control.repair(tulip, null);
    answer = { status: 200, body: '{"url":"http://127.0.0.1:1/integration/add?token=t"}' };
    expect(await control.actionPageUrl('add', null)).toBe('http://127.0.0.1:1/integration/add?token=t');
    await control.actionPageUrl('remove', tulip);

    expect(seen).toEqual([
      { method: 'GET', url: '/disconnects', body: '' },
      { method: 'POST', url: '/disconnects', body: '{"channel":"tulip","kind":"wechat_busy"}' },
      { method: 'DELETE', url: '/disconnects?channel=tulip&kind=wechat_busy', body: '' },
      { method: 'DELETE', url: '/disconnects?channel=tulip', body: '' },
      { method: 'POST', url: '/action-page', body: '{"page":"add"}' },
      { method: 'POST', url: '/action-page', body: '{"page":"remove","channel":"tulip"}' },
    ]);
  });

  it('shows cases and does what agents do with them', async () => {
    const cases = { agents: [{ id: 4711, name: 'Anna', isBot: false }], cases: [], total: 0, auto: false };
    answer = { status: 200, body: JSON.stringify({ ...cases, changed: true, outcome: { kind: 'accepted' } }) };
    expect(await control.cases()).toEqual(cases);
    expect(await control.setAgents({ auto: false })).toEqual(cases);
    const acts = { act: 'answer', agentId: null, text: 'Hello' } as const;
    expect(await control.caseAct('12/3', acts)).toEqual({ outcome: 'done', cases });
    answer = { status: 200, body: JSON.stringify({ ...cases, changed: true, outcome: { kind: 'refused' } }) };
    expect(await control.caseAct('1', acts)).toMatchObject({ outcome: 'refused' });
    answer = { status: 200, body: JSON.stringify({ ...cases, changed: false }) };
    expect(await control.caseAct('1', { act: 'status', status: 'open' })).toMatchObject({ outcome: 'not_possible' });

    expect(seen.slice(1, 5)).toEqual([
      { method: 'POST', url: '/agent/auto', body: '{"on":false}' },
      { method: 'GET', url: '/cases?limit=200', body: '' },
      { method: 'POST', url: '/cases/12%2F3', body: '{"act":"answer","agentId":null,"text":"Hello"}' },
      { method: 'GET', url: '/cases?limit=200', body: '' },
    ]);
    answer = { status: 200, body: '{"cases":"none"}' };
    await expect(control.cases()).rejects.toMatchObject({ code: 'SANDBOX_NOT_RUNNING' });
  });

  it.each([
    [500, '{}'],
    [302, '{}'],
    [200, '{"lost":"none"}'],
    [200, 'not json'],
    [200, `"${'x'.repeat(5 * 1024 * 1024)}"`],
  ])('fails with SANDBOX_NOT_RUNNING on answer %d %.20s', async (status, body) => {
    answer = { status, body };

    await expect(control.report()).rejects.toMatchObject({ code: 'SANDBOX_NOT_RUNNING' });
  });

  it('fails with SANDBOX_NOT_RUNNING when nobody listens', async () => {
    await expect(createSandboxControl('http://127.0.0.1:9').report()).rejects.toMatchObject({
      code: 'SANDBOX_NOT_RUNNING',
    });
  });
});
