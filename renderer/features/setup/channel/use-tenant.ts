import type { TenantLists } from '#shared/domain/setup/tenant.ts';
import type { RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { useRelayVisible } from '#renderer/store/selectors.ts';

export interface Tenant {
  readonly lists: TenantLists | null;
  readonly error: RelayError | null;
  readonly asking: boolean;
  readonly ask: () => void;
  /** False of an integration that is not set up here: its access is not known. */
  readonly canAsk: boolean;
}

/** What the tenant of an integration says of itself; asked when the step opens, and on demand. */
export function useTenant(integrationId: string): Tenant {
  const client = useClient();
  const isOwn = useConsole(
    (state) => state.setup?.book.integrations.some(({ draft }) => draft.id === integrationId) === true,
  );
  const enabled = useRelayVisible() && isOwn;
  const answer = useAnswer(integrationId, () => client.invoke('setup.tenant', { integrationId }), { enabled });
  return { lists: answer.value, error: answer.error, asking: enabled && answer.asking, ask: answer.ask, canAsk: isOwn };
}
