import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerPageRequest } from '#main/app/page-answer.ts';
import { listPageFiles, type PageFiles } from '#main/app/page-files.ts';
import { silentLogger } from '#shared/lib/logger.ts';

let folder: string;
let files: PageFiles;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'veerpont-pages-'));
  mkdirSync(join(folder, 'out', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.js'), 'outside');
  writeFileSync(join(folder, 'out', 'index.html'), '<meta content="__CSP_NONCE__"><style nonce="__CSP_NONCE__">');
  writeFileSync(join(folder, 'out', 'assets', 'index-Bx3.js'), 'export {}');
  writeFileSync(join(folder, 'out', 'assets', 'font.woff2'), 'font');
  writeFileSync(join(folder, 'out', 'assets', 'notes.map'), 'not of a known type');
  writeFileSync(join(folder, 'out', '.hidden.js'), 'hidden');
  symlinkSync(join(folder, 'secret.js'), join(folder, 'out', 'link.js'));
  files = listPageFiles(join(folder, 'out'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const ask = (url: string, method = 'GET'): Promise<Response> => answerPageRequest({ url, method }, files, silentLogger);

describe('pages over the app scheme', () => {
  it('lists files of known types only, and follows no link', () => {
    expect([...files.keys()].sort()).toEqual(['/assets/font.woff2', '/assets/index-Bx3.js', '/index.html']);
  });

  it('serves listed files with their type', async () => {
    const script = await ask('app://console/assets/index-Bx3.js');

    expect(script.status).toBe(200);
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await script.text()).toBe('export {}');
    expect((await ask('app://console/')).headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  it('gives each load of a page a nonce of its own, the same in header and page', async () => {
    const nonceOf = async (): Promise<string> => {
      const answer = await ask('app://console/index.html');
      const text = await answer.text();
      const inPage = [...text.matchAll(/"([\w-]{24})"/gu)].map(([, nonce]) => nonce);
      expect(inPage).toHaveLength(2);
      expect(answer.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${inPage[0]}'`);
      expect(text).not.toContain('__CSP_NONCE__');
      return inPage[0] ?? '';
    };

    expect(await nonceOf()).not.toBe(await nonceOf());
  });

  it.each([
    'app://console/../secret.js',
    'app://console/%2e%2e/secret.js',
    'app://console/..%2fsecret.js',
    'app://console/..%5csecret.js',
    'app://console/assets/../../secret.js',
    'app://console//index.html',
    'app://console/assets',
    'app://console/assets/',
    'app://console/index%2Ehtml',
    'app://console/index.html%00.js',
    'app://console/INDEX.HTML',
    'app://console/index.html?x=1',
    'app://console/.hidden.js',
    'app://console/link.js',
    'app://console/assets/notes.map',
    'app://console/__proto__',
    'app://console/constructor',
    'app://user:pw@console/index.html',
    'app://console:8080/index.html',
    'app://elsewhere/index.html',
    'app:///index.html',
    'app:index.html',
    'file:///etc/passwd',
    'https://console/index.html',
    'not a url',
    `app://console/${'a'.repeat(1_000_000)}`,
  ])('does not know %.60s', async (url) => {
    const answer = await ask(url);

    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('');
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('refuses %s', async (method) => {
    expect((await ask('app://console/index.html', method)).status).toBe(403);
  });

  it('answers 404 when a listed file has gone', async () => {
    const gone: PageFiles = new Map([['/gone.js', { file: join(folder, 'gone.js'), contentType: 'text/javascript' }]]);

    expect((await answerPageRequest({ url: 'app://console/gone.js', method: 'GET' }, gone, silentLogger)).status).toBe(
      404,
    );
  });

  it('puts the security headers on every answer, errors too', async () => {
    const answers = await Promise.all([
      ask('app://console/index.html'),
      ask('app://console/assets/font.woff2'),
      ask('app://console/nothing'),
      ask('app://console/index.html', 'POST'),
    ]);
    for (const { headers } of answers) {
      const policy = headers.get('content-security-policy') ?? '';
      for (const directive of [
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ]) {
        expect(policy.split('; ')).toContain(directive);
      }
      expect(policy).not.toMatch(/unsafe|https?:|\*|data:/u);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });
});
