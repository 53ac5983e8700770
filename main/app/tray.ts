import { Menu, Tray } from 'electron';
import type { Logger } from '#shared/lib/logger.ts';
import type { ShellTexts } from './texts.ts';
import { trayIcon } from './tray-icon.ts';
import { trayMenu, trayToolTip, type TrayView, type TrayWays } from './tray-menu.ts';

export interface AppTray {
  /** Shows the state as mark and words, and a way to each open incident. */
  show(view: TrayView, texts: ShellTexts): void;
  remove(): void;
}

export interface TrayDeps extends TrayWays {
  readonly log: Logger;
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
    show: (view, texts) => {
      tray.setImage(trayIcon(view.state));
      tray.setToolTip(trayToolTip(view, texts));
      tray.setContextMenu(Menu.buildFromTemplate(trayMenu(view, texts, deps)));
    },
    remove: () => {
      tray.destroy();
    },
  };
}
