import { Menu, Tray, type MenuItemConstructorOptions } from 'electron';
import type { Logger } from '#shared/lib/logger.ts';
import type { ShellTexts } from './texts.ts';
import { trayIcon } from './tray-icon.ts';
import type { WorstState } from './worst-state.ts';

export interface AppTray {
  /** Shows the state as mark and words, and a way to each open incident. */
  show(view: TrayView, texts: ShellTexts): void;
  remove(): void;
}

export interface TrayDeps {
  readonly log: Logger;
  readonly onShow: () => void;
  readonly onShowAt: (route: string) => void;
  readonly onQuit: () => void;
}

export interface TrayView {
  readonly state: WorstState;
  /** How many channels are in that state, of how many; null while it is not the channels that are shown. */
  readonly channels: { readonly inState: number; readonly total: number } | null;
  /** Newest first. */
  readonly incidents: readonly TrayIncident[];
}

export interface TrayIncident {
  readonly id: string;
  readonly label: string;
}

/** A menu longer than this is no help; the last entry leads to all of them. */
const mostIncidents = 8;

/** Null where the desktop has no tray to put a mark in. */
export function createTray(deps: TrayDeps): AppTray | null {
  let tray: Tray;
  try {
    tray = new Tray(trayIcon('idle'));
  } catch (thrown) {
    deps.log.info('tray.unavailable', { detail: thrown instanceof Error ? thrown.message : String(thrown) });
    return null;
  }
  tray.on('click', deps.onShow);
  return {
    show: (view, texts) => {
      const words = stateWords(view, texts);
      tray.setImage(trayIcon(view.state));
      tray.setToolTip(`Veerpont: ${words}`);
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: words, enabled: false },
          ...incidentItems(view.incidents, texts, deps.onShowAt),
          { type: 'separator' },
          { label: texts.show, click: deps.onShow },
          { label: texts.quit, click: deps.onQuit },
        ]),
      );
    },
    remove: () => {
      tray.destroy();
    },
  };
}

/** The state in words, and of how many channels it is true. */
export function stateWords({ state, channels }: Pick<TrayView, 'state' | 'channels'>, texts: ShellTexts): string {
  if (channels === null || channels.total === 0) return texts.state[state];
  return `${texts.state[state]} (${texts.channelsInState(channels.inState, channels.total)})`;
}

function incidentItems(
  incidents: readonly TrayIncident[],
  texts: ShellTexts,
  showAt: (route: string) => void,
): MenuItemConstructorOptions[] {
  const items = incidents.slice(0, mostIncidents).map(({ id, label }): MenuItemConstructorOptions => ({
    // An ampersand would mark a key.
    label: label.replaceAll('&', '&&'),
    click: () => {
      showAt(`/incident/${id}`);
    },
  }));
  const more = incidents.length - items.length;
  if (items.length === 0) return [];
  const all: MenuItemConstructorOptions = {
    label: texts.moreIncidents(more),
    click: () => {
      showAt('/incidents');
    },
  };
  return [{ type: 'separator' }, ...items, ...(more > 0 ? [all] : [])];
}
