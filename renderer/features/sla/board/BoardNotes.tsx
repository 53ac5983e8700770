import type { SlaBoard } from '#shared/contract/sla-contract.ts';
import type { SlaSummary } from '#shared/domain/sla.ts';
import { ErrorCode } from '#shared/errors/catalogue.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './BoardNotes.module.css';

type Poll = SlaSummary['polls'][number];

/** Why statuses and agents of one integration may be behind. */
function PollNote({ poll }: { readonly poll: Poll }) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const name = useConsole(
    (state) =>
      Object.values(state.channels).find((one) => one.integrationId === poll.integrationId)?.integrationName ??
      poll.integrationId,
  );
  const code = ErrorCode.safeParse(poll.code);
  const sentence = code.success ? sentenceFor(language, code.data, null) : null;
  const heard =
    poll.lastAt === null ? t('slaBoard.pollNever') : t('slaBoard.pollLate', { time: format.moment(poll.lastAt, now) });
  return (
    <li className={styles.note} data-tone={poll.state === 'late' ? 'plain' : 'warn'}>
      {poll.state !== 'late' && <Sign name="triangle" />}
      <span>
        <strong>{name}</strong>
        {' · '}
        {sentence === null ? heard : `${sentence.title} · ${sentence.help}`}
        {sentence !== null && poll.state === 'failing' && ` ${heard}`}
      </span>
    </li>
  );
}

/** How far CXone was heard, where that is behind. */
export function BoardNotes() {
  const polls = useConsole((state) => state.slaSummary?.polls) ?? [];
  const behind = polls.filter(({ state }) => state !== 'fresh');
  if (behind.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {behind.map((poll) => (
        <PollNote key={poll.integrationId} poll={poll} />
      ))}
    </ul>
  );
}

/** What helps to read the list. Below it, so that the rows stay where they are when a line comes or goes. */
export function BoardFootNotes({ board }: { readonly board: SlaBoard | null }) {
  const { t, format } = useTexts();
  const unsure = useConsole((state) => (state.slaSummary?.unsure ?? 0) > 0);
  const isSandbox = useConsole((state) => (state.sandbox?.kind ?? 'off') !== 'off');
  const isCut = board !== null && board.total > board.rows.length;
  if (!unsure && !isSandbox && !isCut) return null;
  return (
    <ul className={styles.notes}>
      {isCut && (
        <li className={styles.note}>
          {t('slaBoard.cut', { shown: format.number(board.rows.length), total: format.number(board.total) })}
        </li>
      )}
      {unsure && <li className={styles.note}>{t('slaBoard.unsureNote')}</li>}
      {isSandbox && <li className={styles.note}>{t('slaBoard.sandbox')}</li>}
    </ul>
  );
}
