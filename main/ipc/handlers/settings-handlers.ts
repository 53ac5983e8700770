import type { ConsoleContract, ConsoleSettings } from '#shared/contract/console-contract.ts';
import type { Handlers } from '#shared/contract/contract-types.ts';
import type { StoredSettings } from '#main/settings/settings-schema.ts';

export interface SettingsHandlerDeps {
  readonly settings: { readonly current: StoredSettings };
  readonly change: (patch: Partial<ConsoleSettings>) => void;
  readonly openFolder: () => Promise<void>;
}

type SettingsHandlers = Pick<Handlers<ConsoleContract>, 'settings.get' | 'settings.change' | 'settings.openFolder'>;

export function settingsHandlers(deps: SettingsHandlerDeps): SettingsHandlers {
  return {
    'settings.get': () => visible(deps.settings.current),
    'settings.change': ({ theme, language, density, savedSearches }) => {
      deps.change({
        ...(theme === undefined ? {} : { theme }),
        ...(language === undefined ? {} : { language }),
        ...(density === undefined ? {} : { density }),
        ...(savedSearches === undefined ? {} : { savedSearches }),
      });
      return visible(deps.settings.current);
    },
    'settings.openFolder': async () => {
      await deps.openFolder();
      return null;
    },
  };
}

/** The window's place and the ports are the main process's own business. */
function visible({ theme, language, density, savedSearches }: StoredSettings): ConsoleSettings {
  return { theme, language, density, savedSearches };
}
