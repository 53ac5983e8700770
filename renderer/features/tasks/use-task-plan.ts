import { useCallback, useEffect, useState } from 'react';
import type { TaskPlan, TaskSource } from '#shared/domain/message-task.ts';
import type { MessageAction } from '#shared/domain/message.ts';
import { toRelayError, type RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';

/** How often is asked how far the count has come, milliseconds. */
const pollMs = 300;

export interface CountedPlan {
  /** As far as it is counted; null before the first answer. */
  readonly plan: TaskPlan | null;
  readonly error: RelayError | null;
  /** Counts anew: what was counted before is not acted upon. */
  readonly again: () => void;
}

/** Has an act counted before it is done, and follows the count to its end. */
export function useTaskPlan(source: TaskSource, action: MessageAction): CountedPlan {
  const client = useClient();
  const [tries, setTries] = useState(0);
  const [held, setHeld] = useState<{ readonly plan: TaskPlan | null; readonly error: RelayError | null }>({
    plan: null,
    error: null,
  });
  useEffect(() => {
    let ended = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const failed = (thrown: unknown): void => {
      if (!ended) setHeld({ plan: null, error: toRelayError(thrown) });
    };
    const told = (plan: TaskPlan): void => {
      if (ended) return;
      setHeld({ plan, error: null });
      if (plan.isCounted) return;
      timer = setTimeout(() => void client.invoke('task.planned', { planId: plan.id }).then(told, failed), pollMs);
    };
    client.invoke('task.plan', { source, action }).then(told, failed);
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [client, source, action, tries]);
  const again = useCallback(() => {
    setHeld({ plan: null, error: null });
    setTries((count) => count + 1);
  }, []);
  return { ...held, again };
}
