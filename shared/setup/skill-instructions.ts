import type { SkillForm, TimeParts } from '../domain/setup/skill-form.ts';
import { thingName } from './book-names.ts';
import { isFilled } from './names.ts';
import { timeOf, timeText } from './times.ts';

/** One line of the instruction, in the order of the tenant's form; its sentence is the window's. */
export type SkillStepKey =
  | 'open_acd'
  | 'open_skills'
  | 'create_single'
  | 'media_type'
  | 'direction'
  | 'name'
  | 'digital_channel'
  | 'channel_name'
  | 'campaign'
  | 'message_template'
  | 'sub_skill'
  | 'agentless'
  | 'minimum_agents'
  | 'minimum_available'
  | 'priority_blending'
  | 'screen_pop'
  | 'accept_reject'
  | 'agent_timer'
  | 'agent_first'
  | 'agent_follow_up'
  | 'customer_timer'
  | 'customer_idle'
  | 'time_extension'
  | 'create';

export interface SkillStep {
  readonly step: SkillStepKey;
  /** click: a place to go to, no value. text: to be typed or chosen, as it stands. switch: 'on' or 'off'. time: 'h:mm:ss'. */
  readonly kind: 'click' | 'text' | 'switch' | 'time';
  readonly value: string | null;
}

/**
 * Exactly what to do in the tenant to make the skill by hand (CXone: ACD > Contact settings > ACD Skills). Values that are
 * names of the tenant's own form ('Digital', 'Outbound', 'Bring Your Own Channel') stand as its English page has them; fields
 * that the form does not offer for these choices are left out. `names`: how the channel is called in CXone.
 */
export function skillInstructions(form: SkillForm, names: { readonly channel: string }): SkillStep[] {
  const click = (step: SkillStepKey): SkillStep => ({ step, kind: 'click', value: null });
  const text = (step: SkillStepKey, value: string): SkillStep => ({ step, kind: 'text', value: value.trim() });
  const turn = (step: SkillStepKey, on: boolean): SkillStep => ({ step, kind: 'switch', value: on ? 'on' : 'off' });
  const time = (step: SkillStepKey, parts: TimeParts): SkillStep => ({
    step,
    kind: 'time',
    value: timeText(timeOf(parts) ?? 0),
  });
  const { agentTimer, customerTimer } = form;
  return [
    click('open_acd'),
    click('open_skills'),
    click('create_single'),
    text('media_type', 'Digital'),
    text('direction', 'Outbound'),
    text('name', form.name),
    text('digital_channel', 'Bring Your Own Channel'),
    text('channel_name', names.channel),
    text('campaign', thingName(form.campaign)),
    ...(form.proactive ? [text('message_template', form.messageTemplate)] : []),
    ...(form.usedWith === 'queues' && isFilled(form.subSkill) ? [text('sub_skill', form.subSkill)] : []),
    turn('agentless', form.agentless),
    ...(form.agentless || !isFilled(form.minimumAgents) ? [] : [text('minimum_agents', form.minimumAgents)]),
    ...(form.agentless || !isFilled(form.minimumAvailable) ? [] : [text('minimum_available', form.minimumAvailable)]),
    turn('priority_blending', form.priorityBlending),
    ...(form.screenPop ? [text('screen_pop', form.screenPopUrl)] : []),
    turn('accept_reject', form.acceptReject),
    turn('agent_timer', agentTimer.enabled),
    ...(agentTimer.enabled
      ? [time('agent_first', agentTimer.first), time('agent_follow_up', agentTimer.followUp)]
      : []),
    turn('customer_timer', customerTimer.enabled),
    ...(customerTimer.enabled
      ? [time('customer_idle', customerTimer.idle), turn('time_extension', customerTimer.extension)]
      : []),
    click('create'),
  ];
}
