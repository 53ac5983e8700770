import { useState } from 'react';
import type { MessageStory } from '#shared/domain/message.ts';
import type { Watch } from '#shared/domain/operations.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import styles from './StoryWatch.module.css';
import { maySettle, watchesOf } from './story-watches.ts';

function Present({ watch }: { readonly watch: Watch }) {
  const { t } = useTexts();
  const client = useClient();
  const watchChanged = useConsole((state) => state.watchChanged);
  const end = useAction(async () => watchChanged(await client.invoke('watch.end', { id: watch.id })));
  return (
    <div className={styles.present}>
      <span>
        {watch.subject.kind === 'message'
          ? t('watch.watchingMessage', { name: watch.by })
          : t('watch.watchingCustomer', { name: watch.by })}
      </span>
      <Button size="small" busy={end.state.kind === 'running'} onClick={() => end.start()}>
        {t('watch.end')}
      </Button>
      {end.state.kind === 'failed' && <ErrorNote error={end.state.error} />}
    </div>
  );
}

/** Asks to be told what becomes of this message, or of all of this customer's; names the watches there are. */
export function StoryWatch({ story }: { readonly story: MessageStory }) {
  const { t } = useTexts();
  const client = useClient();
  const { row } = story;
  const watches = useConsole((state) => state.watches);
  const watchChanged = useConsole((state) => state.watchChanged);
  // Only the answer to the question tells that a watch is for this customer: the window does not know whole openids.
  const [customerWatchId, setCustomerWatchId] = useState<string | null>(null);
  const start = useAction(async (what: 'watch.message' | 'watch.customer') => {
    const watch = await client.invoke(what, { messageId: row.id });
    if (watch.subject.kind === 'customer') setCustomerWatchId(watch.id);
    watchChanged(watch);
  });
  const present = watchesOf(Object.values(watches), row, customerWatchId);
  const canMessage = maySettle(row.state) && !present.some(({ subject }) => subject.kind === 'message');
  const canCustomer = row.endUser !== null && !present.some(({ subject }) => subject.kind === 'customer');
  if (!canMessage && !canCustomer && present.length === 0) return null;
  return (
    <section className={styles.watch} aria-label={t('watch.region')}>
      {present.map((watch) => (
        <Present key={watch.id} watch={watch} />
      ))}
      {(canMessage || canCustomer) && (
        <div className={styles.buttons}>
          {canMessage && (
            <Button size="small" busy={start.state.kind === 'running'} onClick={() => start.start('watch.message')}>
              {t('watch.message')}
            </Button>
          )}
          {canCustomer && (
            <Button size="small" busy={start.state.kind === 'running'} onClick={() => start.start('watch.customer')}>
              {t('watch.customer')}
            </Button>
          )}
          <span className={styles.help}>{t('watch.help')}</span>
        </div>
      )}
      {start.state.kind === 'failed' && <ErrorNote error={start.state.error} />}
    </section>
  );
}
