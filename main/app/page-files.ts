import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  webp: 'image/webp',
  woff2: 'font/woff2',
  txt: 'text/plain; charset=utf-8',
};

export interface PageFile {
  readonly file: string;
  readonly contentType: string;
}

/** The pages' files by the exact path they are asked for ('/index.html', '/assets/index-Bx3.js'). */
export type PageFiles = ReadonlyMap<string, PageFile>;

/** Names that need no escape in a URL; a file called otherwise is none of ours. */
const plainName = /^[\w-][\w.-]*$/u;

/** Lists the built pages once, at start; nothing that appears later is ever served. Links are not followed. */
export function listPageFiles(folder: string): PageFiles {
  const files = new Map<string, PageFile>();
  const visit = (path: string, prefix: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (!plainName.test(entry.name)) continue;
      if (entry.isDirectory()) visit(join(path, entry.name), `${prefix}${entry.name}/`);
      const contentType = contentTypes[entry.name.slice(entry.name.lastIndexOf('.') + 1)];
      if (!entry.isFile() || contentType === undefined) continue;
      files.set(`${prefix}${entry.name}`, { file: join(path, entry.name), contentType });
    }
  };
  visit(folder, '/');
  return files;
}
