import type { BrowserWindow, WebContents } from 'electron';
import type { Settings } from '#main/settings/settings-file.ts';
import { bringToFront, openWindow, type WindowDeps } from './window.ts';

export interface WindowKeeperDeps extends Omit<WindowDeps, 'keptBounds' | 'keepBounds'> {
  readonly settings: Settings;
}

/** The console's one window: opened, brought back, and gone. */
export interface WindowKeeper {
  open(): BrowserWindow;
  /** Brings the window to the front, or opens it anew where it was closed. */
  readonly show: () => void;
  hide(): void;
  /** Null while there is no window. */
  readonly contents: () => WebContents | null;
}

export function createWindowKeeper({ settings, ...deps }: WindowKeeperDeps): WindowKeeper {
  let window: BrowserWindow | null = null;
  const living = (): BrowserWindow | null => (window === null || window.isDestroyed() ? null : window);
  const open = (): BrowserWindow => {
    window = openWindow({
      ...deps,
      keptBounds: settings.current.window,
      keepBounds: (bounds) => void settings.change({ window: bounds }),
    });
    return window;
  };
  return {
    open,
    show: () => {
      const present = living();
      if (present === null) open();
      else bringToFront(present);
    },
    hide: () => living()?.hide(),
    contents: () => living()?.webContents ?? null,
  };
}
