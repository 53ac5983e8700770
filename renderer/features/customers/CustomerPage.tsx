import { useClient } from '#renderer/lib/client-context.tsx';
import { hrefOf } from '#renderer/lib/router.ts';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Empty } from '#renderer/ui/Empty.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { CustomerFacts } from './CustomerFacts.tsx';
import { CustomerFigures } from './CustomerFigures.tsx';
import { CustomerHead } from './CustomerHead.tsx';
import { CustomerNames } from './CustomerNames.tsx';
import styles from './CustomerPage.module.css';

/** One customer of one channel: who staff say it is, whether WeChat still takes replies, and what was written. */
export function CustomerPage({ contactNo }: { readonly contactNo: number }) {
  const { t } = useTexts();
  const client = useClient();
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  const customer = useAnswer(String(contactNo), () => client.invoke('customer.get', { contactNo }), {
    enabled: relayRuns,
  });
  const { value } = customer;
  return (
    <div className={styles.page}>
      <a href={hrefOf({ page: 'messages', text: null, contactNo: null, messageId: null })} className={styles.back}>
        <Icon name="back" size={14} />
        {t('customer.back')}
      </a>
      {customer.error !== null && <LoadFailed error={customer.error} busy={customer.asking} onRetry={customer.ask} />}
      {value === null ? (
        customer.error === null && <Empty busy={relayRuns} title={t('customer.loading')} />
      ) : (
        <>
          <CustomerHead customer={value} />
          <div className={styles.columns}>
            <CustomerNames key={contactNo} customer={value} onChanged={customer.take} />
            <div className={styles.column}>
              <CustomerFigures customer={value} />
              <CustomerFacts customer={value} />
            </div>
          </div>
        </>
      )}
    </div>
  );
}
