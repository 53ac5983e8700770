import { useClient } from '#renderer/lib/client-context.tsx';
import { customerHref } from '#renderer/lib/message-search-routes.ts';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import styles from './CustomerScope.module.css';

interface CustomerScopeProps {
  readonly contactNo: number;
  readonly onAll: () => void;
}

/** Says that only one customer's messages are looked at, and whose: a narrowing that does not stand in the box. */
export function CustomerScope({ contactNo, onAll }: CustomerScopeProps) {
  const { t } = useTexts();
  const client = useClient();
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  const { value } = useAnswer(String(contactNo), () => client.invoke('customer.get', { contactNo }), {
    enabled: relayRuns,
  });
  return (
    <p className={styles.scope}>
      <span>
        {value === null ? t('search.oneCustomerUnknown') : t('search.oneCustomer', { customer: value.name.text })}
      </span>
      <a href={customerHref(contactNo)}>{t('customer.open')}</a>
      <Button size="small" onClick={onAll}>
        <Icon name="close" size={11} />
        {t('search.allCustomers')}
      </Button>
    </p>
  );
}
