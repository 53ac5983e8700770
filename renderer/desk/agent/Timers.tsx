import type { DeskTimer } from '#shared/domain/desk.ts';
import { Sign } from '#renderer/ui/Sign.tsx';
import { usePageTexts } from '../parts/page-texts.tsx';
import { durationText } from './duration.ts';
import styles from './desk.module.css';

interface TimersProps {
  readonly timers: readonly DeskTimer[];
  readonly now: number;
  readonly short?: boolean;
}

/** The timers of a case, counting down. */
export function Timers({ timers, now, short = false }: TimersProps) {
  const { t } = usePageTexts();
  return timers.map(({ kind, dueAt, extensions }) => {
    const leftMs = dueAt - now;
    const isOver = leftMs <= 0;
    const time = durationText(Math.abs(leftMs));
    return (
      <span key={kind} className={styles.timer} data-over={isOver || undefined}>
        <Sign name={isOver ? 'triangle' : 'half'} /> {t(`timers.${kind}`)}:{' '}
        {t(isOver ? 'agent.timerOver' : 'agent.timerLeft', { time })}
        {!short && extensions > 0 && ` · ${t('agent.extensions', { number: extensions })}`}
      </span>
    );
  });
}
