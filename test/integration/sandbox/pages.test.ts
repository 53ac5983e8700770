import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtPagesFolder, createBuiltPages } from '#sandbox/pages/built-pages.ts';
import { startHttpService } from '#sandbox/kit/http-service.ts';
import type { HttpService } from '#sandbox/kit/http-service.ts';
import { siteAnswer } from '#sandbox/kit/site.ts';
import { startSandbox } from '#sandbox/sandbox.ts';

const elsewhere = { status: 418, headers: {}, body: 'not mine' };
let root: string;
const services: HttpService[] = [];

async function serve(folder: string | null): Promise<string> {
  const pages = createBuiltPages(['/desk', '/tenant'], folder);
  const service = await startHttpService({
    host: '127.0.0.1',
    port: 0,
    maxBodyBytes: 1_000,
    handle: (asked) => siteAnswer([pages], asked) ?? elsewhere,
    onCrash: (thrown) => ({ status: 500, headers: {}, body: String(thrown) }),
  });
  services.push(service);
  return service.url;
}

interface Got {
  status: number;
  type: string;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
}

/** By hand, because fetch tidies a path before it sends it. */
function get(base: string, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> {
  const { port } = new URL(base);
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          headers: response.headers,
          text,
        }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

let url: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'pages-'));
  const folder = join(root, 'out', 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  mkdirSync(join(root, 'out', 'main', 'chunks'), { recursive: true });
  writeFileSync(join(folder, 'desk.html'), '<!doctype html><title>desk</title>');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'assets', 'desk-1.js'), 'export {};');
  writeFileSync(join(folder, 'assets', 'desk-1.css'), 'a{}');
  writeFileSync(join(folder, 'assets', 'notes.txt'), 'secret');
  url = await serve(folder);
});
afterAll(async () => {
  await Promise.all(services.map((service) => service.stop()));
  rmSync(root, { recursive: true, force: true });
});

describe('the pages of the simulated platforms', () => {
  it('are found beside the built program, and beside a chunk of it', () => {
    const folder = join(root, 'out', 'renderer');
    expect(builtPagesFolder(join(root, 'out', 'main'))).toBe(folder);
    expect(builtPagesFolder(join(root, 'out', 'main', 'chunks'))).toBe(folder);
    expect(builtPagesFolder(root)).toBeNull();
  });

  it('are served under their addresses, with a policy that allows nothing inline and nothing from elsewhere', async () => {
    for (const path of ['/desk', '/tenant', '/desk?x=1']) {
      const { status, type, headers, text } = await get(url, path);
      expect([path, status, type]).toEqual([path, 200, 'text/html; charset=utf-8']);
      expect(text).toContain('<title>desk</title>');
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
    expect(await get(url, '/desk/')).toMatchObject({ status: 308, headers: { location: '/desk' } });
  });

  it.each([
    ['/assets/desk-1.js', 200, 'text/javascript; charset=utf-8'],
    ['/assets/desk-1.css', 200, 'text/css; charset=utf-8'],
    ['/assets/none.js', 404, 'text/plain; charset=utf-8'],
    ['/assets/notes.txt', 404, 'text/plain; charset=utf-8'],
    ['/assets/../secret.txt', 404, 'text/plain; charset=utf-8'],
    ['/assets/..%2fdesk.html', 404, 'text/plain; charset=utf-8'],
    ['/assets/.js', 404, 'text/plain; charset=utf-8'],
    ['/assets/', 418, ''],
    ['/desk.html', 418, ''],
    ['/desk/api/state', 418, ''],
    ['/', 418, ''],
  ])('answers %s with %d', async (path, status, type) => {
    expect(await get(url, path)).toMatchObject({ status, type });
  });

  it('answer this machine only, and to looking only', async () => {
    expect((await get(url, '/desk', { host: 'evil.example' })).status).toBe(403);
    expect((await get(url, '/assets/desk-1.js', { origin: 'https://evil.example' })).status).toBe(403);
    expect((await get(url, '/desk', {}, 'POST')).status).toBe(405);
    expect((await get(url, '/desk', {}, 'HEAD')).status).toBe(200);
  });

  it('say so when they were not built', async () => {
    const { status, type, text } = await get(await serve(null), '/tenant');
    expect([status, type]).toEqual([503, 'text/plain; charset=utf-8']);
    expect(text).toContain('npm run build');
  });

  it('stand where the set-up’s practice buttons lead, beside the APIs they use', async () => {
    // As the console starts it. A browser would stop at the certificate of the sandbox's own authority.
    const sandbox = await startSandbox({ channelCount: 1, seed: 'pages', secure: true });
    try {
      const { tenantPage, deskPage, wechatPage } = sandbox.practice;
      for (const page of [tenantPage, deskPage, wechatPage]) {
        const { pathname, protocol } = new URL(page);
        expect(protocol).toBe('http:');
        // Built or not: the address answers as a page, never as an API that does not know it.
        expect([pathname, [200, 503].includes((await get(page, pathname)).status)]).toEqual([pathname, true]);
      }
      expect((await get(deskPage, '/desk/api/people')).type).toBe('application/json');
      expect((await get(tenantPage, '/tenant/api/state')).status).toBe(401);
      expect((await get(wechatPage, '/administration/api/state')).status).toBe(401);
    } finally {
      await sandbox.stop();
    }
  });
});
