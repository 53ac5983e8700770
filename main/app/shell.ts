import type { Language, RelayProcess } from '#shared/contract/console-contract.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { Incident } from '#shared/domain/incident.ts';
import type { SlaSummary } from '#shared/domain/sla.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { setAppMenu } from './app-menu.ts';
import { shellTexts } from './texts.ts';
import { trayView } from './tray-view.ts';
import { createTray } from './tray.ts';

export interface ShellDeps {
  readonly language: Language;
  readonly withDeveloperTools: boolean;
  readonly log: Logger;
  readonly onShow: () => void;
  /** Shows the window at a page: the part of its address after '#'. */
  readonly onShowAt: (route: string) => void;
  readonly onQuit: () => void;
}

/** Menu and tray: what the person sees of the console without its window. */
export interface Shell {
  readonly hasTray: boolean;
  showProcess(process: RelayProcess): void;
  /** All of them. */
  showChannels(channels: readonly ChannelSnapshot[]): void;
  /** The open ones, newest first. */
  showIncidents(open: readonly Incident[]): void;
  /** Null: nothing is known of clocks. */
  showSla(summary: SlaSummary | null): void;
  showLanguage(language: Language): void;
  remove(): void;
}

export function createShell(deps: ShellDeps): Shell {
  let { language } = deps;
  let process: RelayProcess | null = null;
  let channels: readonly ChannelSnapshot[] = [];
  let incidents: readonly Incident[] = [];
  let sla: SlaSummary | null = null;
  let menuLanguage: Language | null = null;
  let shown = '';
  const tray = createTray(deps);

  const refresh = (): void => {
    if (menuLanguage !== language) setAppMenu(shellTexts[language], deps.withDeveloperTools);
    menuLanguage = language;
    const present = trayView({ process, channels, incidents, sla }, language);
    // Channels change many times a second; a menu that is built anew closes under the person's hand.
    const key = JSON.stringify([present, language]);
    if (key === shown) return;
    shown = key;
    tray?.show(present, shellTexts[language]);
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
    showIncidents: (open) => {
      incidents = open;
      refresh();
    },
    showSla: (summary) => {
      sla = summary;
      refresh();
    },
    showLanguage: (wanted) => {
      language = wanted;
      refresh();
    },
    remove: () => tray?.remove(),
  };
}
