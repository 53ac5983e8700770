import { protocol, type Session } from 'electron';
import type { Logger } from '#shared/lib/logger.ts';
import { answerPageRequest, pageScheme } from './page-answer.ts';
import type { PageFiles } from './page-files.ts';

/** To be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

export function serveAppScheme(session: Session, files: PageFiles, log: Logger): void {
  session.protocol.handle(pageScheme, (request) => answerPageRequest(request, files, log));
}
