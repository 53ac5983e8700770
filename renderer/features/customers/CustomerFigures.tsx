import type { Customer } from '#shared/domain/message-search.ts';
import { stateWords } from '#shared/search/operators.ts';
import { searchHref } from '#renderer/lib/message-search-routes.ts';
import { typedOperator } from '#renderer/lib/message-search-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { NumberLink } from '#renderer/ui/NumberLink.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import styles from './CustomerLists.module.css';

/** States of a message that did not arrive, or is not known to have. */
const notDelivered = (['unconfirmed', 'dead_letter', 'expired', 'quarantined'] as const)
  .map((state) => typedOperator('is', stateWords[state][0] ?? state))
  .join(' ');

/** How many messages, each number the way to its list. */
export function CustomerFigures({ customer }: { readonly customer: Customer }) {
  const { t, format } = useTexts();
  const { contactNo, messages, waiting } = customer;
  const lines = [
    { key: 'inbound', value: messages.inbound, text: 'dir:in', tone: 'plain' },
    { key: 'outbound', value: messages.outbound, text: 'dir:out', tone: 'plain' },
    { key: 'notDelivered', value: messages.notDelivered, text: notDelivered, tone: 'bad' },
  ] as const;
  return (
    <Panel title={t('customer.messages')}>
      <dl className={styles.figures}>
        {lines.map(({ key, value, text, tone }) => (
          <div key={key}>
            <dt>{t(`customer.${key}`)}</dt>
            <dd>
              <NumberLink
                value={value}
                href={searchHref(text, contactNo)}
                name={t(`customer.${key}Link`, { number: format.number(value) })}
                tone={tone}
              />
            </dd>
          </div>
        ))}
        {waiting > 0 && (
          <div>
            <dt>{t('customerPage.waiting')}</dt>
            <dd>
              <NumberLink
                value={waiting}
                href={searchHref(typedOperator('is', stateWords.pending[0] ?? 'pending'), contactNo)}
                name={t('customerPage.waitingLink', { number: format.number(waiting) })}
                tone="plain"
              />
            </dd>
          </div>
        )}
      </dl>
    </Panel>
  );
}
