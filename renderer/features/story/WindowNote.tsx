import type { MessageOutlook } from '#shared/domain/message.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import styles from './WindowNote.module.css';

/** What WeChat still allows for this customer: until when, how many replies, how many this one needs. */
export function WindowNote({ outlook }: { readonly outlook: MessageOutlook }) {
  const { t, format } = useTexts();
  const now = useNow();
  const { window, laterDelivered } = outlook;
  const lines = [
    ...(window === null ? [] : [windowLine()]),
    ...(window !== null && window.open && window.repliesLeft !== null
      ? [
          t('storyWindow.replies', {
            left: format.number(window.repliesLeft),
            needs: format.number(window.needs),
          }),
        ]
      : []),
    ...(laterDelivered > 0 ? [t('storyWindow.later', { count: laterDelivered })] : []),
  ];
  if (lines.length === 0) return null;
  const tight = window !== null && (!window.open || (window.repliesLeft ?? window.needs) < window.needs);
  return (
    <ul className={styles.note} data-tone={tight ? 'warn' : 'plain'}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );

  function windowLine(): string {
    if (window?.until === null) return t('storyWindow.never');
    if (window?.open !== true) return t('storyWindow.closed');
    return t('storyWindow.open', { time: format.moment(window.until, now), when: format.until(window.until, now) });
  }
}
