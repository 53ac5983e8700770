import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { Direction } from '#shared/domain/message.ts';
import { describeDirection, legsOf, legTone } from '#renderer/lib/describe/describe-direction.ts';
import { strengthText } from '#renderer/lib/describe/describe-proof.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import styles from './DirectionCell.module.css';

interface DirectionCellProps {
  readonly channel: ChannelSnapshot;
  readonly direction: Direction;
}

/** One direction: its two legs drawn as a route, and the claim with its proof and age. */
export function DirectionCell({ channel, direction }: DirectionCellProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const view = describeDirection(channel, direction);
  return (
    <div className={styles.cell}>
      <span className={styles.route} aria-hidden="true">
        {legsOf[direction].map((leg) => (
          <span key={leg} data-tone={legTone(channel.legs[leg])} />
        ))}
      </span>
      <div className={styles.words}>
        {view.kind === 'fault' && (
          <>
            <span className={styles.fault} data-tone={view.tone}>
              {view.fault.platformCode === null
                ? t('proof.failing')
                : t('proof.code', { code: view.fault.platformCode })}
            </span>
            <small title={format.full(view.fault.at)}>
              {t('proof.failingTimes', { count: view.fault.count, age: format.age(view.fault.at, now) })}
            </small>
          </>
        )}
        {view.kind === 'proof' && (
          <>
            <span title={format.full(view.at)}>{t('proof.age', { age: format.age(view.at, now) })}</span>
            <small>{t(strengthText(view.leg, view.strength))}</small>
          </>
        )}
        {view.kind === 'unproven' && (
          <>
            <span className={styles.none}>{t('proof.none')}</span>
            <small>{t(`leg.${view.leg}`)}</small>
          </>
        )}
      </div>
    </div>
  );
}
