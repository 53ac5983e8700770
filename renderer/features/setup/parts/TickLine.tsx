import { useId, type ReactNode } from 'react';
import { tickState } from '#shared/setup/ticks.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './parts.module.css';

interface TickLineProps {
  /** Names what is ticked, and as what it was seen; see `shared/setup/ticks.ts`. */
  readonly id: string;
  /** What is to be seen in the tenant. */
  readonly label: string;
  /** False: something is still missing here, so there is nothing to compare with. */
  readonly possible?: boolean;
  readonly children?: ReactNode;
}

/** One thing to tick off against the tenant: who did, when, and whether it has changed since. */
export function TickLine({ id, label, possible = true, children }: TickLineProps) {
  const { t, format } = useTexts();
  const client = useClient();
  const now = useNow();
  const noteId = useId();
  const ticks = useConsole((state) => state.setup?.book.ticks);
  const told = useConsole((state) => state.setupTold);
  const { state, tick: known } = tickState(ticks ?? [], id);
  const tick = useAction(async (done: boolean) => told(await client.invoke('setup.tick', { id, done })));
  const isTicked = state === 'ticked';
  return (
    <div className={styles.tick} data-state={state}>
      <label className={styles.tickLabel}>
        <input
          type="checkbox"
          checked={isTicked}
          disabled={!possible && !isTicked}
          aria-describedby={noteId}
          aria-busy={tick.state.kind === 'running' || undefined}
          onChange={(event) => tick.start(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
      <p id={noteId} className={styles.tickNote}>
        <Sign name={isTicked ? 'check' : state === 'stale' ? 'question' : 'ring'} />
        {known === null
          ? t('setupCheck.notTicked')
          : t(isTicked ? 'setupCheck.ticked' : 'setupCheck.stale', {
              name: known.by,
              time: format.moment(known.at, now),
            })}
      </p>
      {children}
      {tick.state.kind === 'failed' && <ErrorNote error={tick.state.error} />}
    </div>
  );
}
