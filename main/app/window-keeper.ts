import type { BrowserWindow, WebContents } from 'electron';
import type { Settings } from '#main/settings/settings-file.ts';
import { pageOrigin } from './page-answer.ts';
import { bringToFront, openWindow, type WindowDeps } from './window.ts';

export interface WindowKeeperDeps extends Omit<WindowDeps, 'keptBounds' | 'keepBounds'> {
  readonly settings: Settings;
}

/** The console's one window: opened, brought back, and gone. */
export interface WindowKeeper {
  open(): BrowserWindow;
  /** Brings the window to the front, or opens it anew where it was closed. */
  readonly show: () => void;
  /** The same, at a page: the part of its address after '#'. */
  readonly showAt: (route: string) => void;
  /** True while the person looks at it. */
  readonly isWatched: () => boolean;
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
    showAt: (route) => {
      const present = living() ?? open();
      bringToFront(present);
      void present.loadURL(`${pageOrigin}/index.html#${route}`).catch(() => undefined);
    },
    isWatched: () => living()?.isFocused() === true,
    hide: () => living()?.hide(),
    contents: () => living()?.webContents ?? null,
  };
}
