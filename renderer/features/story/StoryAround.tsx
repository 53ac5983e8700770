import { useState } from 'react';
import type { ContextLine } from '#shared/domain/message-view.ts';
import type { MessageStory } from '#shared/domain/message.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { describeMessage } from '#renderer/lib/describe/describe-message.ts';
import { searchHref } from '#renderer/lib/message-search-routes.ts';
import { useRoute } from '#renderer/lib/router.ts';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './StoryAround.module.css';
import { storyHref } from './story-href.ts';
import { StorySection } from './StorySection.tsx';

/** Messages each way: at first, after one press, after two. The relay tells no more than that. */
const steps = [3, 10, 20] as const;

function Neighbour({ line: { row, text } }: { readonly line: ContextLine }) {
  const { t, format } = useTexts();
  const route = useRoute();
  const now = useNow();
  const view = describeMessage(row);
  const inbound = row.direction === 'inbound';
  return (
    <li>
      <a href={storyHref(route, row.id)} className={styles.line} data-direction={row.direction}>
        <time dateTime={new Date(row.receivedAt).toISOString()} title={format.full(row.receivedAt)}>
          {format.moment(row.receivedAt, now)}
        </time>
        <span className={styles.arrow} aria-hidden="true">
          {inbound ? '→' : '←'}
        </span>
        <span className={styles.text}>
          <span className="visually-hidden">{inbound ? t('direction.toCxone') : t('direction.toCustomer')}: </span>
          {row.kind !== 'text' && <span className={styles.kind}>{t(`messageKind.${row.kind}`)}</span>}
          {text !== '' && <SafeText text={text} maxLength={200} />}
        </span>
        <StateBadge tone={view.tone} sign={view.sign} size="small">
          {t(view.text)}
        </StateBadge>
      </a>
    </li>
  );
}

/** What was written before and after in the same conversation; each line is the way to its own story. */
export function StoryAround({
  story: { row, contactNo },
}: {
  readonly story: Pick<MessageStory, 'row' | 'contactNo'>;
}) {
  const { t } = useTexts();
  const client = useClient();
  const [step, setStep] = useState(0);
  const each = steps[step] ?? steps[2];
  const version = useConsole((state) => state.openMessageVersion);
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  const { value, error, asking, ask } = useAnswer(
    row.id,
    () => client.invoke('message.context', { id: row.id, each }),
    { version: `${version}/${each}`, enabled: relayRuns && contactNo !== null },
  );
  if (contactNo === null) return null;
  const hasMore = value !== null && (value.hasMoreBefore || value.hasMoreAfter);
  const isAlone = value !== null && value.before.length + value.after.length === 0;
  return (
    <StorySection
      title={t('storyAround.title')}
      tools={
        hasMore &&
        (step < steps.length - 1 ? (
          <Button size="small" busy={asking} onClick={() => setStep(step + 1)}>
            {t('storyAround.more')}
          </Button>
        ) : (
          <a href={searchHref('', contactNo)} className={styles.all}>
            {t('storyAround.all')}
          </a>
        ))
      }
    >
      {error !== null && <LoadFailed error={error} busy={asking} onRetry={ask} />}
      {value === null && error === null && <p className={styles.note}>{t('storyAround.loading')}</p>}
      {isAlone && <p className={styles.note}>{t('storyAround.alone')}</p>}
      {value !== null && !isAlone && (
        <ol className={styles.list} aria-label={t('storyAround.title')}>
          {value.before.map((line) => (
            <Neighbour key={line.row.id} line={line} />
          ))}
          <li className={styles.here}>{t('storyAround.here')}</li>
          {value.after.map((line) => (
            <Neighbour key={line.row.id} line={line} />
          ))}
        </ol>
      )}
    </StorySection>
  );
}
