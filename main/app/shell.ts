import type { Language, RelayProcess } from '#shared/contract/console-contract.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { setAppMenu } from './app-menu.ts';
import { shellTexts } from './texts.ts';
import { createTray } from './tray.ts';
import { worstState, type WorstState } from './worst-state.ts';

export interface ShellDeps {
  readonly language: Language;
  readonly withDeveloperTools: boolean;
  readonly log: Logger;
  readonly onShow: () => void;
  readonly onQuit: () => void;
}

/** Menu and tray: what the person sees of the console without its window. */
export interface Shell {
  readonly hasTray: boolean;
  showProcess(process: RelayProcess): void;
  showChannels(channels: readonly ChannelSnapshot[]): void;
  showLanguage(language: Language): void;
  remove(): void;
}

export function createShell(deps: ShellDeps): Shell {
  let { language } = deps;
  let process: RelayProcess | null = null;
  let channels: readonly ChannelSnapshot[] = [];
  let shown: { readonly state: WorstState; readonly language: Language } | null = null;
  const tray = createTray(deps);

  const refresh = (): void => {
    const state = process === null ? 'idle' : worstState(process, channels);
    if (shown?.state === state && shown.language === language) return;
    if (shown?.language !== language) setAppMenu(shellTexts[language], deps.withDeveloperTools);
    shown = { state, language };
    tray?.show(state, shellTexts[language]);
  };
  refresh();

  return {
    hasTray: tray !== null,
    showProcess: (present) => {
      process = present;
      refresh();
    },
    showChannels: (present) => {
      channels = present;
      refresh();
    },
    showLanguage: (wanted) => {
      language = wanted;
      refresh();
    },
    remove: () => tray?.remove(),
  };
}
