import type { Customer } from '#shared/domain/message-search.ts';
import { searchHref } from '#renderer/lib/message-search-routes.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './CustomerHead.module.css';

/** The name, who says so, and the way to everything that was written. */
export function CustomerHead({ customer }: { readonly customer: Customer }) {
  const { t } = useTexts();
  const { name, channelId, contactNo } = customer;
  const channelName = useConsole((state) => state.channels[channelId]?.name ?? channelId);
  return (
    <section className={styles.head} aria-labelledby="customer-title">
      <div className={styles.title}>
        <h2 id="customer-title">
          <SafeText text={name.text} maxLength={100} />
        </h2>
        <p>
          <span>{t(`customerPage.source.${name.source}`)}</span>
          <a href={hrefOf({ page: 'channel', channelId })}>
            <SafeText text={channelName} maxLength={120} />
          </a>
        </p>
      </div>
      <ButtonLink href={searchHref('', contactNo)} look="primary">
        {t('customer.conversation')}
      </ButtonLink>
    </section>
  );
}
