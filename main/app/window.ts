import { BrowserWindow, nativeTheme, screen, type Session } from 'electron';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { WindowBounds } from '#main/settings/settings-schema.ts';
import { pageOrigin } from './page-answer.ts';
import { fixedWebPreferences } from './web-preferences.ts';
import { placeWindow, smallestSize } from './window-bounds.ts';

const boundsSettleMs = 500;
/** A page that dies more often than this is not loaded again by itself. */
const mostReloadsPerMinute = 3;

export interface WindowDeps {
  readonly session: Session;
  readonly preloadFile: string;
  readonly withDeveloperTools: boolean;
  readonly keptBounds: WindowBounds | null;
  readonly keepBounds: (bounds: WindowBounds) => void;
  /** True: closing the window hides it, and the tray brings it back. */
  readonly closeHides: () => boolean;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Opens the console's window on the overview. */
export function openWindow(deps: WindowDeps): BrowserWindow {
  const screens = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea);
  const window = new BrowserWindow({
    ...placeWindow(deps.keptBounds, screens),
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    title: 'Veerpont',
    show: false,
    autoHideMenuBar: true,
    // The page's own background, so that nothing flashes before it is drawn.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0d1319' : '#f4f6f8',
    webPreferences: {
      ...fixedWebPreferences,
      devTools: deps.withDeveloperTools,
      preload: deps.preloadFile,
      session: deps.session,
    },
  });
  if (deps.keptBounds?.maximized === true) window.maximize();
  window.once('ready-to-show', () => {
    window.show();
  });
  // The page has no say in the title.
  window.on('page-title-updated', (event) => {
    event.preventDefault();
  });
  window.on('close', (event) => {
    if (!deps.closeHides()) return;
    event.preventDefault();
    window.hide();
  });
  keepBounds(window, deps);
  reloadAfterCrash(window, deps);
  void window.loadURL(`${pageOrigin}/index.html`).catch((thrown: unknown) => {
    deps.log.error('window.not_loaded', { detail: thrown instanceof Error ? thrown.message : String(thrown) });
  });
  return window;
}

export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function keepBounds(window: BrowserWindow, { clock, keepBounds: keep }: WindowDeps): void {
  let cancel = (): void => undefined;
  const keepNow = (): void => {
    cancel();
    if (window.isDestroyed() || window.isFullScreen()) return;
    keep({ ...window.getNormalBounds(), maximized: window.isMaximized() });
  };
  const keepSoon = (): void => {
    cancel();
    cancel = clock.after(boundsSettleMs, keepNow);
  };
  window.on('resize', keepSoon);
  window.on('move', keepSoon);
  window.on('maximize', keepSoon);
  window.on('unmaximize', keepSoon);
  window.on('close', keepNow);
}

/** A page that died is loaded again: the relay works on meanwhile, and the person sees it. */
function reloadAfterCrash(window: BrowserWindow, { clock, log }: WindowDeps): void {
  let reloadedAtMs: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error('window.page_gone', { reason, exitCode });
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const now = clock.monotonic();
    reloadedAtMs = reloadedAtMs.filter((at) => now - at < 60_000);
    if (reloadedAtMs.length >= mostReloadsPerMinute) return;
    reloadedAtMs.push(now);
    window.webContents.reload();
  });
  window.on('unresponsive', () => {
    log.warn('window.unresponsive');
  });
}
