import type { SkillForm, TimeParts } from '#shared/domain/setup/skill-form.ts';

export const time = (hours: string, minutes: string, seconds: string): TimeParts => ({ hours, minutes, seconds });

/** A skill as somebody typed it who left everything off. */
export function aSkill(change: Partial<SkillForm> = {}): SkillForm {
  return {
    id: 'wechat-out',
    name: ' wechat_out ',
    mediaType: 'digital',
    direction: 'outbound',
    channel: 'tulip',
    campaign: { id: '7', name: 'Service' },
    proactive: false,
    messageTemplate: '',
    usedWith: 'studio',
    subSkill: '',
    agentless: false,
    agentAssisted: true,
    minimumAgents: '',
    minimumAvailable: '',
    priorityBlending: false,
    screenPop: false,
    screenPopUrl: '',
    acceptReject: false,
    agentTimer: { enabled: false, first: time('', '', ''), followUp: time('', '', '') },
    customerTimer: { enabled: false, idle: time('', '', ''), extension: false },
    made: 'not_yet',
    tenantId: '',
    ...change,
  };
}
