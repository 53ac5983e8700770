import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { request as startRequest } from 'node:http';
import { channelBody, customerMessage, identities, startTenantBench } from './tenant-bench.ts';
import type { Json, TenantBench } from './tenant-bench.ts';

let bench: TenantBench;
beforeEach(async () => {
  bench = await startTenantBench();
});
afterEach(() => bench.stop());

describe('the administrator’s session', () => {
  /** fetch sends no Host and Origin of our choice. */
  const statusFor = (headers: Record<string, string>, path = '/tenant/api/sign-in'): Promise<number> =>
    new Promise((resolve, reject) => {
      const sent = startRequest(`${bench.cxone.url}${path}`, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on('error', reject);
      sent.end();
    });

  it('is for this machine and the tenant’s own page', async () => {
    const { host } = new URL(bench.cxone.url);
    expect(await statusFor({})).toBe(200);
    expect(await statusFor({ origin: bench.cxone.url })).toBe(200);
    expect(await statusFor({ origin: 'https://evil.example.com' })).toBe(403);
    expect(await statusFor({ origin: 'http://127.0.0.1:1' })).toBe(403);
    expect(await statusFor({ origin: 'null' })).toBe(403);
    expect(await statusFor({ host: `evil.example.com:${host.split(':')[1]}` })).toBe(403);
    expect(await statusFor({ 'content-type': 'text/plain' }, '/tenant/api/roles')).toBe(401);
  });

  it('is needed for everything, and can be ended', async () => {
    for (const [method, path] of [
      ['GET', '/state'],
      ['POST', '/integrations'],
      ['DELETE', '/users/4711'],
    ] as const) {
      const answer = await bench.call(method, path, method === 'POST' ? {} : undefined, {});
      expect(answer).toMatchObject({ status: 401, json: { code: 'not_signed_in' } });
    }
    const page = await fetch(`${bench.cxone.url}/tenant/api/sign-in`, { method: 'POST' });
    const cookie = page.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^tenant_session=[\w-]{32}; Path=\/tenant; HttpOnly; SameSite=Strict$/u);
    const session = { cookie: `other=1; ${cookie.split(';')[0] ?? ''}` };
    expect((await bench.call('GET', '/state', undefined, session)).status).toBe(200);
    expect((await bench.call('POST', '/sign-out', undefined, session)).status).toBe(204);
    expect((await bench.call('GET', '/state', undefined, session)).status).toBe(401);
  });

  it('answers in its own words to what it does not know', async () => {
    expect(await bench.tries('GET', '/nothing')).toBe('not_found');
    expect((await bench.call('PUT', '/roles', {})).status).toBe(405);
    const notJson = await fetch(`${bench.cxone.url}/tenant/api/roles`, {
      method: 'POST',
      headers: { 'x-tenant-session': 'x', 'content-type': 'text/plain' },
      body: '{}',
    });
    expect(notJson.status).toBe(415);
    expect(await bench.tries('POST', '/roles', 'not an object')).toBe('bad_request');
  });
});

const role = (changes: Json = {}): Json => ({
  name: 'WeChat agents',
  viewSkills: true,
  channels: { [bench.channelId]: ['reply', 'assign', 'reply'] },
  ...changes,
});
const user = (changes: Json = {}): Json => ({
  firstName: 'Noor',
  surname: 'Smit',
  roleIds: ['301'],
  application: 'cxone_agent',
  digitalEngagement: true,
  skillIds: ['10001'],
  ...changes,
});

describe('roles and users', () => {
  it('takes rights per channel, and says what they will not do', async () => {
    const made = await bench.call('POST', '/roles', role());
    expect(made.json).toMatchObject({ channels: { [bench.channelId]: ['reply', 'assign'] }, warnings: [] });
    const blind = await bench.call('PUT', `/roles/${String(made.json.id)}`, role({ viewSkills: false }));
    expect(blind.json.warnings).toEqual(['reply_without_view_skills']);
    // Without the supervisor nobody releases what trainees write.
    const supervisor = bench.cxone.store.book.roles.get('303');
    const none = { name: 'Supervisor', viewSkills: true, channels: { [bench.channelId]: ['reply'] } };
    expect(await bench.tries('PUT', '/roles/303', none)).toBe('ok');
    const { roles } = await bench.state();
    expect(roles.find(({ id }) => id === '302')?.warnings).toContain('drafts_without_approver');
    expect(supervisor?.channels[bench.channelId]).toContain('approve');
  });

  it.each<[string, () => Json]>([
    ['required name', () => role({ name: '' })],
    ['name_taken name', () => role({ name: 'ＡＧＥＮＴ' })],
    ['too_long name', () => role({ name: 'a'.repeat(201) })],
    ['channel_unknown channels.nowhere', () => role({ channels: { nowhere: [] } })],
    ['bad_request channels.nowhere.0', () => role({ channels: { nowhere: ['fly'] } })],
    ['bad_request viewSkills', () => role({ viewSkills: 1 })],
  ])('refuses a role: %s', async (refusal, body) => {
    expect(await bench.tries('POST', '/roles', body())).toBe(refusal);
  });

  it.each<[string, Json]>([
    ['more_than_one_role roleIds', { roleIds: ['301', '302'] }],
    ['no_role roleIds', { roleIds: [] }],
    ['no_role roleIds', { roleIds: [], digitalEngagement: false, application: 'max' }],
    ['unknown_reference roleIds', { roleIds: ['9'] }],
    ['unknown_reference skillIds', { skillIds: ['9'] }],
    ['required firstName', { firstName: '' }],
    ['too_long surname', { surname: '王'.repeat(201) }],
    ['bad_request application', { application: 'phone' }],
  ])('refuses a user: %s', async (refusal, changes) => {
    expect(await bench.tries('POST', '/users', user(changes))).toBe(refusal);
    expect(bench.cxone.store.book.users.size).toBe(5);
  });

  it('adds and removes people, who are then known wherever a user is named', async () => {
    const made = await bench.call('POST', '/users', user({ roleIds: ['301', '301'] }));
    expect(made.json).toMatchObject({ roleIds: ['301'], warnings: [], rights: { [bench.channelId]: { reply: true } } });
    const id = Number(made.json.id);
    await bench.api('POST', `/dfo/3.0/channels/${bench.channelId}/messages`, customerMessage('1'));
    const [contact] = bench.cxone.store.contacts.values();
    if (!contact) throw new Error('no contact');
    bench.cxone.store.assign(contact, id);
    const read = await bench.api('GET', `/dfo/3.0/contacts/${contact.id}`);
    expect(read.json.inboxAssigneeUser).toMatchObject({ id, firstName: 'Noor' });
    expect(await bench.tries('DELETE', `/users/${id}`)).toBe('still_used');
    bench.cxone.store.assign(contact, null);
    expect(await bench.tries('DELETE', `/users/${id}`)).toBe('ok');
    expect(await bench.tries('DELETE', `/users/${id}`)).toBe('not_found');
    expect(await bench.tries('DELETE', '/roles/301')).toBe('still_used');
    const bot = user({ firstName: 'Welcome', roleIds: ['301'], application: 'none' });
    expect(await bench.tries('PUT', '/users/4790', bot)).toBe('bot_has_no_role roleIds');
  });

  it('warns of a user who gets nothing', async () => {
    const warnings = async (changes: Json) =>
      (await bench.call('PUT', '/users/4711', user({ firstName: 'Anna', ...changes }))).json.warnings;
    expect(await warnings({ digitalEngagement: false })).toEqual(['agent_needs_attribute_and_skill']);
    expect(await warnings({ skillIds: [] })).toEqual(['agent_needs_attribute_and_skill']);
    expect(await warnings({ application: 'max', digitalEngagement: false })).toEqual([]);
    expect(await warnings({ application: 'max', skillIds: [] })).toEqual([]);
    expect(await warnings({ application: 'max', skillIds: [], digitalEngagement: false })).toEqual([
      'max_needs_attribute_or_skill',
    ]);
  });
});

describe('queues, channels and what stands behind them', () => {
  it('makes no new queue, and saves an existing one at once', async () => {
    expect(await bench.tries('POST', '/queues', { name: 'New' })).toBe('queues_are_skills');
    const filters = [
      { name: 'Ours', conditions: [{ rule: 'included_channels', channelIds: [bench.channelId] }] },
      { name: 'Dutch', conditions: [{ rule: 'other', words: 'language is Dutch' }] },
    ];
    const saved = await bench.call('PUT', '/queues/10002', { filters, priority: 5 });
    expect(saved.json).toMatchObject({ name: 'Digital_Legacy', priority: 5, filters });
    const unknown = [{ name: 'x', conditions: [{ rule: 'included_channels', channelIds: ['gone'] }] }];
    const refusal = 'channel_unknown filters.0.conditions.0.channelIds';
    expect(await bench.tries('PUT', '/queues/10002', { filters: unknown })).toBe(refusal);
    expect(await bench.tries('PUT', '/queues/10002', { name: 'wechat_inbound' })).toBe('name_taken name');
    expect(await bench.tries('PUT', '/queues/1', {})).toBe('not_found');
    bench.cxone.store.book.queues.set('2', { id: '2', name: 'Rest', priority: 0, isFallback: true, filters: [] });
    expect(await bench.tries('PUT', '/queues/10002', { isFallback: true })).toBe('two_fallbacks isFallback');
    expect(bench.cxone.store.book.queues.get('10002')).toMatchObject({ filters, isFallback: false });
    const listed = await bench.api('GET', '/dfo/3.0/routing-queues?nameContains=Legacy');
    expect(listed.json).toMatchObject({ hits: 1, data: [{ id: '10002', name: 'Digital_Legacy', isDeleted: false }] });
  });

  it('has a channel wait for script and skill, and shows what waits', async () => {
    const { integrationId } = identities.integration;
    expect((await bench.api('POST', '/dfo/3.0/channels', channelBody(integrationId))).status).toBe(201);
    expect((await bench.api('POST', '/dfo/3.0/channels/windmill/messages', customerMessage('1'))).status).toBe(201);
    const row = async () => (await bench.state()).channels.find(({ id }) => id === 'windmill') ?? {};
    expect(await row()).toMatchObject({
      route: { kind: 'backlog', because: 'no_script' },
      scriptId: null,
      roleIds: [],
    });
    expect((await row()).warnings).toEqual(['no_script_and_skill', 'nobody_replies']);
    expect((await bench.state()).backlog).toMatchObject([{ channelId: 'windmill', because: 'no_script' }]);

    const set = (scriptId: string | null, defaultSkillId: string | null) =>
      bench.tries('PUT', '/channels/windmill', { scriptId, defaultSkillId });
    expect(await set('9', null)).toBe('script_unknown scriptId');
    expect(await set('501', '9')).toBe('skill_unknown defaultSkillId');
    const out = { name: 'Out', isOutbound: true, campaignId: '601', channelId: 'windmill' };
    const outbound = String((await bench.call('POST', '/skills', out)).json.id);
    expect(await set('501', outbound)).toBe('skill_not_inbound defaultSkillId');
    expect(await set('501', null)).toBe('ok');
    expect((await row()).route).toMatchObject({ kind: 'backlog', because: 'no_skill' });
    expect(await set('Digital_Inbound', '10001')).toBe('ok');
    expect(await row()).toMatchObject({ scriptId: '501', route: { kind: 'skill', userIds: [] } });
    expect((await row()).warnings).toEqual(['nobody_gets_it', 'nobody_replies']);
    expect((await bench.state()).backlog).toEqual([]);

    const withChannel = { name: 'Agent', viewSkills: true, channels: { windmill: ['reply'] } };
    expect(await bench.tries('PUT', '/roles/301', withChannel)).toBe('ok');
    expect(await row()).toMatchObject({ route: { userIds: [4711, 4713] }, warnings: [], roleIds: ['301'] });
    expect(await bench.tries('DELETE', '/channels/windmill')).toBe('still_used');
    expect(await bench.tries('DELETE', '/scripts/501')).toBe('still_used');
    expect(await bench.tries('DELETE', '/skills/10001')).toBe('still_used');
    expect(await bench.tries('DELETE', '/campaigns/601')).toBe('still_used');
    expect(await bench.tries('DELETE', `/skills/${outbound}`)).toBe('ok');
    expect(await bench.tries('DELETE', '/channels/windmill')).toBe('ok');
  });

  it('takes script and skill over the channel API as well', async () => {
    const body = channelBody(identities.integration.integrationId, {
      studioScript: 'Digital_Inbound',
      defaultSkillId: 10_001,
    });
    const made = await bench.api('POST', '/dfo/3.0/channels', body);
    expect(made).toMatchObject({ status: 201, json: { studioScript: 'Digital_Inbound', defaultSkillId: '10001' } });
    expect(bench.cxone.store.routeOf('windmill')).toMatchObject({ kind: 'skill', skillId: '10001', scriptId: '501' });
    const renamed = channelBody(identities.integration.integrationId, { name: 'Renamed' });
    expect((await bench.api('POST', '/dfo/3.0/channels', renamed)).json.defaultSkillId).toBe('10001');
    for (const [field, value] of [
      ['studioScript', 'unknown'],
      ['defaultSkillId', '9'],
    ]) {
      const wrong = await bench.api('POST', '/dfo/3.0/channels', { ...body, id: 'other', [field ?? '']: value });
      expect(wrong).toMatchObject({ status: 400, json: { errors: [{ field }] } });
    }
    expect(bench.cxone.store.channels.has('other')).toBe(false);
  });

  it('keeps scripts, campaigns and templates under names of their own', async () => {
    const made = await bench.call('POST', '/scripts', { name: ' Night ' });
    expect(made.json).toMatchObject({ name: 'Night' });
    expect(await bench.tries('POST', '/scripts', { name: 'night' })).toBe('name_taken name');
    expect(await bench.tries('PUT', `/scripts/${String(made.json.id)}`, { name: 'Night_2' })).toBe('ok');
    expect(await bench.tries('DELETE', `/scripts/${String(made.json.id)}`)).toBe('ok');
    expect(await bench.tries('POST', '/campaigns', { name: '' })).toBe('required name');
    expect(await bench.tries('POST', '/templates', { name: 'Hello' })).toBe('bad_request text');
    expect(await bench.tries('POST', '/templates', { name: 'Hello', text: 'Hi' })).toBe('ok');
  });

  it('sets SLA and office hours', async () => {
    const week = (monday: unknown[]) => [[], monday, [], [], [], [], []];
    const sla = (changes: Json = {}): Json => ({
      global: { firstResponseMinutes: 15, solutionMinutes: 240 },
      channels: { [bench.channelId]: { firstResponseMinutes: 5, solutionMinutes: 60 } },
      officeHours: week([
        { from: '09:00', to: '12:00' },
        { from: '13:00', to: '24:00' },
      ]),
      ...changes,
    });
    expect((await bench.call('PUT', '/sla', sla())).json).toEqual(sla());
    const refusals: [string, Json][] = [
      ['channel_unknown channels.gone', { channels: { gone: { firstResponseMinutes: 5, solutionMinutes: 60 } } }],
      ['time_form officeHours.1.0', { officeHours: week([{ from: '12:00', to: '09:00' }]) }],
      ['time_form officeHours.1.0', { officeHours: week([{ from: '12:00', to: '24:30' }]) }],
      [
        'spans_overlap officeHours.1.1',
        {
          officeHours: week([
            { from: '09:00', to: '12:00' },
            { from: '11:00', to: '13:00' },
          ]),
        },
      ],
      ['bad_request officeHours', { officeHours: [] }],
      ['bad_request global.firstResponseMinutes', { global: { firstResponseMinutes: 0, solutionMinutes: 1 } }],
    ];
    for (const [refusal, changes] of refusals) expect(await bench.tries('PUT', '/sla', sla(changes))).toBe(refusal);
    expect(bench.cxone.store.book.sla).toEqual(sla());
  });
});
