import type { ReactNode } from 'react';
import type { Customer } from '#shared/domain/message-search.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './CustomerLists.module.css';

/** The reply window in words, when was written first and last, and the openid's end. */
export function CustomerFacts({ customer }: { readonly customer: Customer }) {
  const { t, format } = useTexts();
  const now = useNow();
  const { windowUntil, repliesLeft, firstAt, lastAt, openId, names, follows } = customer;
  const isOpen = windowUntil !== null && windowUntil > now;
  const at = (moment: number | null): ReactNode =>
    moment === null ? (
      t('customer.never')
    ) : (
      <span title={format.full(moment)}>
        {format.dayOfYear(moment)} {format.shortTime(moment)}
        <small>{format.age(moment, now)}</small>
      </span>
    );
  const nameFrom = (source: 'remark' | 'cxone'): ReactNode => {
    const name = names.find((one) => one.source === source);
    if (name === undefined) return t('customerPage.noName');
    return (
      <span key={source} title={format.full(name.at)}>
        <SafeText text={name.text} maxLength={120} />
        <small>{t('customerPage.saidAt', { age: format.age(name.at, now) })}</small>
      </span>
    );
  };
  const facts: readonly (readonly [label: string, value: ReactNode])[] = [
    [t('customerPage.remark'), nameFrom('remark')],
    [t('customerPage.cxone'), nameFrom('cxone')],
    [
      t('customerPage.follows'),
      follows === null ? (
        t('customerPage.followsUnknown')
      ) : (
        <span key="follows" data-tone={follows.yes ? undefined : 'warn'} title={format.full(follows.at)}>
          {follows.yes ? t('customerPage.followsYes') : t('customerPage.followsNo')}
          <small>{t('customerPage.since', { age: format.age(follows.at, now) })}</small>
        </span>
      ),
    ],
    [
      t('customer.window'),
      <span key="window" data-tone={isOpen ? undefined : 'warn'}>
        {isOpen
          ? t('customer.windowOpen', { time: format.moment(windowUntil, now), when: format.until(windowUntil, now) })
          : t('customer.windowClosed')}
        {isOpen && (
          <small>
            {repliesLeft === null ? t('customer.repliesUnknown') : t('customer.replies', { count: repliesLeft })}
          </small>
        )}
      </span>,
    ],
    [t('customer.first'), at(firstAt)],
    [t('customer.last'), at(lastAt)],
    [t('customer.openid'), <SafeText key="openid" text={openId} maxLength={64} />],
  ];
  return (
    <Panel title={t('customer.facts')}>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
