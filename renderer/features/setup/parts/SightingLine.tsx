import type { Sighting, SightingKind } from '#shared/domain/setup/sighting.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './SightingLine.module.css';

/** What the relay saw of one owner and kind; null: not yet. */
export function useSighting(owner: Sighting['owner'], ownerId: string, kind: SightingKind): Sighting | null {
  return useConsole(
    (state) =>
      state.sightings.find((one) => one.owner === owner && one.ownerId === ownerId && one.kind === kind) ?? null,
  );
}

interface SightingLineProps {
  readonly owner: Sighting['owner'];
  readonly ownerId: string;
  readonly kind: Exclude<SightingKind, 'unknown_call'>;
}

/** Whether something was seen, with the time; 'not yet' otherwise. It changes by itself the moment it is seen. */
export function SightingLine({ owner, ownerId, kind }: SightingLineProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const seen = useSighting(owner, ownerId, kind);
  return (
    <div className={styles.sighting} role="status">
      <StateBadge tone={seen === null ? 'info' : 'ok'} sign={seen === null ? 'cycle' : 'check'} size="small">
        {seen === null ? t('setup.sighting.waiting') : t('setup.sighting.seen')}
      </StateBadge>
      <span>
        {seen === null
          ? t(`setup.sighting.never.${kind}`)
          : t(`setup.sighting.at.${kind}`, { time: format.moment(seen.lastAt, now) })}
      </span>
      {seen !== null && seen.count > 1 && (
        <small>{t('setup.sighting.since', { count: seen.count, time: format.moment(seen.firstAt, now) })}</small>
      )}
    </div>
  );
}
