import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Logger } from '#shared/lib/logger.ts';
import { securityHeaders } from './content-security-policy.ts';
import type { PageFiles } from './page-files.ts';

export const pageScheme = 'app';
const pageHost = 'console';

/** The only origin any window of this program shows. */
export const pageOrigin = `${pageScheme}://${pageHost}`;

/** Stands in a page's HTML where the nonce of this load belongs. */
const noncePlaceholder = '__CSP_NONCE__';

/**
 * Answers with a listed file or with an error; never looks at the disk for anything else. The path is compared as it
 * came: one that needs decoding is not in the list.
 */
export async function answerPageRequest(
  request: { readonly url: string; readonly method: string },
  files: PageFiles,
  log: Logger,
): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(403);
  const path = pathOf(request.url);
  const found = path === null ? undefined : files.get(path === '/' ? '/index.html' : path);
  if (found === undefined) return refusal(404);
  try {
    const content = await readFile(found.file);
    if (!found.contentType.startsWith('text/html')) return answer(content, found.contentType, null);
    const nonce = randomBytes(18).toString('base64url');
    const page = content.toString('utf8').replaceAll(noncePlaceholder, nonce);
    return answer(Buffer.from(page, 'utf8'), found.contentType, nonce);
  } catch (thrown) {
    log.error('page.unreadable', { path, detail: thrown instanceof Error ? thrown.message : String(thrown) });
    return refusal(404);
  }
}

function pathOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== `${pageScheme}:` || url.host !== pageHost) return null;
  if (url.username !== '' || url.password !== '' || url.search !== '') return null;
  return url.pathname;
}

function answer(content: Buffer, contentType: string, nonce: string | null): Response {
  return new Response(new Uint8Array(content), {
    status: 200,
    headers: { ...securityHeaders(nonce), 'content-type': contentType },
  });
}

function refusal(status: 403 | 404): Response {
  return new Response(null, { status, headers: { ...securityHeaders(null), 'content-type': 'text/plain' } });
}
