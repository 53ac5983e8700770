import { beforeEach, describe, expect, it } from 'vitest';
import type { AuditLine } from '#shared/domain/operations.ts';
import type { TenantLists } from '#shared/domain/setup/tenant.ts';
import type { Trial, TrialStep } from '#shared/domain/setup/trial.ts';
import { AuditAction } from '#shared/domain/operations.ts';
import type { TenantDesk } from '#relay/ports/setup-trials.ts';
import { setupHandlers } from '#relay/setup/setup-handlers.ts';
import { aSkill } from './a-skill.ts';

const access = {
  issuer: '',
  apiBase: null,
  tenantId: null,
  clientId: 'client',
  clientSecret: 'client-secret',
  accessKeyId: 'key',
  accessKeySecret: 'key-secret',
};
const channel = {
  integrationId: 'int-1',
  channelId: '',
  originalId: 'gh_tulip',
  name: 'Tulip',
  script: 'main',
  skillId: '12',
};

let lines: Omit<AuditLine, 'id' | 'at'>[];
let trial: Trial;
let inCxone: string[];

const none = { state: 'read', code: null, items: [] } as const;
const lists: TenantLists = {
  at: 1,
  channels: { ...none, items: [{ id: 'cx-7', name: 'Tulip', skillId: null, script: null }] },
  ...{ skills: { ...none, items: [] }, scripts: { ...none, items: [] }, campaigns: { ...none, items: [] } },
  ...{ queues: { ...none, items: [] }, roles: { ...none, items: [] }, users: { ...none, items: [] } },
  templates: { ...none, items: [] },
};

beforeEach(() => {
  lines = [];
  inCxone = [];
  trial = ended('ok');
});

function ended(outcome: TrialStep['outcome']): Trial {
  const value = outcome === 'ok' ? 'cx-1' : null;
  return { at: 1, steps: [{ step: 'created', outcome, code: null, platformCode: null, value, durationMs: 1 }] };
}

function handlers() {
  const answer = (): Promise<Trial> => Promise.resolve(trial);
  const tenant: TenantDesk = {
    try: answer,
    lists: () => Promise.resolve(lists),
    makeChannel: (_access, made) => Promise.resolve(made.name === 'Tulip' ? trial : ended('failed')),
    makeSkill: answer,
  };
  return setupHandlers({
    tryWeChat: answer,
    tenant,
    sightings: { list: () => [] },
    audit: { note: (line) => void lines.push(line) },
    ways: { list: () => Promise.resolve([]), try: answer },
    inCxone: (ids) => void inCxone.push(...ids),
  });
}

describe('what main asks of the relay for the set-up', () => {
  it('writes into the audit who made what in the tenant, and never a secret', async () => {
    await handlers()['setup.makeChannel']({ access, ...channel, by: 'anna' });
    await handlers()['setup.makeSkill']({ access, skill: aSkill({ name: 'out' }), cxoneChannelId: 'cx', by: 'ben' });
    expect(lines).toEqual([
      { by: 'anna', action: 'setup_channel_made', channelId: null, subject: 'Tulip', detail: 'cx-1' },
      { by: 'ben', action: 'setup_skill_made', channelId: null, subject: 'out', detail: 'cx-1' },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/-secret/u);
  });

  it('tells which channels CXone made or named, and none that it refused', async () => {
    await handlers()['setup.makeChannel']({ access, ...channel, by: 'anna' });
    await handlers()['setup.makeChannel']({ access, ...channel, name: 'Delta', by: 'anna' });
    expect(inCxone).toEqual(['cx-1']);
    expect(await handlers()['setup.tenantOf']({ access, integrationId: 'int-1' })).toEqual(lists);
    expect(inCxone).toEqual(['cx-1', 'cx-7']);
  });

  it('notes nothing of what was not made, nor of a try', async () => {
    trial = ended('failed');
    await handlers()['setup.makeChannel']({ access, ...channel, by: 'anna' });
    await handlers()['setup.tryCxone']({ access, integrationId: 'int-1' });
    await handlers()['setup.tryWeChat']({ appId: 'a', appSecret: 's', apiBase: '' });
    expect(lines).toEqual([]);
  });

  it.each(['applied', 'removed', 'exported', 'imported', 'sheet_saved', 'secret_made'] as const)(
    'notes that something was %s',
    async (what) => {
      expect(await handlers()['setup.noted']({ what, subject: 'channel/tulip', by: 'anna' })).toBeNull();
      const action = AuditAction.parse(`setup_${what}`);
      expect(lines).toEqual([{ by: 'anna', action, channelId: null, subject: 'channel/tulip', detail: null }]);
    },
  );
});
