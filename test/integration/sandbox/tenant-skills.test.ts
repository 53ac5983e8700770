import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTenantBench } from './tenant-bench.ts';
import type { Json, TenantBench } from './tenant-bench.ts';

let bench: TenantBench;
beforeEach(async () => {
  bench = await startTenantBench();
});
afterEach(() => bench.stop());

const services = '/incontactapi/services/v30.0';
const acd = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) =>
  bench.api(method, `${services}/${path}`, body);

/** A skill as the Admin API takes it. */
const acdSkill = (changes: Json = {}): Json => ({
  mediaTypeId: 9,
  skillName: 'WeChat_Out',
  isOutbound: true,
  campaignId: 601,
  digitalPOC: bench.channelId,
  ...changes,
});
/** A skill as the tenant's own form has it. */
const formSkill = (changes: Json = {}): Json => ({
  name: 'WeChat_Out',
  isOutbound: true,
  campaignId: '601',
  channelId: bench.channelId,
  ...changes,
});

describe('the lists of the Admin API', () => {
  it.each<[string, string, string]>([
    ['campaigns', 'campaigns', 'campaignName'],
    ['scripts/search', 'scriptSearchDetails', 'scriptName'],
    ['message-templates', 'messageTemplates', 'templateName'],
    ['security-profiles', 'profiles', 'securityProfileName'],
    ['agents', 'agents', 'firstName'],
    ['skills', 'skills', 'skillName'],
  ])('has %s', async (path, member, nameMember) => {
    const names = {
      campaigns: ['Customer Care', 'Proactive Messages'],
      'scripts/search': ['Digital_Inbound'],
      'message-templates': ['Order on its way'],
      'security-profiles': ['Agent', 'Trainee', 'Supervisor'],
      agents: ['Anna', 'Bas', '小明', 'Sara'],
      skills: ['WeChat_Inbound', 'Digital_Legacy'],
    }[path];
    const { status, json } = await acd('GET', path);
    expect(status).toBe(200);
    expect((json[member] as Json[]).map((row) => row[nameMember])).toEqual(names);
    expect(json.totalRecords).toBe(names?.length);
    expect((await bench.api('GET', `/inContactAPI/services/v22.0/${path}?skip=1&top=1`)).json[member] ?? []).toEqual(
      (json[member] as Json[]).slice(1, 2),
    );
    expect((await acd('GET', `${path}?skip=99`)).status).toBe(204);
  });

  it('are for bearers of the tenant, below a version', async () => {
    expect((await fetch(`${bench.cxone.url}${services}/skills`)).status).toBe(401);
    expect((await bench.api('GET', '/incontactapi/services/skills')).status).toBe(404);
    expect((await acd('GET', 'nothing')).status).toBe(404);
    expect((await acd('DELETE', 'campaigns')).status).toBe(405);
    expect((await acd('GET', 'skills/99')).status).toBe(404);
  });

  it('narrows the skills', async () => {
    await acd('POST', 'skills', { skills: [acdSkill()] });
    const found = async (query: string) => ((await acd('GET', `skills?${query}`)).json.skills ?? []) as Json[];
    expect((await found('searchString=out')).map(({ skillName }) => skillName)).toEqual(['WeChat_Out']);
    expect(await found('mediaTypeId=4')).toEqual([]);
    expect(await found('isActive=true')).toHaveLength(3);
    expect(await found('isActive=false')).toEqual([]);
  });
});

describe('making a skill', () => {
  const timers: Json = {
    agentResponseEnabled: true,
    agentFirstResponseTime: 60,
    agentFollowOnResponseTime: 120,
    customerResponseEnabled: true,
    customerIdleTime: 600,
    timeExtensionEnabled: true,
    requireManualAccept: true,
    PresentAcceptReject: true,
    priorityBlending: true,
    useScreenPops: true,
    screenPopDetails: 'https://crm.example.com/customer?id={id}',
  };

  it('keeps every setting, and says so when it is read', async () => {
    const made = await acd('POST', 'skills', { skills: [acdSkill(timers)] });
    expect(made).toMatchObject({ status: 200, json: { errorCount: 0, skillsResults: [{ success: true }] } });
    const [{ skillId } = {}] = made.json.skillsResults as { skillId: number }[];
    const { screenPopDetails, ...rest } = acdSkill(timers);
    const read = (await acd('GET', `skills/${skillId}`)).json.skills as Json[];
    expect(read[0]).toMatchObject({
      ...rest,
      skillId,
      screenPopDetail: screenPopDetails,
      campaignName: 'Customer Care',
    });
    const kept = bench.cxone.store.book.skills.get(String(skillId));
    expect(kept).toMatchObject({
      acceptReject: true,
      agentTimer: { enabled: true, firstSeconds: 60, followUpSeconds: 120 },
      customerTimer: { enabled: true, idleSeconds: 600, extension: true },
    });
    const change = { skill: { skillName: 'WeChat_Out2', customerIdleTime: 900 } };
    expect((await acd('PUT', `skills/${skillId}`, change)).json).toEqual({ success: true, skillId });
    expect(bench.cxone.store.book.skills.get(String(skillId))).toMatchObject({
      name: 'WeChat_Out2',
      popUrl: screenPopDetails,
      customerTimer: { idleSeconds: 900 },
    });
    expect((await acd('PUT', `skills/${skillId}`, { skill: { skillName: 'x' } })).status).toBe(400);
  });

  it('makes all of them, or none', async () => {
    const answer = await acd('POST', 'skills', { skills: [acdSkill(), acdSkill({ skillName: 'wechat_out' })] });
    expect(answer).toMatchObject({ status: 400, json: { error: 'name_taken', errorCount: 1 } });
    expect(bench.cxone.store.book.skills.size).toBe(1);
    expect((await acd('POST', 'skills', { skills: [] })).status).toBe(400);
    expect((await acd('POST', 'skills', { skills: [acdSkill({ mediaTypeId: '9' })] })).status).toBe(400);
  });

  /** Refusal, how the Admin API and the form are asked, and the member either of them names. */
  const refused: [string, Json, Json, string][] = [
    ['required', { skillName: ' ' }, { name: ' ' }, 'name'],
    ['name_length', { skillName: 'a' }, { name: 'a' }, 'name'],
    ['name_length', { skillName: 'a'.repeat(31) }, { name: 'a'.repeat(31) }, 'name'],
    ['name_characters', { skillName: 'We Chat' }, { name: 'We Chat' }, 'name'],
    ['name_characters', { skillName: 'WeChat/Out' }, { name: 'WeChat/Out' }, 'name'],
    ['name_characters', { skillName: 'We\u200bChat' }, { name: 'We\u200bChat' }, 'name'],
    ['name_taken', { skillName: 'WECHAT_INBOUND' }, { name: 'WECHAT_INBOUND' }, 'name'],
    ['name_taken', { skillName: 'digital_legacy' }, { name: 'digital_legacy' }, 'name'],
    ['media_not_digital', { mediaTypeId: 4 }, { mediaTypeId: 4 }, 'mediaTypeId'],
    ['channel_needed', { digitalPOC: null }, { channelId: null }, 'channelId'],
    ['channel_unknown', { digitalPOC: 'nowhere' }, { channelId: 'nowhere' }, 'channelId'],
    ['channel_only_outbound', { isOutbound: false }, { isOutbound: false }, 'channelId'],
    ['campaign_needed', { campaignId: null }, { campaignId: '' }, 'campaignId'],
    ['campaign_unknown', { campaignId: 1 }, { campaignId: '1' }, 'campaignId'],
    ['template_not_proactive', { messageTemplateId: 701 }, { templateId: '701' }, 'templateId'],
    ['template_needed', { outboundStrategy: 'Personal Connection' }, { proactive: true }, 'templateId'],
    [
      'template_unknown',
      { outboundStrategy: 'Personal Connection', messageTemplateId: 7 },
      { proactive: true, templateId: '7' },
      'templateId',
    ],
    ['sub_skill_with_studio', { IsSubSkill: true }, { subSkill: 'VIP' }, 'subSkill'],
    [
      'agentless_minimums',
      { agentless: true, minWFIAgents: 2 },
      { agentless: true, minimumAgents: 2 },
      'minimumAgents',
    ],
    [
      'agentless_minimums',
      { agentless: true, minWFIAvailableAgents: 0 },
      { agentless: true, minimumAvailable: 0 },
      'minimumAvailable',
    ],
    ['pop_url_form', { useScreenPops: true, screenPopDetails: 'crm' }, { popUrl: 'crm' }, 'popUrl'],
    ['timer_needed', { agentResponseEnabled: true }, { agentTimer: { enabled: true } }, 'agentTimer.firstSeconds'],
    [
      'timer_needed',
      { agentResponseEnabled: true, agentFirstResponseTime: 9 },
      { agentTimer: { enabled: true, firstSeconds: 9 } },
      'agentTimer.followUpSeconds',
    ],
    [
      'timer_needed',
      { customerResponseEnabled: true },
      { customerTimer: { enabled: true } },
      'customerTimer.idleSeconds',
    ],
  ];
  it.each(refused)('refuses by %s: %j', async (code, asAcd, asForm, field) => {
    const answer = await acd('POST', 'skills', { skills: [acdSkill(asAcd)] });
    expect(answer).toMatchObject({ status: 400, json: { error: code, skillsResults: [{ success: false }] } });
    expect(answer.json.error_description).toMatch(/^\w+: .{10}/u);
    expect(await bench.tries('POST', '/skills', formSkill(asForm))).toBe(`${code} ${field}`);
    expect(bench.cxone.store.book.skills.size).toBe(1);
  });

  it('refuses what only the form can say', async () => {
    const assisted = { agentless: true, agentAssisted: true };
    expect(await bench.tries('POST', '/skills', formSkill(assisted))).toBe('agentless_assisted agentless');
    const pop = { popUrl: 'https://crm.example.com', usedWith: 'queues' };
    expect(await bench.tries('POST', '/skills', formSkill(pop))).toBe('pop_url_needs_studio popUrl');
    expect(await bench.tries('POST', '/skills', formSkill({ color: 'red' }))).toBe('bad_request');
    const withSub = { name: 'Sub.skill:1', usedWith: 'queues', subSkill: 'VIP' };
    expect(await bench.tries('POST', '/skills', formSkill(withSub))).toBe('ok');
  });

  it.each(['ab', 'A-b_c.d:9', '微信', 'é'.repeat(30), '𠮷'.repeat(30)])('takes the name %s', async (name) => {
    expect(await bench.tries('POST', '/skills', formSkill({ name }))).toBe('ok');
  });

  it('takes a channel of Bring Your Own Channel only', async () => {
    const channel = bench.cxone.store.channels.get(bench.channelId);
    if (channel) bench.cxone.store.channels.set('sms', { ...channel, id: 'sms', channelIntegrationId: 'native' });
    expect(await bench.tries('POST', '/skills', formSkill({ channelId: 'sms' }))).toBe('channel_not_byoc channelId');
  });
});

describe('assigning skills to agents', () => {
  it('is done by the API as by the form, and not to an agentless skill', async () => {
    const made = await acd('POST', 'skills', {
      skills: [acdSkill(), acdSkill({ skillName: 'Nobody', agentless: true })],
    });
    const [out, nobody] = (made.json.skillsResults as { skillId: number }[]).map(({ skillId }) => skillId);
    const agents = { agents: [{ agentId: '4711' }, { agentId: 4713 }] };
    expect((await acd('POST', `skills/${out}/agents`, agents)).status).toBe(200);
    const rows = (await acd('GET', 'agents/4711/skills')).json.agentSkillAssignments as Json[];
    expect(rows.map(({ skillName }) => skillName)).toEqual(['WeChat_Inbound', 'Digital_Legacy', 'WeChat_Out']);
    expect((await acd('POST', `skills/${nobody}/agents`, agents)).json).toMatchObject({
      error: 'agentless_has_no_agents',
    });
    expect((await acd('POST', 'skills/99/agents', agents)).status).toBe(400);
    expect((await acd('POST', `skills/${out}/agents`, { agents: [{ agentId: 1 }] })).status).toBe(400);
    const { id, isBotUser: _bot, nickname: _nickname, ...user } = bench.cxone.store.book.users.get(4711) ?? { id: 0 };
    const withNobody = { ...user, skillIds: [String(nobody)] };
    expect(await bench.tries('PUT', `/users/${id}`, withNobody)).toBe('agentless_has_no_agents skillIds');
    const asAgentless = formSkill({ agentless: true });
    expect(await bench.tries('PUT', `/skills/${out}`, asAgentless)).toBe('agentless_has_no_agents agentless');
    expect(await bench.tries('DELETE', `/skills/${out}`)).toBe('still_used');
    expect((await acd('DELETE', `skills/${out}/agents`, agents)).status).toBe(200);
    expect(await bench.tries('DELETE', `/skills/${out}`)).toBe('ok');
    expect((await acd('GET', 'agents/skills')).json.totalRecords).toBe(8);
  });
});
