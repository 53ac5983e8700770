import { useCallback, useEffect, useState } from 'react';
import type { MessageId } from '#shared/domain/ids.ts';
import { toRelayError, type RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { blobOf } from './file-preview.ts';

export interface PreviewUrl {
  /** An address of bytes in this window; null until they are there. */
  readonly url: string | null;
  readonly error: RelayError | null;
  readonly ask: () => void;
}

/** Fetches a file to look at. Its address is given back when it leaves the screen, so that the bytes do, too. */
export function usePreviewUrl(id: MessageId, no: number, grant: string): PreviewUrl {
  const client = useClient();
  const [url, setUrl] = useState<string | null>(null);
  const [error, setError] = useState<RelayError | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let stale = false;
    let made: string | null = null;
    client.invoke('message.media', { id, no, grant }).then(
      (preview) => {
        if (stale) return;
        made = URL.createObjectURL(blobOf(preview));
        setUrl(made);
        setError(null);
      },
      (thrown: unknown) => {
        if (!stale) setError(toRelayError(thrown));
      },
    );
    return () => {
      stale = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [client, id, no, grant, tries]);
  const ask = useCallback(() => setTries((count) => count + 1), []);
  return { url, error, ask };
}
