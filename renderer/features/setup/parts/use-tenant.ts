import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import type { TenantLists } from '#shared/domain/setup/tenant.ts';
import type { RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { useRelayVisible } from '#renderer/store/selectors.ts';

interface TenantState {
  /** What each tenant said of itself when it was asked last, by our id of the integration. */
  readonly lists: Readonly<Record<string, TenantLists>>;
  readonly told: (integrationId: string, lists: TenantLists) => void;
}

/** Kept while the console is open: pages show what is known while they ask anew. */
export const useTenantStore = create<TenantState>()((set) => ({
  lists: {},
  told: (integrationId, lists) => set((state) => ({ lists: { ...state.lists, [integrationId]: lists } })),
}));

export interface Tenant {
  /** Null until it was asked. */
  readonly lists: TenantLists | null;
  readonly error: RelayError | null;
  readonly asking: boolean;
  readonly ask: () => void;
  /** False of an integration that is not set up here: its access is not known. */
  readonly canAsk: boolean;
}

/**
 * What a tenant says of itself, asked when a person wants it; with `atOnce` also whenever the page that shows it opens.
 * `integrationId`: null asks nothing.
 */
export function useTenant(integrationId: string | null, { atOnce = false } = {}): Tenant {
  const client = useClient();
  const canAsk = useConsole(
    (state) => state.setup?.book.integrations.some(({ draft }) => draft.id === integrationId) === true,
  );
  const isReachable = useRelayVisible() && canAsk;
  const lists = useTenantStore((state) => (integrationId === null ? undefined : state.lists[integrationId]));
  const told = useTenantStore((state) => state.told);
  const { state, start } = useAction(async () => {
    if (integrationId !== null) told(integrationId, await client.invoke('setup.tenant', { integrationId }));
  });
  const latestStart = useRef(start);
  useEffect(() => {
    latestStart.current = start;
  });
  useEffect(() => {
    if (atOnce && isReachable) latestStart.current();
  }, [atOnce, isReachable, integrationId]);
  return {
    lists: lists ?? null,
    error: state.kind === 'failed' ? state.error : null,
    asking: state.kind === 'running',
    ask: start,
    canAsk,
  };
}
