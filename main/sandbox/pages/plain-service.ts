import { emptyAnswer } from '../kit/answer.ts';
import { startHttpService } from '../kit/http-service.ts';
import type { HttpService } from '../kit/http-service.ts';
import type { SandboxLog } from '../kit/log.ts';
import { siteAnswer } from '../kit/site.ts';
import type { Site } from '../kit/site.ts';

/**
 * Pages over plain HTTP on a port of their own, for a simulator that speaks https: its certificate is of the sandbox's own
 * authority, at which a browser would stop.
 */
export function startPlainService(sites: readonly Site[], log: SandboxLog): Promise<HttpService> {
  return startHttpService({
    host: '127.0.0.1',
    port: 0,
    maxBodyBytes: 1024 * 1024,
    handle: (request) => siteAnswer(sites, request) ?? emptyAnswer(404),
    onCrash: (thrown) => {
      log.warn('pages.crashed', { error: String(thrown) });
      return emptyAnswer(500);
    },
  });
}
