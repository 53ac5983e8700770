import type { SetupForm } from '#shared/domain/setup/book.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction, type Action } from '#renderer/lib/use-action.ts';
import { useConsole } from '#renderer/store/console-store.ts';

/** Adds an entry to the book at once: from then on it is edited as a draft. */
export function useAdd(): Action<[SetupForm]> {
  const client = useClient();
  const told = useConsole((state) => state.setupTold);
  return useAction(async (entry: SetupForm) => told(await client.invoke('setup.save', { entry })));
}
