import type { Customer, CustomerName } from '#shared/domain/message-search.ts';
import type { MessageStory, TrafficRow } from '#shared/domain/message.ts';
import { describeMessage } from '#renderer/lib/describe/describe-message.ts';
import { customerHref, searchHref } from '#renderer/lib/message-search-routes.ts';
import { typedOperator } from '#renderer/lib/message-search-text.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { useTexts, type Texts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useHeldRow } from '#renderer/store/use-held-row.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import { OpenCase } from '#renderer/ui/OpenCase.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './StoryHead.module.css';

function titleOf(t: Texts['t'], { row }: MessageStory, name: CustomerName | null): string {
  if (row.endUser === null) return t('story.fromUnknown');
  const customer = name?.text ?? row.endUser;
  return row.direction === 'inbound' ? t('story.fromCustomer', { customer }) : t('story.toCustomer', { customer });
}

function State({ row }: { readonly row: TrafficRow }) {
  const { t } = useTexts();
  const { tone, sign, text } = describeMessage(useHeldRow(row));
  return (
    <StateBadge tone={tone} sign={sign}>
      {t(text)}
    </StateBadge>
  );
}

/** Whose name it is, which way on which channel, and where else the customer and the case are to be found. */
function About({ story, customer }: { readonly story: MessageStory; readonly customer: Customer | null }) {
  const { t } = useTexts();
  const name = customer?.name ?? null;
  const { row, contactNo, caseId } = story;
  const slaCaseId = customer?.cases.find((one) => one.caseId === caseId)?.slaCaseId ?? null;
  const channelName = useConsole((state) => state.channels[row.channelId]?.name ?? row.channelId);
  return (
    <>
      <p className={styles.about}>
        <span>{t(`direction.${row.direction}`)}</span>
        <a href={hrefOf({ page: 'channel', channelId: row.channelId })}>
          <SafeText text={channelName} maxLength={120} />
        </a>
        {name !== null && name.source !== 'openid' && (
          <span>{t(`storyHead.nameBy.${name.source}`, { openid: row.endUser ?? '…' })}</span>
        )}
      </p>
      {(contactNo !== null || caseId !== null) && (
        <nav aria-label={t('storyHead.links')} className={styles.links}>
          {contactNo !== null && <a href={customerHref(contactNo)}>{t('storyHead.customer')}</a>}
          {contactNo !== null && <a href={searchHref('', contactNo)}>{t('storyHead.customerMessages')}</a>}
          {caseId !== null && <a href={searchHref(typedOperator('case', caseId))}>{t('storyHead.caseMessages')}</a>}
          {caseId !== null && slaCaseId !== null && <OpenCase slaCaseId={slaCaseId} caseId={caseId} />}
        </nav>
      )}
    </>
  );
}

interface StoryHeadProps {
  readonly story: MessageStory | null;
  readonly customer: Customer | null;
  readonly isWide: boolean;
  readonly onWide: () => void;
  readonly onClose: () => void;
}

/** Whose message it is and how it stands; always in sight. */
export function StoryHead({ story, customer, isWide, onWide, onClose }: StoryHeadProps) {
  const { t } = useTexts();
  const title = story === null ? t('story.region') : titleOf(t, story, customer?.name ?? null);
  return (
    <header className={styles.head}>
      <div className={styles.first}>
        <h2 title={title}>{title}</h2>
        {story !== null && <State row={story.row} />}
        <button
          type="button"
          className={styles.tool}
          onClick={onWide}
          aria-pressed={isWide}
          aria-label={t('storyHead.wide')}
          title={t('storyHead.wide')}
          data-turned={isWide || undefined}
        >
          <Icon name="back" size={15} />
        </button>
        <button type="button" className={styles.tool} onClick={onClose} aria-label={t('action.close')}>
          <Icon name="close" size={15} />
        </button>
      </div>
      {story !== null && <About story={story} customer={customer} />}
    </header>
  );
}
