import { useEffect, type ReactNode } from 'react';
import type { MessageId } from '#shared/domain/ids.ts';
import { goTo, type TrafficQuery } from '#renderer/lib/router.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { TrafficCharts } from './charts/TrafficCharts.tsx';
import { TrafficBody } from './TrafficBody.tsx';
import styles from './TrafficPage.module.css';
import { TrafficToolbar } from './TrafficToolbar.tsx';
import { useTraffic } from './use-traffic.ts';

interface TrafficPageProps {
  readonly query: TrafficQuery;
  readonly messageId: MessageId | null;
  /** The story of one message, beside the list. */
  readonly story: (id: MessageId, onClose: () => void) => ReactNode;
}

function isPlainKey(event: KeyboardEvent): boolean {
  const typing =
    event.target instanceof HTMLInputElement && event.target.type !== 'radio' && event.target.type !== 'checkbox';
  // What lies over the page has keys of its own.
  const isElsewhere = event.target instanceof Element && event.target.closest('[role=dialog]') !== null;
  return !typing && !isElsewhere && !event.ctrlKey && !event.metaKey && !event.altKey;
}

/** The live list, and beside it the story of the message whose id stands in the address. */
export function TrafficPage({ query, messageId, story }: TrafficPageProps) {
  const { loadOlder } = useTraffic(query);
  const pauseToggled = useConsole((state) => state.pauseToggled);
  const close = (): void => {
    // The keyboard goes back to the row the story belongs to, if that is still in view.
    if (messageId !== null) document.querySelector<HTMLElement>(`[data-message="${CSS.escape(messageId)}"]`)?.focus();
    goTo({ page: 'traffic', query, messageId: null });
  };
  const isOpen = messageId !== null;

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!isPlainKey(event) || event.defaultPrevented) return;
      if (event.key === 'p') pauseToggled();
      if (event.key === 'Escape' && isOpen) goTo({ page: 'traffic', query, messageId: null });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [pauseToggled, isOpen, query]);

  return (
    <div className={styles.page}>
      <TrafficToolbar query={query} />
      <TrafficCharts channelIds={query.channelIds} hasStory={isOpen} />
      <div className={styles.stage}>
        <TrafficBody query={query} messageId={messageId} onNearEnd={loadOlder} />
        {messageId !== null && story(messageId, close)}
      </div>
    </div>
  );
}
