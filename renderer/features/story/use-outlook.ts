import { useCallback, useEffect, useState } from 'react';
import type { MessageOutlook, MessageStory } from '#shared/domain/message.ts';
import { toRelayError, type RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';

export interface OutlookState {
  /** Null until it is known, and for messages nobody can do anything about. */
  readonly outlook: MessageOutlook | null;
  readonly error: RelayError | null;
  readonly ask: () => void;
}

/** What may be done with a message, asked again whenever the message changed. A delivered one is not asked about. */
export function useOutlook({ row }: Pick<MessageStory, 'row'>): OutlookState {
  const client = useClient();
  const { id, state, changedAt, attempts, pendingReason } = row;
  const [outlook, setOutlook] = useState<MessageOutlook | null>(null);
  const [error, setError] = useState<RelayError | null>(null);
  const [tries, setTries] = useState(0);
  const settled = state === 'delivered';

  useEffect(() => {
    if (settled) return;
    let stale = false;
    client.invoke('message.outlook', { id }).then(
      (answer) => {
        if (stale) return;
        setOutlook(answer);
        setError(null);
      },
      (thrown: unknown) => {
        if (!stale) setError(toRelayError(thrown));
      },
    );
    return () => {
      stale = true;
    };
  }, [client, id, settled, state, changedAt, attempts, pendingReason, tries]);

  const ask = useCallback(() => setTries((count) => count + 1), []);
  return settled ? { outlook: null, error: null, ask } : { outlook, error, ask };
}
