import type { AuditLine } from '#shared/domain/operations.ts';
import { isoMoment } from '#renderer/lib/iso-moment.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './HandOverLists.module.css';

/** Lines shown here; the whole list has a page of its own. */
const shownLines = 30;

/** What operators did this shift, newest first. */
export function DonePanel({ lines }: { readonly lines: readonly AuditLine[] }) {
  const { t, format } = useTexts();
  const now = useNow();
  const channels = useConsole((state) => state.channels);
  return (
    <Panel title={t('handOver.done')} flush>
      {lines.length === 0 && <p className={styles.empty}>{t('handOver.noneDone')}</p>}
      {lines.length > 0 && (
        <ul>
          {lines.slice(0, shownLines).map((line) => {
            const name = line.channelId === null ? null : (channels[line.channelId]?.name ?? line.channelId);
            const until = isoMoment(line.detail);
            const rest = [name, until === null ? line.detail : format.moment(until, now)]
              .filter((part) => part !== null && part !== '')
              .join(' · ');
            return (
              <li key={line.id} className={styles.plain}>
                <div className={styles.words}>
                  <p>{t(`audit.action.${line.action}`)}</p>
                  {rest !== '' && (
                    <p className={styles.dim}>
                      <SafeText text={rest} maxLength={200} />
                    </p>
                  )}
                </div>
                <p className={styles.dim}>
                  {isolated(line.by)} · {format.moment(line.at, now)}
                </p>
              </li>
            );
          })}
        </ul>
      )}
      {lines.length > shownLines && (
        <p className={styles.foot}>{t('handOver.doneMore', { name: t('incidents.audit') })}</p>
      )}
    </Panel>
  );
}
