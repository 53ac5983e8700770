import type { TFunction } from 'i18next';
import type { SlaRules } from '#shared/domain/sla-settings.ts';

/** Each rule that counts, as a sentence. */
export function ruleLines(rules: SlaRules, t: TFunction): readonly string[] {
  const yesNo = (value: boolean): 'yes' | 'no' => (value ? 'yes' : 'no');
  return [
    t(`slaRule.requestFrom.${rules.requestFrom}`),
    t(`slaRule.brandBegan.${rules.brandBegan}`),
    t(`slaRule.answeredWhen.${rules.answeredWhen}`),
    t(`slaRule.botAnswersCount.${yesNo(rules.botAnswersCount)}`),
    t(`slaRule.unknownAuthorCounts.${yesNo(rules.unknownAuthorCounts)}`),
    t(`slaRule.closedWithoutAnswer.${rules.closedWithoutAnswer}`),
    t(`slaRule.waitingForCustomer.${rules.waitingForCustomer}`),
    t(`slaRule.reopening.${rules.reopening}`),
    t(`slaRule.closedWithoutResolved.${rules.closedWithoutResolved}`),
    t(`slaRule.followUpFrom.${rules.followUpFrom}`),
  ];
}
