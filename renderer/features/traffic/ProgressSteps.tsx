import type { TrafficRow } from '#shared/domain/message.ts';
import { messageProgress } from '#renderer/lib/describe/describe-message.ts';
import { useTexts, type Texts } from '#renderer/lib/texts-context.tsx';
import styles from './ProgressSteps.module.css';

function stepNames(t: Texts['t'], row: TrafficRow): readonly [string, string, string, string] {
  return [
    t('step.received'),
    t('step.stored'),
    t('step.sent'),
    row.direction === 'inbound' ? t('step.acceptedByCxone') : t('step.acceptedByWechat'),
  ];
}

/** How far a message got, as four beads on the cable from one bank to the other. */
export function ProgressSteps({ row }: { readonly row: TrafficRow }) {
  const { t } = useTexts();
  const { marks, reached, outcome } = messageProgress(row);
  const names = stepNames(t, row);
  const step = { step: reached, name: names[reached - 1] ?? '' };
  const words =
    outcome === 'unsure'
      ? t('step.unsure')
      : outcome === 'stopped'
        ? t('step.stopped', step)
        : t('step.progress', step);
  return (
    <span role="img" aria-label={words} title={words} className={styles.track}>
      {marks.map((mark, index) => (
        <span key={names[index]} className={styles.step} data-mark={mark} />
      ))}
    </span>
  );
}
