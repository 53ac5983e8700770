import { useEffect, useRef, useState } from 'react';
import type { SlaBoard, SlaBoardQuery } from '#shared/contract/sla-contract.ts';
import { toRelayError, type RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '../lib/client-context.tsx';
import { useConsole } from './console-store.ts';

/** The relay is asked at most this often, ms from one answer to the next question. */
const restMs = 1_000;

export interface BoardAnswer {
  /** The newest answer to this question; kept while it is asked again, and when that fails. */
  readonly board: SlaBoard | null;
  readonly error: RelayError | null;
  readonly ask: () => void;
}

interface Held {
  readonly key: string;
  readonly board: SlaBoard | null;
  readonly error: RelayError | null;
}

interface Pace {
  asking: boolean;
  wanted: boolean;
  timer: ReturnType<typeof setTimeout> | null;
}

/**
 * Open conversations by urgency, asked again whenever a notice says that clocks changed. Never two questions at a time:
 * what is told while one is under way is asked for after it.
 */
export function useBoard(query: SlaBoardQuery): BoardAnswer {
  const client = useClient();
  const version = useConsole((state) => state.slaVersion);
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  const answered = useConsole((state) => state.slaSummaryAnswered);
  const key = JSON.stringify(query);
  const [held, setHeld] = useState<Held>({ key, board: null, error: null });
  const [tries, setTries] = useState(0);
  const ask = useRef<() => void>(() => undefined);

  useEffect(() => {
    if (!relayRuns) return;
    const pace: Pace = { asking: false, wanted: false, timer: null };
    let ended = false;
    const rest = (): void => {
      pace.asking = false;
      pace.timer = setTimeout(() => {
        pace.timer = null;
        if (pace.wanted) begin();
      }, restMs);
    };
    const begin = (): void => {
      if (pace.asking || pace.timer !== null) {
        pace.wanted = true;
        return;
      }
      pace.asking = true;
      pace.wanted = false;
      client.invoke('sla.board', JSON.parse(key) as SlaBoardQuery).then(
        (board) => {
          if (ended) return;
          setHeld({ key, board, error: null });
          answered(board.summary);
          rest();
        },
        (thrown: unknown) => {
          if (ended) return;
          setHeld((before) => ({ key, board: before.key === key ? before.board : null, error: toRelayError(thrown) }));
          rest();
        },
      );
    };
    ask.current = begin;
    begin();
    return () => {
      ended = true;
      if (pace.timer !== null) clearTimeout(pace.timer);
    };
  }, [client, key, relayRuns, answered, tries]);

  const seen = useRef(version);
  useEffect(() => {
    if (seen.current === version) return;
    seen.current = version;
    ask.current();
  }, [version]);

  const shown = held.key === key ? held : { board: null, error: null };
  return { board: shown.board, error: shown.error, ask: () => setTries((count) => count + 1) };
}
