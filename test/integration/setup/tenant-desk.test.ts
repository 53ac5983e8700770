import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CxoneAccess } from '#shared/contract/setup-contract.ts';
import type { Trial } from '#shared/domain/setup/trial.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { createTenantDesk } from '#relay/connectors/cxone/setup/tenant-desk.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import type { TenantDesk } from '#relay/ports/setup-trials.ts';
import { startCxoneSimulator, type CxoneSimulator } from '#sandbox/cxone/simulator.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import { aSkill, time } from '#test/unit/relay/setup/a-skill.ts';
import { relayConfig, tulipCxoneId } from '../cxone/relay-fixture.ts';

const tenantId = '11eb0f54-aaaa-bbbb-cccc-0242ac110002';
const [integration] = relayConfig.integrations;
if (integration === undefined) throw new Error('the fixture has no integration');
const { integrationId } = integration;

let cxone: CxoneSimulator;
let desk: TenantDesk;
let access: CxoneAccess;

/** Two independent readings of the same interfaces must understand one another. */
beforeEach(async () => {
  cxone = await startCxoneSimulator({
    tenant: {
      tenantId,
      brandId: 1000,
      friendlyName: 'Demo Brand',
      timezone: 'Europe/Amsterdam',
      businessUnitId: 4_600_001,
      area: 'eu1',
    },
    integrations: [
      { ...integration.cxone, key: 'demo', name: 'Demo', integrationId, box: integration.box, replyVersion: '2.0' },
    ],
    channels: [
      { key: 'tulip', id: tulipCxoneId, idOnExternalPlatform: 'gh_tulip', name: 'Tulip', integration: 'demo' },
    ],
    random: createRandom('setup'),
  });
  const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
  desk = createTenantDesk({ http, clock: systemClock, newId: () => 'b0000000-0000-4000-8000-000000000001' });
  const { clientId, clientSecret, accessKeyId, accessKeySecret } = integration.cxone;
  access = { issuer: cxone.url, apiBase: null, tenantId: null, clientId, clientSecret, accessKeyId, accessKeySecret };
});
afterEach(() => cxone.stop());

const outcomes = ({ steps }: Trial) => Object.fromEntries(steps.map(({ step, outcome }) => [step, outcome]));
const stepOf = ({ steps }: Trial, name: string) => steps.find(({ step }) => step === name);

describe('trying credentials at CXone', () => {
  it('goes step by step, and says what was found', async () => {
    const trial = await desk.try(access, integrationId);
    expect(trial.steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      'discovery ok',
      'token ok',
      'tenant ok',
      'permission ok',
      'integration ok',
      'time ok',
    ]);
    expect(stepOf(trial, 'discovery')?.value).toBe(new URL(cxone.url).host);
    expect(stepOf(trial, 'tenant')?.value).toBe(`EU1 · ${tenantId}`);
    expect(stepOf(trial, 'integration')?.value).toBe('1');
  });

  it.each([
    ['', 'SETUP_INTEGRATION_ID_MISSING'],
    ['somebody-else', 'SETUP_NOT_SEEN'],
  ])('says of an Integration ID that no channel carries that it cannot know: %j', async (typed, code) => {
    const trial = await desk.try(access, typed);
    expect(stepOf(trial, 'integration')).toMatchObject({ outcome: 'not_tried', code });
    expect(stepOf(trial, 'time')?.outcome).toBe('ok');
  });

  it.each<[string, Partial<CxoneAccess>, string, string]>([
    ['an address that is none', { issuer: 'cxone' }, 'discovery', 'SETUP_URL_FORM'],
    ['another API address that is none', { apiBase: 'ftp://x' }, 'discovery', 'SETUP_URL_FORM'],
    ['nobody at the address', { issuer: 'http://127.0.0.1:9' }, 'discovery', 'CXONE_UNREACHABLE'],
    ['a client that is not named', { clientId: ' ' }, 'token', 'SETUP_REQUIRED'],
    ['a secret that is missing', { accessKeySecret: '' }, 'token', 'SETUP_SECRET_MISSING'],
    ['a wrong client secret', { clientSecret: 'wrong secret' }, 'token', 'CXONE_CREDENTIALS_REFUSED'],
    ['a wrong access key', { accessKeySecret: 'wrong secret' }, 'token', 'CXONE_CREDENTIALS_REFUSED'],
    ['another tenant', { tenantId: '22eb0f54' }, 'tenant', 'SETUP_TENANT_DIFFERS'],
  ])('stops at %s', async (_what, change, step, code) => {
    const trial = await desk.try({ ...access, ...change }, integrationId);
    const failed = trial.steps.filter(({ outcome }) => outcome === 'failed');
    expect(failed).toMatchObject([{ step, code }]);
    const at = trial.steps.findIndex((one) => one.step === step);
    expect(trial.steps.slice(at + 1).every(({ outcome }) => outcome === 'not_tried')).toBe(true);
    expect(trial.steps).toHaveLength(6);
    expect(JSON.stringify(trial)).not.toMatch(/wrong secret|SECRET&|app secret/u);
  });

  it('tells a key without the permission from one that does not work', async () => {
    cxone.faults.set({ target: '*', fault: 'forbidden', options: { paths: ['/dfo/3.0/channels'] } });
    const trial = await desk.try(access, integrationId);
    expect(outcomes(trial)).toMatchObject({
      token: 'ok',
      tenant: 'ok',
      permission: 'failed',
      integration: 'not_tried',
    });
    expect(stepOf(trial, 'permission')).toMatchObject({ code: 'CXONE_FORBIDDEN', platformCode: 'HTTP 403' });
  });
});

describe('making the channel', () => {
  const channel = {
    integrationId,
    channelId: '',
    originalId: 'gh_spare',
    name: 'Spare',
    script: '501',
    skillId: '10001',
  };

  it('makes one with script and skill, and reads back that they were taken', async () => {
    const trial = await desk.makeChannel(access, channel);
    expect(outcomes(trial)).toMatchObject({ created: 'ok', script: 'ok', skill: 'ok' });
    const id = stepOf(trial, 'created')?.value ?? '';
    expect(id).toBe('b0000000-0000-4000-8000-000000000001');
    expect(cxone.store.channels.get(id)).toMatchObject({ idOnExternalPlatform: 'gh_spare', name: 'Spare' });
    const lists = await desk.lists(access, integrationId);
    expect(lists.channels.items).toContainEqual({ id, name: 'Spare', skillId: '10001', script: '501' });
  });

  it('updates the one whose id is given', async () => {
    const trial = await desk.makeChannel(access, { ...channel, channelId: tulipCxoneId, name: 'Tulip two' });
    expect(stepOf(trial, 'created')?.value).toBe(tulipCxoneId);
    expect(cxone.store.channels.get(tulipCxoneId)?.name).toBe('Tulip two');
  });

  it('says what is missing of it', async () => {
    const trial = await desk.makeChannel(access, { ...channel, script: '', skillId: '' });
    expect(stepOf(trial, 'script')).toMatchObject({ outcome: 'not_tried', code: 'SETUP_SCRIPT_MISSING' });
    expect(stepOf(trial, 'skill')).toMatchObject({ outcome: 'not_tried', code: 'SETUP_SKILL_MISSING' });
    const without = await desk.makeChannel(access, { ...channel, integrationId: ' ' });
    expect(stepOf(without, 'created')).toMatchObject({ outcome: 'failed', code: 'SETUP_INTEGRATION_ID_MISSING' });
  });

  it.each([
    ['an integration it does not know', { integrationId: 'nobody' }, /channelIntegrationId: /u],
    ['a script it does not have', { script: '999' }, /studioScript: /u],
    ['a skill it does not have', { skillId: '999' }, /defaultSkillId: /u],
  ])('gives the tenant’s reason for refusing %s', async (_what, change, reason) => {
    const trial = await desk.makeChannel(access, { ...channel, ...change });
    expect(stepOf(trial, 'created')).toMatchObject({ outcome: 'failed', code: 'SETUP_TENANT_REFUSED' });
    expect(stepOf(trial, 'created')?.value).toMatch(reason);
    expect(cxone.store.channels.size).toBe(1);
  });
});

describe('the tenant’s lists', () => {
  it('are what the tenant has, each for itself', async () => {
    const lists = await desk.lists(access, integrationId);
    const { channels, skills, scripts, campaigns, queues, roles, users, templates } = lists;
    const all = [channels, skills, scripts, campaigns, queues, roles, users, templates];
    expect(all.map(({ state }) => state)).toEqual(all.map(() => 'read'));
    expect(channels.items).toMatchObject([{ id: tulipCxoneId, name: 'Tulip' }]);
    expect(skills.items).toContainEqual({ id: '10001', name: 'WeChat_Inbound', outbound: false, channelId: null });
    expect(scripts.items).toEqual([{ id: '501', name: 'Digital_Inbound' }]);
    expect(campaigns.items.map(({ name }) => name)).toEqual(['Customer Care', 'Proactive Messages']);
    expect(queues.items).toEqual([{ id: '10002', name: 'Digital_Legacy' }]);
    expect(roles.items.map(({ name }) => name)).toContain('Supervisor');
    expect(users.items).toContainEqual({
      id: '4714',
      name: 'Sara El Amrani',
      roles: ['Supervisor'],
      digitalEngagement: true,
      skills: ['WeChat_Inbound', 'Digital_Legacy'],
    });
    expect(templates.items).toEqual([{ id: '701', name: 'Order on its way' }]);
  });

  it('are of our own integration alone', async () => {
    expect((await desk.lists(access, 'somebody-else')).channels).toEqual({ state: 'read', code: null, items: [] });
    expect((await desk.lists(access, '')).channels.items).toEqual([]);
  });

  it.each(['forbidden', 'notFound'] as const)('are looked up by hand where the Admin API is %s', async (fault) => {
    cxone.faults.set({ target: '*', fault, options: { paths: adminPaths } });
    const { channels, queues, skills, users, templates } = await desk.lists(access, integrationId);
    expect([channels.state, queues.state]).toEqual(['read', 'read']);
    const notOffered = { state: 'not_available', code: 'SETUP_NOT_OFFERED', items: [] };
    expect([skills, users, templates]).toEqual([notOffered, notOffered, notOffered]);
  });

  it('are all failed for the reason we did not get in', async () => {
    const lists = await desk.lists({ ...access, clientSecret: 'wrong' }, integrationId);
    const { at: _at, ...every } = lists;
    expect(new Set(Object.values(every).map(({ state, code }) => `${state} ${code}`))).toEqual(
      new Set(['failed CXONE_CREDENTIALS_REFUSED']),
    );
  });
});

const adminPaths = [
  'skills',
  'scripts/search',
  'campaigns',
  'security-profiles',
  'agents',
  'agents/skills',
  'message-templates',
].map((path) => `/incontactapi/services/v30.0/${path}`);

describe('making the outbound skill', () => {
  const skill = aSkill({
    campaign: { id: '', name: 'customer care' },
    priorityBlending: true,
    acceptReject: true,
    minimumAgents: '2',
    agentTimer: { enabled: true, first: time('', '5', ''), followUp: time('', '1', '30') },
    customerTimer: { enabled: true, idle: time('', '20', ''), extension: true },
  });

  it('makes it, and reads back which settings were taken', async () => {
    const trial = await desk.makeSkill(access, skill, tulipCxoneId);
    expect(outcomes(trial)).toEqual({
      ...{ discovery: 'ok', token: 'ok', tenant: 'ok', campaign: 'ok', created: 'ok', channel: 'ok' },
      ...{ workforce: 'ok', blending: 'ok', accept_reject: 'ok', agent_timer: 'ok', customer_timer: 'ok' },
    });
    const id = stepOf(trial, 'created')?.value ?? '';
    expect(cxone.store.book.skills.get(id)).toMatchObject({
      name: 'wechat_out',
      isOutbound: true,
      channelId: tulipCxoneId,
      campaignId: '601',
      agentTimer: { enabled: true, firstSeconds: 300, followUpSeconds: 90 },
      customerTimer: { enabled: true, idleSeconds: 1_200, extension: true },
    });
    const { skills } = await desk.lists(access, integrationId);
    expect(skills.items).toContainEqual({ id, name: 'wechat_out', outbound: true, channelId: tulipCxoneId });
  });

  it('finds the template of proactive work by its name', async () => {
    const proactive = aSkill({
      proactive: true,
      messageTemplate: 'Order on its way',
      campaign: { id: '602', name: '' },
    });
    const trial = await desk.makeSkill(access, proactive, tulipCxoneId);
    expect(outcomes(trial)).toMatchObject({ template: 'ok', created: 'ok' });
  });

  it('leaves a sub-skill to be entered by hand', async () => {
    const trial = await desk.makeSkill(access, { ...skill, usedWith: 'queues', subSkill: 'Dutch' }, tulipCxoneId);
    expect(stepOf(trial, 'sub_skill')).toMatchObject({
      outcome: 'not_available',
      code: 'SETUP_NOT_OFFERED',
    });
  });

  it.each([
    ['a name the tenant has', { name: 'WeChat_Inbound' }, 'created', 'SETUP_TENANT_REFUSED'],
    ['a name with a space', { name: 'we chat' }, 'created', 'SETUP_TENANT_REFUSED'],
    ['agentless with minimums', { agentless: true }, 'created', 'SETUP_TENANT_REFUSED'],
    ['a campaign it does not have', { campaign: { id: '', name: 'Nothing' } }, 'campaign', 'SETUP_SKILL_CAMPAIGN'],
    ['no campaign', { campaign: { id: '', name: '' } }, 'campaign', 'SETUP_SKILL_CAMPAIGN'],
    ['a template it does not have', { proactive: true, messageTemplate: 'None' }, 'template', 'SETUP_TEMPLATE_MISSING'],
    ['an inbound one', { direction: 'inbound' as const }, 'created', 'SETUP_SKILL_DIRECTION'],
  ])('is not made with %s', async (_what, change, step, code) => {
    const before = cxone.store.book.skills.size;
    const trial = await desk.makeSkill(access, { ...skill, ...change }, tulipCxoneId);
    expect(stepOf(trial, step)).toMatchObject({ outcome: 'failed', code });
    expect(cxone.store.book.skills.size).toBe(before);
  });

  it('is an instruction list where the tenant does not offer it', async () => {
    cxone.faults.set({ target: '*', fault: 'forbidden', options: { paths: adminPaths } });
    const trial = await desk.makeSkill(access, { ...skill, campaign: { id: '601', name: '' } }, tulipCxoneId);
    expect(stepOf(trial, 'created')).toMatchObject({ outcome: 'not_available', code: 'SETUP_NOT_OFFERED' });
  });
});
