import { create } from 'zustand';
import type { TenantLists } from '#shared/domain/setup/tenant.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction, type Action } from '#renderer/lib/use-action.ts';

interface TenantState {
  /** What each tenant said of itself when it was asked last, by our id of the integration. */
  readonly lists: Readonly<Record<string, TenantLists>>;
  readonly told: (integrationId: string, lists: TenantLists) => void;
}

/** Kept while the console is open: pages need not ask CXone again and again. */
export const useTenantStore = create<TenantState>()((set) => ({
  lists: {},
  told: (integrationId, lists) => set((state) => ({ lists: { ...state.lists, [integrationId]: lists } })),
}));

export interface Tenant {
  /** Null until it was asked. */
  readonly lists: TenantLists | null;
  readonly ask: Action<[]>;
}

/** What a tenant says of itself; asked only when a person wants it. `integrationId`: null asks nothing. */
export function useTenant(integrationId: string | null): Tenant {
  const client = useClient();
  const lists = useTenantStore((state) => (integrationId === null ? undefined : state.lists[integrationId]));
  const told = useTenantStore((state) => state.told);
  const ask = useAction(async () => {
    if (integrationId !== null) told(integrationId, await client.invoke('setup.tenant', { integrationId }));
  });
  return { lists: lists ?? null, ask };
}
