import type { SlaWhy } from '#shared/domain/sla.ts';
import { hrefOfSla } from '#renderer/lib/sla-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import styles from './CaseLists.module.css';
import { ruleLines } from './rule-lines.ts';

/** The rules by which this conversation's clocks run, in sentences. */
export function CaseRules({ why }: { readonly why: readonly SlaWhy[] }) {
  const { t } = useTexts();
  const rules = why.at(-1)?.rules;
  if (rules === undefined) return null;
  return (
    <Panel title={t('slaCase.rules')}>
      <ul className={styles.rules}>
        {ruleLines(rules, t).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p className={styles.link}>
        <a href={hrefOfSla({ page: 'sla', tab: 'settings' })}>{t('slaCase.toSettings')}</a>
      </p>
    </Panel>
  );
}
