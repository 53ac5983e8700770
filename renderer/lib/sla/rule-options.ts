import type { SlaRules } from '#shared/domain/sla-settings.ts';
import { defaultRules } from '#shared/sla/defaults.ts';

/** In the order in which the screen shows them; switches are written as yes and no. */
export const ruleOptions = {
  requestFrom: ['customer_message', 'case_created'],
  botAnswersCount: ['no', 'yes'],
  unknownAuthorCounts: ['yes', 'no'],
  answeredWhen: ['agent_sent', 'accepted_by_wechat'],
  waitingForCustomer: ['runs_on', 'pending_status', 'after_answer'],
  reopening: ['resume', 'restart', 'keep_first'],
  closedWithoutAnswer: ['no_reply', 'missed'],
  closedWithoutResolved: ['ends', 'missed'],
  brandBegan: ['from_customer_message', 'not_timed'],
  followUpFrom: ['last_message', 'first_unanswered'],
} as const satisfies Readonly<Record<keyof SlaRules, readonly string[]>>;

export type RuleName = keyof typeof ruleOptions;
export const ruleNames = Object.keys(ruleOptions) as readonly RuleName[];

/** The option chosen, as `ruleOptions` writes it. */
export function ruleValue(rules: SlaRules, name: RuleName): string {
  const value = rules[name];
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
}

/** Rules with another option chosen; the option is one of `ruleOptions[name]`. */
export function withRule(rules: SlaRules, name: RuleName, option: string): SlaRules {
  const value = typeof rules[name] === 'boolean' ? option === 'yes' : option;
  return { ...rules, [name]: value };
}

/** The safest reading, with which settings begin. */
export const usualRule = (name: RuleName): string => ruleValue(defaultRules, name);
