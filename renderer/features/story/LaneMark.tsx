import type { Tone } from '#renderer/lib/tone.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import type { Lanes } from './lanes.ts';
import styles from './LaneMark.module.css';

/** The three parties as three upright lines, and a step as a mark on one or an arrow between two. */
export function LaneMark({ lanes: { from, to }, tone }: { readonly lanes: Lanes; readonly tone: Tone }) {
  const { t } = useTexts();
  const name = (party: Lanes['from']): string => t(`storyLane.${party}`);
  const words = to === null ? name(from) : t('storyLane.fromTo', { from: name(from), to: name(to) });
  return (
    <span className={styles.lanes} data-from={from} data-to={to ?? 'none'} data-tone={tone} title={words}>
      <span className="visually-hidden">{words}: </span>
      {to !== null && <span className={styles.arrow} />}
      <span className={styles.dot} />
    </span>
  );
}

/** The names above the lines. Each step says its own parties to those who cannot see the lines. */
export function LaneHeads() {
  const { t } = useTexts();
  return (
    <span className={styles.heads} aria-hidden="true">
      <span>{t('storyLane.wechat')}</span>
      <span>{t('storyLane.relay')}</span>
      <span>{t('storyLane.cxone')}</span>
    </span>
  );
}
