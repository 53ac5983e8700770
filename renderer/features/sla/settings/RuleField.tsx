import { useId } from 'react';
import type { SlaRules } from '#shared/domain/sla-settings.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { ruleOptions, ruleValue, usualRule, withRule, type RuleName } from '#renderer/lib/sla/rule-options.ts';
import styles from './RuleField.module.css';

interface RuleFieldProps {
  readonly name: RuleName;
  readonly rules: SlaRules;
  readonly onChange: (rules: SlaRules) => void;
}

/** One point that can be counted in several ways: what each way means, why the usual one is usual, what CXone says. */
export function RuleField({ name, rules, onChange }: RuleFieldProps) {
  const { t } = useTexts();
  const group = useId();
  const value = ruleValue(rules, name);
  // Each rule has texts of its own under its name, read as a whole: a key made of both names would match no type.
  const words = t(`slaRule.${name}`, { returnObjects: true }) as Readonly<Record<string, string>>;
  const about = t(`slaSettings.rule.${name}`, { returnObjects: true }) as Readonly<Record<string, string>>;
  return (
    <fieldset className={styles.rule}>
      <legend>{about['title']}</legend>
      {ruleOptions[name].map((option) => (
        <label key={option} className={styles.option}>
          <input
            type="radio"
            name={group}
            checked={option === value}
            onChange={() => onChange(withRule(rules, name, option))}
          />
          <span>
            {words[option]}
            {option === usualRule(name) && <span className={styles.usual}>{t('slaSettings.usual')}</span>}
          </span>
        </label>
      ))}
      <dl className={styles.about}>
        <div>
          <dt>{t('slaSettings.why')}</dt>
          <dd>{about['why']}</dd>
        </div>
        <div>
          <dt>{t('slaSettings.documented')}</dt>
          <dd>{about['fact'] ?? t('slaSettings.unpublished')}</dd>
        </div>
      </dl>
    </fieldset>
  );
}
