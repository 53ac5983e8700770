import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CxoneAccess } from '#shared/contract/setup-contract.ts';
import type { Trial } from '#shared/domain/setup/trial.ts';
import { createTenantDesk } from '#relay/connectors/cxone/setup/tenant-desk.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import type { TenantDesk } from '#relay/ports/setup-trials.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { aSkill } from '#test/unit/relay/setup/a-skill.ts';
import { startFakeCxone, tenantId, type Behaviour, type FakeCxone, type SeenCall } from '../cxone/fake-cxone.ts';

const acd = '/incontactapi/services/v30.0';
const secrets = { clientSecret: 'app secret "quoted"', accessKeySecret: 'SECRET&key==' };

let cxone: FakeCxone;
let clock: HandClock;
let desk: TenantDesk;
let access: CxoneAccess;

beforeEach(async () => {
  cxone = await startFakeCxone();
  clock = new HandClock(Date.now());
  const http = createOutboundHttp({ clock, allowPrivateTargets: true });
  desk = createTenantDesk({ http, clock, newId: () => 'new-id' });
  access = { issuer: cxone.url, apiBase: null, tenantId: null, clientId: 'app', accessKeyId: 'KEY', ...secrets };
  cxone.set('GET', '/dfo/3.0/channels', { status: 200, body: [] });
});
afterEach(() => cxone.stop());

/** Answers by the query of the call. */
const byQuery =
  (answer: (query: URLSearchParams) => unknown): Behaviour =>
  (call: SeenCall, response: ServerResponse) => {
    const body = answer(new URLSearchParams(call.url.split('?')[1]));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
const skillRow = (number: number) => ({ skillId: number, skillName: `s${number}`, mediaTypeId: 9, isActive: true });
const stepOf = ({ steps }: Trial, name: string) => steps.find(({ step }) => step === name);
const channel = { integrationId: 'int', channelId: '', originalId: 'gh_x', name: 'X', script: 'main', skillId: '7' };

describe('lists of a tenant', () => {
  it('are read page by page and cut at a thousand', async () => {
    const page = (query: URLSearchParams) =>
      Array.from({ length: 100 }, (_none, index) => skillRow(Number(query.get('skip')) + index));
    cxone.set(
      'GET',
      `${acd}/skills`,
      byQuery((query) => ({ totalRecords: 12_345, skills: page(query) })),
    );
    const { skills } = await desk.lists(access, 'int');
    expect([skills.state, skills.items.length, skills.items.at(-1)?.name]).toEqual(['read', 1_000, 's999']);
    expect(cxone.callsOf('GET', `${acd}/skills`)).toHaveLength(10);
  });

  it('that do not page are read once', async () => {
    const skills = Array.from({ length: 100 }, (_none, index) => skillRow(index));
    cxone.set(
      'GET',
      `${acd}/skills`,
      byQuery(() => ({ skills })),
    );
    const lists = await desk.lists(access, 'int');
    expect(lists.skills.items).toHaveLength(100);
    expect(cxone.callsOf('GET', `${acd}/skills`)).toHaveLength(2);
  });

  it.each<[string, Behaviour, string, string[]]>([
    ['empty', { status: 204 }, 'read', []],
    [
      'wrapped',
      { status: 200, body: { resultSet: { campaigns: [{ campaignId: 1, campaignName: 'A' }] } } },
      'read',
      ['A'],
    ],
    [
      'newer',
      {
        status: 200,
        body: {
          totalRecords: 2,
          campaigns: [
            { id: 2, name: 'B' },
            { id: 3, name: 'C', isActive: false },
          ],
        },
      },
      'read',
      ['B'],
    ],
    [
      'partly unreadable',
      { status: 200, body: { campaigns: [null, 'x', { campaignName: 'no id' }, { campaignId: 4 }] } },
      'read',
      ['4'],
    ],
    ['null', { status: 200, body: { totalRecords: 0, campaigns: null } }, 'read', []],
    ['no list', { status: 200, body: { campaigns: 'many' } }, 'failed', []],
    ['something else', { status: 200, body: { news: [] } }, 'failed', []],
    ['too long', { status: 200, body: { campaigns: [], x: 'x'.repeat(1_100_000) } }, 'failed', []],
    ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example' } }, 'failed', []],
    ['an error', { status: 500, body: { error: 'oops' } }, 'failed', []],
    ['forbidden', { status: 403, body: {} }, 'not_available', []],
  ])('are taken as they are: %s', async (_what, behaviour, state, names) => {
    cxone.set('GET', `${acd}/campaigns`, behaviour);
    const { campaigns } = await desk.lists(access, 'int');
    expect([campaigns.state, campaigns.items.map(({ name }) => name)]).toEqual([state, names]);
    expect(campaigns.code === null).toBe(state === 'read');
  });

  it('say nothing of users when their skills cannot be read: they would seem to have none', async () => {
    cxone.set('GET', `${acd}/agents`, { status: 200, body: { agents: [{ agentId: 1, firstName: 'A' }] } });
    cxone.set('GET', `${acd}/agents/skills`, { status: 500, body: {} });
    expect((await desk.lists(access, 'int')).users).toEqual({ state: 'failed', code: 'CXONE_SERVER_ERROR', items: [] });
    cxone.set('GET', `${acd}/agents/skills`, { status: 204 });
    const { users } = await desk.lists(access, 'int');
    expect(users.items).toEqual([{ id: '1', name: 'A', roles: [], digitalEngagement: null, skills: [] }]);
  });

  it('bring along the templates of their channels', async () => {
    const own = [
      { id: 'c/1', channelIntegrationId: 'int' },
      { id: 'c2', channelIntegrationId: 'other' },
    ];
    cxone.set('GET', '/dfo/3.0/channels', { status: 200, body: own });
    const templates = { data: [{ template: 'order_ready' }, { template: 'order_ready' }, {}] };
    cxone.set('GET', '/dfo/3.0/channels/c%2F1/external-platform-templates', { status: 200, body: templates });
    cxone.set('GET', `${acd}/message-templates`, { status: 404, body: {} });
    const lists = await desk.lists(access, 'int');
    expect(lists.templates).toMatchObject({ state: 'read', items: [{ id: 'order_ready', name: 'order_ready' }] });
    expect(cxone.calls.some(({ url }) => url.includes('/c2/'))).toBe(false);
  });
});

describe('what a tenant says', () => {
  it('is shown without our secrets, however it spells them', async () => {
    const { clientSecret, accessKeySecret } = secrets;
    const said = (call: SeenCall): string =>
      `bad: ${accessKeySecret} ${clientSecret} ${call.headers.authorization ?? ''}`;
    cxone.set('POST', '/dfo/3.0/channels', (call, response) => {
      response.writeHead(400).end(JSON.stringify({ errors: [{ field: 'name', message: said(call) }] }));
    });
    const trial = await desk.makeChannel(access, channel);
    expect(stepOf(trial, 'created')).toMatchObject({ outcome: 'failed', code: 'SETUP_TENANT_REFUSED' });
    expect(stepOf(trial, 'created')?.value).toMatch(/^name: bad: … …/u);
    cxone.set('POST', `${acd}/skills`, (call, response) => {
      response.writeHead(200).end(JSON.stringify({ skillsResults: [{ success: false, error: said(call) }] }));
    });
    const skill = await desk.makeSkill(access, aSkill(), 'cx');
    for (const text of [JSON.stringify(trial), JSON.stringify(skill)]) {
      expect(text).not.toMatch(/SECRET&key|app secret|signature-/u);
    }
  });

  it.each([
    [{ error: 'InvalidParameter', error_description: 'skillName is taken' }, 'skillName is taken'],
    [{ error: 'InvalidParameter', errorDescription: 'taken' }, 'taken'],
    [{ error: 'InvalidParameter' }, 'InvalidParameter'],
    [{ message: 'line one\nline\u0000 two' }, 'line one line two'],
    ['<html>', null],
    [[], null],
  ])('is found in whatever form it comes: %j', async (body, reason) => {
    cxone.set('POST', `${acd}/skills`, { status: 400, body });
    const trial = await desk.makeSkill(access, aSkill(), 'cx');
    expect(stepOf(trial, 'created')).toMatchObject({
      code: 'SETUP_TENANT_REFUSED',
      platformCode: 'HTTP 400',
      value: reason,
    });
  });

  it('of the time shows a clock that is wrong', async () => {
    clock.setWall(Date.now() - 180_000);
    const trial = await desk.try(access, 'int');
    expect(stepOf(trial, 'time')).toMatchObject({ outcome: 'failed', code: 'CLOCK_WRONG' });
    expect(stepOf(trial, 'time')?.value).toMatch(/^1(?:79|80|81) s$/u);
  });
});

describe('a tenant that names no area', () => {
  it('is worked with at the address that was typed', async () => {
    cxone.set('GET', '/.well-known/cxone-configuration', { status: 404, body: {} });
    const trial = await desk.try(access, 'int');
    expect(stepOf(trial, 'tenant')).toMatchObject({ outcome: 'failed', code: 'SETUP_NOT_OFFERED' });
    const wrong = await desk.try({ ...access, tenantId }, 'int');
    expect(stepOf(wrong, 'tenant')).toMatchObject({ outcome: 'failed', code: 'SETUP_TENANT_DIFFERS' });
    const typed = await desk.try({ ...access, apiBase: `${cxone.url}/` }, 'int');
    expect(typed.steps.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok', 'ok', 'not_tried', 'ok']);
  });
});

describe('a channel', () => {
  const bodies = () => cxone.callsOf('POST', '/dfo/3.0/channels').map(({ json }) => json as Record<string, unknown>);

  it('goes without its skill where the tenant does not know that member, which is said', async () => {
    const refusal = { errors: [{ message: 'This form should not contain extra fields.' }] };
    cxone.set('POST', '/dfo/3.0/channels', { status: 400, body: refusal }, { status: 201, body: {} });
    const back = { id: 'new-id', channelIntegrationId: 'int', studioScript: 'main' };
    cxone.set('GET', '/dfo/3.0/channels', { status: 200, body: [back] });
    const trial = await desk.makeChannel(access, channel);
    expect(bodies().map((body) => [body.studioScript, body.defaultSkillId])).toEqual([
      ['main', '7'],
      ['main', undefined],
    ]);
    expect(stepOf(trial, 'script')).toMatchObject({ outcome: 'ok' });
    expect(stepOf(trial, 'skill')).toMatchObject({ outcome: 'not_available', code: 'SETUP_NOT_OFFERED', value: null });
  });

  it('is made as another platform where WeChat is not known', async () => {
    const refusal = { errors: [{ field: 'realExternalPlatformId', message: 'not a valid choice' }] };
    cxone.set('POST', '/dfo/3.0/channels', { status: 400, body: refusal }, { status: 201, body: {} });
    const trial = await desk.makeChannel(access, channel);
    expect(bodies().map((body) => body.realExternalPlatformId)).toEqual(['we-chat', 'custom']);
    expect(stepOf(trial, 'created')?.outcome).toBe('ok');
    // It is not in the list: nothing is said of what was taken.
    expect(stepOf(trial, 'script')).toMatchObject({ outcome: 'not_tried', code: null });
  });

  it.each([
    [401, 'CXONE_TOKEN_REFUSED'],
    [403, 'CXONE_FORBIDDEN'],
    [429, 'CXONE_RATE_LIMITED'],
    [503, 'CXONE_SERVER_ERROR'],
  ])('is not made when the tenant answers %i', async (status, code) => {
    cxone.set('POST', '/dfo/3.0/channels', { status, body: {} });
    const trial = await desk.makeChannel(access, channel);
    expect(stepOf(trial, 'created')).toMatchObject({ outcome: 'failed', code });
    expect(bodies()).toHaveLength(1);
  });
});

describe('a skill', () => {
  const made = { status: 200, body: { errorCount: 0, skillsResults: [{ success: true, skillId: 88 }] } };

  it('of which the tenant took only some says which are to be set by hand', async () => {
    cxone.set('POST', `${acd}/skills`, made);
    cxone.set('GET', `${acd}/skills/88`, {
      status: 200,
      body: { skillId: 88, skillName: 'x', priorityBlending: true },
    });
    const trial = await desk.makeSkill(access, aSkill({ priorityBlending: true, acceptReject: true }), 'cx');
    expect(stepOf(trial, 'created')?.value).toBe('88');
    expect(trial.steps.slice(5).map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      'channel not_available',
      'blending ok',
      'accept_reject not_available',
    ]);
  });

  it('that cannot be read back says nothing of its settings', async () => {
    cxone.set('POST', `${acd}/skills`, made);
    cxone.set('GET', `${acd}/skills/88`, { status: 500, body: {} });
    const trial = await desk.makeSkill(access, aSkill(), 'cx');
    expect(stepOf(trial, 'settings')).toMatchObject({ outcome: 'not_tried' });
  });

  it.each<[string, Behaviour]>([
    ['was lost', (_call, response) => response.destroy()],
    ['names no id', { status: 200, body: { skillsResults: [{ success: true }] } }],
    ['is empty', { status: 204 }],
  ])('is looked for by its name when the answer %s, and not made again', async (_what, behaviour) => {
    cxone.set('POST', `${acd}/skills`, behaviour);
    const others = [
      { ...skillRow(3), skillName: 'wechat_out_2' },
      { ...skillRow(4), skillName: 'wechat_out' },
    ];
    cxone.set(
      'GET',
      `${acd}/skills`,
      byQuery((query) => ({ skills: query.get('searchString') === 'wechat_out' ? others : [] })),
    );
    const trial = await desk.makeSkill(access, aSkill(), 'cx');
    expect(stepOf(trial, 'created')).toMatchObject({ outcome: 'ok', value: '4' });
    expect(cxone.callsOf('POST', `${acd}/skills`)).toHaveLength(1);
  });

  it('whose answer was lost and that is not there was not made', async () => {
    cxone.set('POST', `${acd}/skills`, (_call, response) => response.destroy());
    cxone.set('GET', `${acd}/skills`, { status: 204 });
    const trial = await desk.makeSkill(access, aSkill(), 'cx');
    expect(stepOf(trial, 'created')).toMatchObject({ outcome: 'failed', code: 'CXONE_UNREACHABLE' });
  });
});
