import { useCallback } from 'react';
import type { SavedSearch } from '#shared/contract/console-contract.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';

/** As many as the settings hold. */
export const savedAtMost = 50;
const none: readonly SavedSearch[] = [];

export interface SavedSearches {
  readonly searches: readonly SavedSearch[];
  readonly save: (searches: readonly SavedSearch[]) => Promise<void>;
}

/** This person's searches, as the settings keep them. */
export function useSavedSearches(): SavedSearches {
  const client = useClient();
  const searches = useConsole((state) => state.settings?.savedSearches ?? none);
  const settingsChanged = useConsole((state) => state.settingsChanged);
  const save = useCallback(
    async (savedSearches: readonly SavedSearch[]) => {
      settingsChanged(await client.invoke('settings.change', { savedSearches: [...savedSearches] }));
    },
    [client, settingsChanged],
  );
  return { searches, save };
}
