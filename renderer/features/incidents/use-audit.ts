import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { AuditLine } from '#shared/domain/operations.ts';
import { toRelayError, type RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';

/** Lines asked for at once. */
export const auditPageSize = 100;

export interface Audit {
  /** Newest first; null until the first answer. */
  readonly lines: readonly AuditLine[] | null;
  readonly isWhole: boolean;
  readonly asking: boolean;
  readonly error: RelayError | null;
  /** The next page, or the same one again after a failure. */
  readonly more: () => void;
}

/** Who did what, newest first, page by page, with what was done since on top. */
export function useAudit(channelId: ChannelId | null): Audit {
  const client = useClient();
  const tail = useConsole((state) => state.auditTail);
  const [lines, setLines] = useState<readonly AuditLine[] | null>(null);
  const [isWhole, setIsWhole] = useState(false);
  const [asking, setAsking] = useState(true);
  const [error, setError] = useState<RelayError | null>(null);

  const load = useCallback(
    (before: number | null, known: readonly AuditLine[]) =>
      client.invoke('audit.page', { channelId, before, limit: auditPageSize }).then(
        (page) => () => {
          const ids = new Set(known.map(({ id }) => id));
          setLines([...known, ...page.filter(({ id }) => !ids.has(id))]);
          setIsWhole(page.length < auditPageSize);
          setError(null);
          setAsking(false);
        },
        (thrown: unknown) => () => {
          setError(toRelayError(thrown));
          setAsking(false);
        },
      ),
    [client, channelId],
  );

  useEffect(() => {
    let stale = false;
    void load(null, []).then((settle) => {
      if (!stale) settle();
    });
    return () => {
      stale = true;
    };
  }, [load]);

  const more = useCallback(() => {
    setAsking(true);
    const known = lines ?? [];
    void load(known.at(-1)?.at ?? null, known).then((settle) => settle());
  }, [load, lines]);

  const all = useMemo(() => {
    if (lines === null) return null;
    const ids = new Set(lines.map(({ id }) => id));
    const newest = lines[0]?.at ?? -Infinity;
    const fresh = tail.filter(
      (line) => !ids.has(line.id) && line.at >= newest && (channelId === null || line.channelId === channelId),
    );
    return [...fresh, ...lines];
  }, [lines, tail, channelId]);
  return { lines: all, isWhole, asking, error, more };
}
