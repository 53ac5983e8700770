import { describe, expect, it } from 'vitest';
import type { SkillForm } from '#shared/domain/setup/skill-form.ts';
import {
  skillBody,
  takenSettings,
  type SkillBody,
  type SkillPlaces,
} from '#relay/connectors/cxone/setup/skill-body.ts';
import { aSkill, time } from './a-skill.ts';

const places: SkillPlaces = { campaignId: 7, templateId: null, cxoneChannelId: 'cx-tulip' };

function bodyOf(change: Partial<SkillForm>, more: Partial<SkillPlaces> = {}): SkillBody {
  const built = skillBody(aSkill(change), { ...places, ...more });
  if (!built.ok) throw new Error(built.code);
  return built.body;
}

describe('a skill as the Admin API takes it', () => {
  it('is digital, outbound, of a campaign and a channel, and nothing that was not asked for', () => {
    expect(bodyOf({})).toEqual({
      mediaTypeId: 9,
      skillName: 'wechat_out',
      isOutbound: true,
      campaignId: 7,
      digitalPOC: 'cx-tulip',
      agentless: false,
      priorityBlending: false,
      useScreenPops: false,
      requireManualAccept: false,
      PresentAcceptReject: false,
      agentResponseEnabled: false,
      customerResponseEnabled: false,
    });
  });

  it.each<[string, Partial<SkillForm>, Partial<SkillBody>]>([
    ['proactive work', { proactive: true }, { outboundStrategy: 'Personal Connection' }],
    ['minimums', { minimumAgents: '3', minimumAvailable: '１' }, { minWFIAgents: 3, minWFIAvailableAgents: 1 }],
    ['a minimum of none', { minimumAgents: '0' }, { minWFIAgents: 0 }],
    [
      'a screen pop',
      { screenPop: true, screenPopUrl: 'https://crm.example/x' },
      { useScreenPops: true, screenPopType: 'webpage', screenPopDetails: 'https://crm.example/x' },
    ],
    ['a screen pop of the script alone', { screenPop: true }, { useScreenPops: true }],
    ['accepting', { acceptReject: true }, { requireManualAccept: true, PresentAcceptReject: true }],
    [
      'the agent’s timer',
      { agentTimer: { enabled: true, first: time('', '5', '30'), followUp: time('1', '', '') } },
      { agentResponseEnabled: true, agentFirstResponseTime: 330, agentFollowOnResponseTime: 3_600 },
    ],
    [
      'the customer’s timer',
      { customerTimer: { enabled: true, idle: time('', '20', ''), extension: true } },
      { customerResponseEnabled: true, customerIdleTime: 1_200, timeExtensionEnabled: true },
    ],
  ])('has %s', (_what, change, expected) => {
    expect(bodyOf(change)).toMatchObject(expected);
  });

  it('says nothing of timers that are off, whatever stands in them', () => {
    const off = bodyOf({ agentTimer: { enabled: false, first: time('x', '', ''), followUp: time('', '', '') } });
    expect(off).not.toHaveProperty('agentFirstResponseTime');
  });

  it.each<[string, Partial<SkillForm>, string]>([
    ['another medium', { mediaType: 'other' }, 'SETUP_SKILL_MEDIA'],
    ['inbound', { direction: 'inbound' }, 'SETUP_SKILL_DIRECTION'],
    [
      'a time that is none',
      { agentTimer: { enabled: true, first: time('', '1', ''), followUp: time('', 'x', '') } },
      'SETUP_TIME_FORM',
    ],
    ['a minimum that is none', { minimumAvailable: 'two' }, 'SETUP_NUMBER_FORM'],
  ])('is none for %s', (_what, change, code) => {
    expect(skillBody(aSkill(change), places)).toEqual({ ok: false, code });
  });

  it('is none without a channel', () => {
    expect(skillBody(aSkill({}), { ...places, cxoneChannelId: ' ' })).toMatchObject({
      code: 'SETUP_SKILL_CHANNEL',
    });
  });
});

describe('what the tenant took of it', () => {
  const full = bodyOf(
    {
      proactive: true,
      agentless: true,
      minimumAgents: '3',
      priorityBlending: true,
      screenPop: true,
      acceptReject: true,
      agentTimer: { enabled: true, first: time('', '5', ''), followUp: time('', '2', '') },
      customerTimer: { enabled: true, idle: time('', '20', ''), extension: false },
    },
    { templateId: 4 },
  );

  it('is everything when it says the same', () => {
    const taken = takenSettings({ skills: [full] }, full);
    expect(taken?.map(({ setting }) => setting)).toEqual([
      'channel',
      'template',
      'agentless',
      'workforce',
      'blending',
      'screen_pop',
      'accept_reject',
      'agent_timer',
      'customer_timer',
    ]);
    expect(taken?.every(({ isTaken }) => isTaken)).toBe(true);
  });

  it.each<[string, object]>([
    ['channel', { digitalPOC: null }],
    ['template', { messageTemplateId: 5 }],
    ['agentless', { agentless: false }],
    ['workforce', { minWFIAgents: undefined }],
    ['blending', { priorityBlending: 'yes' }],
    ['screen_pop', { useScreenPops: false }],
    ['accept_reject', { requireManualAccept: false, PresentAcceptReject: null }],
    ['agent_timer', { agentFollowOnResponseTime: 0 }],
    ['agent_timer', { agentResponseEnabled: false }],
    ['customer_timer', { customerIdleTime: 60 }],
    ['customer_timer', { timeExtensionEnabled: true }],
  ])('is all but %s when that differs', (setting, difference) => {
    const taken = takenSettings({ ...full, ...difference }, full);
    expect(taken?.filter(({ isTaken }) => !isTaken).map((one) => one.setting)).toEqual([setting]);
  });

  it('is only looked at where something was asked for', () => {
    const plain = bodyOf({});
    expect(takenSettings(plain, plain)).toEqual([{ setting: 'channel', isTaken: true }]);
  });

  it.each([[null], ['text'], [[]]])('is not known from %j', (answer) => {
    expect(takenSettings(answer, full)).toBeNull();
  });
});
