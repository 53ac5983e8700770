import { useCallback, useRef, useState } from 'react';
import type { ConsoleSettings } from '#shared/contract/console-contract.ts';
import { toRelayError, type RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useConsole } from './console-store.ts';

type AppearancePart = Partial<Pick<ConsoleSettings, 'theme' | 'language' | 'density'>>;

export interface Appearance {
  /** What was chosen, also while it is being kept; null before the settings are known. */
  readonly chosen: Pick<ConsoleSettings, 'theme' | 'language' | 'density'> | null;
  /** The last choice counts, however fast they follow. */
  readonly choose: (part: AppearancePart) => void;
  /** Why the last choice could not be kept: then what was kept before is shown again. */
  readonly error: RelayError | null;
}

const none: AppearancePart = {};

/** Theme, language and density: a choice is shown at once, so that no button jumps back under the pointer. */
export function useAppearance(): Appearance {
  const client = useClient();
  const settings = useConsole((state) => state.settings);
  const settingsChanged = useConsole((state) => state.settingsChanged);
  const [wanted, setWanted] = useState(none);
  const [error, setError] = useState<RelayError | null>(null);
  const latest = useRef(0);

  const choose = useCallback(
    (part: AppearancePart) => {
      latest.current += 1;
      const mine = latest.current;
      const settle = (failure: RelayError | null): void => {
        if (mine !== latest.current) return;
        setWanted(none);
        setError(failure);
      };
      setWanted((before) => ({ ...before, ...part }));
      client.invoke('settings.change', part).then(
        (kept) => {
          settingsChanged(kept);
          settle(null);
        },
        (thrown: unknown) => settle(toRelayError(thrown)),
      );
    },
    [client, settingsChanged],
  );
  return { chosen: settings === null ? null : { ...settings, ...wanted }, choose, error };
}
