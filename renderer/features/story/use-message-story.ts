import { useCallback, useEffect, useState } from 'react';
import type { MessageId } from '#shared/domain/ids.ts';
import type { MessageStory } from '#shared/domain/message.ts';
import { toRelayError, type RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';

export interface StoryState {
  readonly story: MessageStory | null;
  readonly error: RelayError | null;
  readonly retry: () => void;
}

/** One message's story, asked for again whenever a notice says that the message changed. */
export function useMessageStory(id: MessageId): StoryState {
  const client = useClient();
  const [story, setStory] = useState<MessageStory | null>(null);
  const [error, setError] = useState<RelayError | null>(null);
  const [tries, setTries] = useState(0);
  const version = useConsole((state) => state.openMessageVersion);
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  const messageOpened = useConsole((state) => state.messageOpened);

  useEffect(() => {
    messageOpened(id);
    return () => messageOpened(null);
  }, [id, messageOpened]);

  useEffect(() => {
    if (!relayRuns) return;
    let stale = false;
    client.invoke('message.get', { id }).then(
      (answer) => {
        if (stale) return;
        setStory(answer);
        setError(null);
      },
      (thrown: unknown) => {
        if (!stale) setError(toRelayError(thrown));
      },
    );
    return () => {
      stale = true;
    };
  }, [client, id, version, relayRuns, tries]);

  const retry = useCallback(() => setTries((count) => count + 1), []);
  return { story, error, retry };
}
