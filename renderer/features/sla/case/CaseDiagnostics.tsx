import type { CxoneSlaRaw } from '#shared/domain/sla.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import styles from './CaseLists.module.css';

/** CXone's own figures, kept apart from all that is worked out here: what they count is not published. */
export function CaseDiagnostics({ raw }: { readonly raw: CxoneSlaRaw | null }) {
  const { t, format } = useTexts();
  const now = useNow();
  const words = (value: CxoneSlaRaw['solutionTime']): string => {
    if (value === null || value.raw === null) return t('slaCase.rawNone');
    const has = value.alreadyHasValue;
    return t('slaCase.rawValue', {
      value: format.number(value.raw),
      has: has === null ? '–' : has ? t('slaCase.yes') : t('slaCase.no'),
    });
  };
  return (
    <Panel title={t('slaCase.diagnosticsTitle')}>
      <details className={styles.diagnostics}>
        <summary>{t('slaCase.diagnostics')}</summary>
        <p>{t('slaCase.diagnosticsHelp')}</p>
        <dl className={styles.facts}>
          <div>
            <dt>
              <code>firstResponseTime</code>
            </dt>
            <dd>{words(raw?.firstResponseTime ?? null)}</dd>
          </div>
          <div>
            <dt>
              <code>solutionTime</code>
            </dt>
            <dd>{words(raw?.solutionTime ?? null)}</dd>
          </div>
        </dl>
        {raw !== null && <p>{t('slaCase.readAt', { time: format.moment(raw.at, now) })}</p>}
      </details>
    </Panel>
  );
}
