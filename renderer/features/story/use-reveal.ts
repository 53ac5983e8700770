import { useCallback, useState } from 'react';
import type { RevealedMessage } from '#shared/domain/message-view.ts';
import { useHasCome } from '#renderer/lib/use-now.ts';

export interface Reveal {
  /** Null: everything is masked. */
  readonly revealed: RevealedMessage | null;
  readonly take: (revealed: RevealedMessage) => void;
  readonly hide: () => void;
}

/**
 * Holds what was revealed of one message for as long as its story is on screen, and no longer than the relay said. Nothing of
 * it is kept anywhere else.
 */
export function useReveal(): Reveal {
  const [held, setHeld] = useState<RevealedMessage | null>(null);
  const isOver = useHasCome(held?.until ?? null);
  const hide = useCallback(() => setHeld(null), []);
  // Out of memory, too, not only out of sight.
  if (isOver && held !== null) setHeld(null);
  return { revealed: isOver ? null : held, take: setHeld, hide };
}
