import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { rememberedForMs } from '../../../scripts/lib/electron-choice.mjs';
import { resolveElectron } from '../../../scripts/lib/electron-runtime.mjs';
import { silent } from '../../../scripts/lib/say.mjs';
import { temporaryFolder } from './temporary-folder.mjs';

/** The promise of `npm start`: which Electron it will be is known within five seconds. */
const decisionBudgetMs = 5_000;

/**
 * @param {import('node:net').Server} server
 * @returns {Promise<string>} its address
 */
async function listening(server) {
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise((/** @type {(value: void) => void} */ resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}/`;
}

/** A release host that takes the connection and never says a word. */
async function hangingHost() {
  let questions = 0;
  const url = await listening(createTcpServer(() => void questions++));
  return { url, questions: () => questions };
}

/** A port nobody listens on. */
async function refusingHost() {
  const server = createTcpServer();
  await new Promise((/** @type {(value: void) => void} */ resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/`;
}

/** A release host that sends the asker on to its storage, as the real one does. */
async function workingHost({ status = 206 } = {}) {
  const storage = await listening(
    createHttpServer((question, answer) => {
      answer.writeHead(question.headers.range === 'bytes=0-0' ? status : 500).end('P');
    }),
  );
  return listening(createHttpServer((_question, answer) => void answer.writeHead(302, { location: storage }).end()));
}

/**
 * @param {Partial<import('../../../scripts/lib/electron-runtime.mjs').RuntimeSources>} sources
 * @returns {import('../../../scripts/lib/electron-runtime.mjs').RuntimeSources}
 */
function machine(sources) {
  let installed = false;
  return {
    env: {},
    cache: temporaryFolder(),
    fallbackFits: true,
    declared: { version: '45.4.1', executablePath: '/declared/electron' },
    isDeclaredInstalled: () => installed,
    releaseUrl: 'http://127.0.0.1:1/',
    probeBudgetMs: 4_000,
    installDeclared: vi.fn(async () => void (installed = true)),
    ensureFallback: vi.fn(async () => ({ version: '33.2.1', executablePath: '/fallback/electron' })),
    now: () => 1_800_000_000_000,
    ...sources,
  };
}

describe('the Electron runtime of a machine', () => {
  it('is the declared one where the release host answers', async () => {
    const sources = machine({ releaseUrl: await workingHost() });
    expect(await resolveElectron(silent, sources)).toEqual({
      kind: 'declared',
      version: '45.4.1',
      executablePath: '/declared/electron',
    });
    expect(sources.installDeclared).toHaveBeenCalledTimes(1);
    expect(sources.ensureFallback).not.toHaveBeenCalled();
  });

  it('is the fallback where the release host hangs, decided within five seconds', async () => {
    const host = await hangingHost();
    const startedAt = performance.now();
    const runtime = await resolveElectron(silent, machine({ releaseUrl: host.url }));
    expect(performance.now() - startedAt).toBeLessThan(decisionBudgetMs);
    expect(runtime).toEqual({ kind: 'fallback', version: '33.2.1', executablePath: '/fallback/electron' });
    expect(host.questions()).toBe(1);
  });

  it('is the fallback, at once, where the release host refuses', async () => {
    const startedAt = performance.now();
    const runtime = await resolveElectron(silent, machine({ releaseUrl: await refusingHost() }));
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    expect(runtime.kind).toBe('fallback');
  });

  it('is the fallback where the host answers but does not have the file', async () => {
    const runtime = await resolveElectron(silent, machine({ releaseUrl: await workingHost({ status: 404 }) }));
    expect(runtime.kind).toBe('fallback');
  });

  it('is remembered, so that the second start asks nobody', async () => {
    const host = await hangingHost();
    const sources = machine({ releaseUrl: host.url, probeBudgetMs: 200 });
    await resolveElectron(silent, sources);
    const again = await resolveElectron(silent, sources);
    expect(again.kind).toBe('fallback');
    expect(host.questions()).toBe(1);
  });

  it('is asked for again after a week, and when the person says so', async () => {
    const host = await hangingHost();
    const sources = machine({ releaseUrl: host.url, probeBudgetMs: 200 });
    await resolveElectron(silent, sources);
    await resolveElectron(silent, { ...sources, now: () => sources.now() + rememberedForMs });
    expect(host.questions()).toBe(2);
    await resolveElectron(silent, { ...sources, env: { VEERPONT_ELECTRON: 'ask' } });
    expect(host.questions()).toBe(3);
  });

  it('survives a memory that was cut short', async () => {
    const sources = machine({ releaseUrl: await refusingHost() });
    writeFileSync(join(sources.cache, 'decision.json'), '{"kind":"fall');
    expect((await resolveElectron(silent, sources)).kind).toBe('fallback');
    expect(JSON.parse(readFileSync(join(sources.cache, 'decision.json'), 'utf8'))).toMatchObject({
      kind: 'fallback',
      declaredVersion: '45.4.1',
    });
  });

  it('is the fallback when the download breaks off after a good first answer', async () => {
    const sources = machine({
      releaseUrl: await workingHost(),
      installDeclared: async () => {
        throw new Error('connection reset');
      },
    });
    expect((await resolveElectron(silent, sources)).kind).toBe('fallback');
    const decision = JSON.parse(readFileSync(join(sources.cache, 'decision.json'), 'utf8'));
    expect(decision).toMatchObject({ kind: 'fallback', why: 'the download failed: connection reset' });
  });

  it('is what the person insists on, or an error in words', async () => {
    const host = await hangingHost();
    const wished = { releaseUrl: host.url, env: { VEERPONT_ELECTRON: 'declared' } };
    expect((await resolveElectron(silent, machine(wished))).kind).toBe('declared');
    const broken = machine({
      ...wished,
      installDeclared: async () => {
        throw new Error('connection reset');
      },
    });
    await expect(resolveElectron(silent, broken)).rejects.toThrow(
      'Electron 45.4.1 could not be fetched: connection reset',
    );
    expect(host.questions()).toBe(0);
  });

  it('is refused in words where neither can be had', async () => {
    const sources = machine({ fallbackFits: false, releaseUrl: await refusingHost() });
    await expect(resolveElectron(silent, sources)).rejects.toThrow(
      /cannot be fetched.*ECONNREFUSED[\s\S]*Linux on x64 only/,
    );
  });

  it('can be a program of the person’s own', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'electron'), '');
    writeFileSync(join(folder, 'version'), 'v44.1.0\n');
    const runtime = await resolveElectron(silent, machine({ env: { VEERPONT_ELECTRON: folder } }));
    expect(runtime).toEqual({ kind: 'custom', version: '44.1.0', executablePath: join(folder, 'electron') });
    const missing = machine({ env: { VEERPONT_ELECTRON: join(folder, 'nothing') } });
    await expect(resolveElectron(silent, missing)).rejects.toThrow('no program at');
  });
});
