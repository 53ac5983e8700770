import { app, type Session, type WebContents } from 'electron';
import type { Logger } from '#shared/lib/logger.ts';
import { pageOrigin } from './page-answer.ts';

/** The one thing a page may do beyond drawing: put plain text on the clipboard. */
const allowedPermission = 'clipboard-sanitized-write';

/** Refuses every way out of our page, in every web contents this program ever makes. */
export function guardAllContents(log: Logger): void {
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents, log);
  });
}

function guardContents(contents: WebContents, log: Logger): void {
  const refuse = (what: string) => (event: { preventDefault(): void }) => {
    event.preventDefault();
    log.warn('window.refused', { what });
  };
  contents.on('will-navigate', refuse('navigation'));
  contents.on('will-frame-navigate', refuse('frame navigation'));
  contents.on('will-redirect', refuse('redirect'));
  contents.on('will-attach-webview', refuse('webview'));
  // Electron does not ask before a page goes to about:blank, so it is brought back instead.
  contents.on('did-navigate', (_event, url) => {
    if (isOwnAddress(url)) return;
    log.warn('window.refused', { what: 'blank page' });
    void contents.loadURL(`${pageOrigin}/index.html`).catch(() => undefined);
  });
  contents.setWindowOpenHandler(() => {
    log.warn('window.refused', { what: 'new window' });
    return { action: 'deny' };
  });
}

/** Refuses permissions, devices, downloads, and every request that is not for one of our own files. */
export function guardSession(session: Session, log: Logger): void {
  const isAllowed = (permission: string, origin: string): boolean =>
    permission === allowedPermission && (origin === pageOrigin || origin.startsWith(`${pageOrigin}/`));

  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const allowed = isAllowed(permission, details.requestingUrl);
    if (!allowed) log.warn('window.refused', { what: `permission ${permission}` });
    answer(allowed);
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => isAllowed(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => {
    log.warn('window.refused', { what: 'display capture' });
    answer({});
  });
  session.on('will-download', (event) => {
    event.preventDefault();
    log.warn('window.refused', { what: 'download' });
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    const allowed = isOwnAddress(details.url);
    if (!allowed) log.warn('window.refused', { what: `request ${schemeOf(details.url)}` });
    answer({ cancel: !allowed });
  });
}

function isOwnAddress(url: string): boolean {
  // Developer tools exist in development only and load their own pages.
  return url.startsWith(`${pageOrigin}/`) || url.startsWith(`blob:${pageOrigin}/`) || url.startsWith('devtools://');
}

function schemeOf(url: string): string {
  return url.slice(0, Math.max(0, url.indexOf(':')));
}
