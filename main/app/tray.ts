import { Menu, Tray } from 'electron';
import type { Logger } from '#shared/lib/logger.ts';
import type { ShellTexts } from './texts.ts';
import { trayIcon } from './tray-icon.ts';
import type { WorstState } from './worst-state.ts';

export interface AppTray {
  /** Shows the state as mark and words. */
  show(state: WorstState, texts: ShellTexts): void;
  remove(): void;
}

export interface TrayDeps {
  readonly log: Logger;
  readonly onShow: () => void;
  readonly onQuit: () => void;
}

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
    show: (state, texts) => {
      tray.setImage(trayIcon(state));
      tray.setToolTip(`Veerpont: ${texts.state[state]}`);
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: texts.state[state], enabled: false },
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
