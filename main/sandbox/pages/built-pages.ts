import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Answer } from '../kit/answer.ts';
import type { ServiceRequest } from '../kit/http-service.ts';
import { isFromHere } from '../kit/site.ts';
import type { Site } from '../kit/site.ts';

/** From the built program, from a chunk of it, and from the sources. */
const candidates = ['../renderer', '../../renderer', '../../../out/renderer'];
const pageFile = 'desk.html';

/** The folder with the built pages; null: they were not built. */
export function builtPagesFolder(programFolder: string = import.meta.dirname): string | null {
  const folders = candidates.map((candidate) => join(programFolder, candidate));
  // The sources have a page of the same name, but without the built files beside it.
  return folders.find((folder) => existsSync(join(folder, pageFile)) && existsSync(join(folder, 'assets'))) ?? null;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

const guards = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/** Everything from the simulator itself, nothing inline; pictures of messages may be of this machine's other ports. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: http://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves the built page under the given addresses, and its files under /assets/, to this machine only. Without built files
 * the addresses say so in plain text.
 */
export function createBuiltPages(addresses: readonly string[], folder: string | null = builtPagesFolder()): Site {
  return (request) => {
    const path = request.path.length > 1 ? request.path.replace(/\/+$/u, '') : request.path;
    const isPage = addresses.includes(path);
    if (!isPage && !path.startsWith('/assets/')) return undefined;
    if (!isFromHere(request)) return plain(403, 'From this machine only.');
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'This is a page to look at.');
    if (folder === null) return plain(503, 'The pages of the sandbox were not built. Run: npm run build');
    // Its files are found relative to the address, which therefore has no slash at its end.
    if (isPage && path !== request.path) return { status: 308, headers: { ...guards, location: path }, body: '' };
    return isPage ? page(folder) : asset(folder, request);
  };
}

function plain(status: number, text: string): Answer {
  return {
    status,
    headers: { ...guards, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    body: `${text}\n`,
  };
}

async function page(folder: string): Promise<Answer> {
  return {
    status: 200,
    headers: {
      ...guards,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
    },
    body: await readFile(join(folder, pageFile)),
  };
}

async function asset(folder: string, { path }: ServiceRequest): Promise<Answer> {
  const name = /^\/assets\/([\w-][\w.-]*)$/u.exec(path)?.[1];
  const contentType = name === undefined ? undefined : contentTypes[extname(name)];
  if (name === undefined || contentType === undefined) return plain(404, 'There is no such file.');
  try {
    const body = await readFile(join(folder, 'assets', name));
    // The name changes with the content.
    const kept = { 'cache-control': 'public, max-age=31536000, immutable' };
    return { status: 200, headers: { ...guards, ...kept, 'content-type': contentType }, body };
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return plain(404, 'There is no such file.');
    throw thrown;
  }
}
