import type { Customer } from '#shared/domain/message-search.ts';
import { searchHref } from '#renderer/lib/message-search-routes.ts';
import { typedOperator } from '#renderer/lib/message-search-text.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { OpenCase } from '#renderer/ui/OpenCase.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './CustomerCases.module.css';

/** CXone's cases of this customer, each the way to its messages. */
export function CustomerCases({ customer: { cases, contactNo } }: { readonly customer: Customer }) {
  const { t, format } = useTexts();
  const now = useNow();
  return (
    <Panel title={t('customerPage.cases')} note={cases.length > 0 && t('customerPage.casesNote')}>
      {cases.length === 0 ? (
        <p className={styles.none}>{t('customerPage.noCases')}</p>
      ) : (
        <ul className={styles.list}>
          {cases.map(({ caseId, firstAt, lastAt, messages, slaCaseId }) => (
            <li key={caseId}>
              <a
                href={searchHref(typedOperator('case', caseId), contactNo)}
                aria-label={t('customerPage.caseLink', { id: caseId })}
              >
                <SafeText text={caseId} maxLength={60} />
              </a>
              <span className={styles.when} title={`${format.full(firstAt)} – ${format.full(lastAt)}`}>
                {format.moment(firstAt, now)} – {format.moment(lastAt, now)}
              </span>
              <span className={styles.count}>{t('customerPage.caseMessages', { count: messages })}</span>
              {slaCaseId !== null && <OpenCase slaCaseId={slaCaseId} caseId={caseId} />}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
