import type { Watch } from '#shared/domain/operations.ts';
import { maskId } from '#shared/lib/mask.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { describeMessage } from '#renderer/lib/describe/describe-message.ts';
import { hrefOf, wholeTraffic } from '#renderer/lib/router.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './HandOverLists.module.css';

function Line({ watch }: { readonly watch: Watch }) {
  const { t, format } = useTexts();
  const now = useNow();
  const client = useClient();
  const watchChanged = useConsole((state) => state.watchChanged);
  const end = useAction(async () => watchChanged(await client.invoke('watch.end', { id: watch.id })));
  const { subject, last } = watch;
  const messageId = subject.kind === 'message' ? subject.messageId : (last?.messageId ?? null);
  const name =
    subject.kind === 'message'
      ? t('handOver.watchMessage')
      : t('handOver.watchCustomer', { customer: maskId(subject.openId) });
  // The direction is not known here; the badge says the state in words that fit both.
  const look = last === null ? null : describeMessage({ state: last.state, pendingReason: null, direction: 'inbound' });
  return (
    <li className={styles.plain}>
      <div className={styles.words}>
        {messageId === null ? (
          <p>{name}</p>
        ) : (
          <a href={hrefOf({ page: 'traffic', query: wholeTraffic, messageId })}>{name}</a>
        )}
        <p className={styles.dim}>
          {t('handOver.watchedBy', { name: watch.by, age: format.age(watch.at, now) })}
          {last === null && ` · ${t('handOver.watchNothing')}`}
          {last !== null && ` · ${format.moment(last.at, now)}`}
        </p>
        {look !== null && last !== null && (
          <StateBadge size="small" tone={look.tone} sign={look.sign}>
            {t(`messageState.${last.state}`)}
          </StateBadge>
        )}
        {end.state.kind === 'failed' && <ErrorNote error={end.state.error} />}
      </div>
      {watch.endedAt === null && (
        <div data-print="off">
          <Button size="small" busy={end.state.kind === 'running'} onClick={() => end.start()}>
            {t('handOver.watchEnd')}
          </Button>
        </div>
      )}
    </li>
  );
}

/** Messages and customers somebody asked to be told about, with what was last told. */
export function WatchesPanel({ watches }: { readonly watches: readonly Watch[] }) {
  const { t } = useTexts();
  const told = useConsole((state) => state.watches);
  const all = new Map(watches.map((watch) => [watch.id, watch]));
  for (const watch of Object.values(told)) if (all.has(watch.id) || watch.endedAt === null) all.set(watch.id, watch);
  const shown = [...all.values()].sort((a, b) => b.at - a.at);
  return (
    <Panel title={t('handOver.watches')} flush>
      {shown.length === 0 ? (
        <p className={styles.empty}>{t('handOver.noWatches')}</p>
      ) : (
        <ul>
          {shown.map((watch) => (
            <Line key={watch.id} watch={watch} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
