import type { TaskResult } from '#shared/domain/message-task.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { describeMessage } from '#renderer/lib/describe/describe-message.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { describeOutcome } from './describe-task.ts';
import styles from './TaskResults.module.css';

interface TaskResultLineProps {
  readonly result: TaskResult;
  /** Address of the message's story. */
  readonly href: string;
}

/** The cells of one message of a task: what it is, what became of it, and how it stands by now. */
export function TaskResultLine({ result, href }: TaskResultLineProps) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const { id, row, outcome, code } = result;
  const view = describeOutcome(outcome);
  const state = row === null ? null : describeMessage(row);
  const why = code === null ? undefined : sentenceFor(language, code, null).title;
  return (
    <>
      <span
        role="cell"
        data-column="time"
        className={styles.dim}
        title={row === null ? undefined : format.full(row.receivedAt)}
      >
        {row === null ? '' : format.moment(row.receivedAt, now)}
      </span>
      <span role="cell" data-column="customer" className={styles.dim}>
        {row !== null && (
          <>
            <span aria-hidden="true">{row.direction === 'inbound' ? '→' : '←'}</span>{' '}
            <SafeText text={row.endUser ?? t('traffic.unknownSender')} maxLength={20} />
          </>
        )}
      </span>
      <span role="cell" data-column="message" className={styles.message}>
        {row === null ? (
          <span className={styles.dim} title={id}>
            {t('task.gone')}
          </span>
        ) : (
          <a href={href} data-message={id} className={styles.link}>
            {row.preview === '' ? t(`messageKind.${row.kind}`) : <SafeText text={row.preview} maxLength={160} />}
          </a>
        )}
      </span>
      <span role="cell" data-column="outcome" className={styles.outcome}>
        <StateBadge tone={view.tone} sign={view.sign} size="small">
          {t(`task.outcome.${outcome}`)}
        </StateBadge>
        {why !== undefined && (
          <span className={styles.why} title={why}>
            {why}
          </span>
        )}
      </span>
      <span role="cell" data-column="state" className={styles.state}>
        {state !== null && (
          <StateBadge tone={state.tone} sign={state.sign} size="small">
            {t(state.text)}
          </StateBadge>
        )}
      </span>
    </>
  );
}
