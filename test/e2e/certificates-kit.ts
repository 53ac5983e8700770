import { execFileSync, spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { Agent, request } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import type { Locator, Page } from 'playwright';
import type { OpensslAuthority, Pair } from '../integration/http/openssl-authority.ts';
import type { ConsoleApp } from './console-app.ts';
import { expect } from './fixtures.ts';

/** The name by which CXone reaches the listener of its calls. Nothing looks it up: callers here go to 127.0.0.1. */
export const boxHost = 'box.tulp.example';
export const boxClient = { clientId: 'tulp-box', clientSecret: 'geheim van de box' } as const;

export const boxIntegration = '2b9d7c51-0c0e-4f5e-8f0d-6a3f2f1d7a11';
export const cxoneChannel = '6f1f0c2e-4b7e-4a53-9d0a-2a6f5d8c1e90';

/** openssl's form of a moment from now. */
export function inDays(days: number): string {
  const moment = new Date(Date.now() + days * 86_400_000).toISOString();
  return `${moment.replaceAll(/\D/gu, '').slice(0, 14)}Z`;
}

/** An authority below another, as teams have it: the one at the top signs nothing else. */
export function intermediateOf(above: OpensslAuthority, name: string, constraints: readonly string[] = []): Pair {
  const base = join(above.folder, name);
  const pair = newKey(base);
  openssl(['req', '-new', '-key', pair.keyFile, '-subj', `/CN=${name}`, '-out', `${base}.csr`]);
  const extensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign', ...constraints];
  sign({ certFile: above.certFile, keyFile: join(above.folder, 'authority.key') }, base, extensions, 25);
  return read(pair);
}

/** A listener's certificate below `above`. */
export function serverPair(above: Pair, name: string, days: number): Pair {
  const base = join(above.certFile, '..', name);
  const pair = newKey(base);
  openssl(['req', '-new', '-key', pair.keyFile, '-subj', `/CN=${boxHost}`, '-out', `${base}.csr`]);
  sign(above, base, [...forServers, `subjectAltName=DNS:${boxHost},IP:127.0.0.1`], days);
  return read(pair);
}

/** What an authority makes of a request; gives the file. */
export function answerRequest(above: Pair, name: string, requestText: string, days: number): string {
  const base = join(above.certFile, '..', name);
  writeFileSync(`${base}.csr`, requestText);
  sign(above, base, forServers, days, ['-copy_extensions', 'copyall']);
  return `${base}.pem`;
}

const forServers = ['basicConstraints=CA:FALSE', 'extendedKeyUsage=serverAuth'];

/** A key that belongs to no certificate. Gives its file. */
export function strayKey(folder: string, name: string): string {
  return newKey(join(folder, name)).keyFile;
}

function newKey(base: string): Pick<Pair, 'certFile' | 'keyFile'> {
  openssl(['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${base}.key`]);
  return { certFile: `${base}.pem`, keyFile: `${base}.key` };
}

function sign(
  above: Pick<Pair, 'certFile' | 'keyFile'>,
  base: string,
  extensions: readonly string[],
  days: number,
  more: readonly string[] = [],
): void {
  writeFileSync(`${base}.ext`, `${extensions.join('\n')}\n`);
  openssl([
    ...['x509', '-req', '-in', `${base}.csr`, '-CA', above.certFile, '-CAkey', above.keyFile, '-CAcreateserial'],
    ...['-days', String(days), '-sha256', '-extfile', `${base}.ext`, '-out', `${base}.pem`, ...more],
  ]);
}

const read = ({ certFile, keyFile }: Pick<Pair, 'certFile' | 'keyFile'>): Pair => ({
  certFile,
  keyFile,
  cert: readFileSync(certFile, 'utf8'),
  key: readFileSync(keyFile, 'utf8'),
});

function openssl(args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Stands for WeChat and CXone where the relay calls them: each call is answered, so that nothing but certificates is amiss. */
export async function startPlatforms(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = createHttpServer((asked, answer) => {
    asked.resume();
    // No such document: the relay then takes the usual address for tokens.
    answer.statusCode = asked.url?.startsWith('/.well-known/') === true ? 404 : 200;
    answer.setHeader('content-type', 'application/json');
    const token = { access_token: 'a-made-up-token', token_type: 'Bearer', expires_in: 7_200 };
    const channel = { id: cxoneChannel, channelIntegrationId: boxIntegration, name: 'Tulip Store', isDeleted: false };
    answer.end(JSON.stringify({ errcode: 0, errmsg: 'ok', ip_list: ['127.0.0.1'], ...token, data: [channel] }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Who shows what, and whom it believes. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
  /** Authorities it trusts, PEM. */
  readonly ca: string;
}

/** SHA-256 of what a listener shows to a new connection, with colons. */
export async function shownBy(port: number, identity: Identity, servername: string = boxHost): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port, servername, ...identity });
  await once(socket, 'secureConnect');
  const shown = socket.getPeerX509Certificate()?.fingerprint256 ?? '';
  socket.destroy();
  return shown;
}

interface TokenAnswer {
  readonly status: number;
  readonly hasToken: boolean;
  readonly shown: string;
}

/** Asks the Box for a token, as CXone does. Rejects when the call fails below HTTP. */
export function askForToken(port: number, identity: Identity, agent: Agent): Promise<TokenAnswer> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({
      grant_type: 'client_credentials',
      client_id: boxClient.clientId,
      client_secret: boxClient.clientSecret,
    });
    const asked = request({
      ...{ host: '127.0.0.1', port, servername: boxHost, agent, ...identity },
      ...{ method: 'POST', path: '/integration/box/1.0/token' },
      headers: { host: `${boxHost}:${port}`, 'content-type': 'application/json', 'content-length': body.length },
    });
    let shown = '';
    asked.once('socket', (socket) => {
      if (!socket.connecting) return;
      socket.once('secureConnect', () => {
        shown = (socket as TLSSocket).getPeerX509Certificate()?.fingerprint256 ?? '';
      });
    });
    asked.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.once('error', reject);
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, hasToken: text.includes('"access_token"'), shown });
      });
    });
    asked.once('error', reject);
    asked.end(body);
  });
}

const everyMs = 50;
const freshOneIn = 5;

/**
 * CXone's side: asks for a token every 50 ms, most over one connection that stays open, every fifth over a new one. A call that
 * does not bring a token has failed.
 */
export class Caller {
  readonly failed: string[] = [];
  /** What the latest new connection was shown. */
  shown = '';
  answered = 0;
  readonly #port: number;
  readonly #identity: Identity;
  readonly #kept = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #underWay = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  #opensNew: boolean;
  #count = 0;

  constructor(port: number, identity: Identity, { opensNew = true } = {}) {
    this.#port = port;
    this.#identity = identity;
    this.#opensNew = opensNew;
    this.#timer = setInterval(() => {
      this.#call();
    }, everyMs);
  }

  openNew(): void {
    this.#opensNew = true;
  }

  /** Waits for the calls under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#underWay);
    this.#kept.destroy();
  }

  #call(): void {
    this.#count += 1;
    const isFresh = this.#opensNew && this.#count % freshOneIn === 0;
    const agent = isFresh ? new Agent({ maxCachedSessions: 0 }) : this.#kept;
    const call = this.#ask(agent, isFresh);
    this.#underWay.add(call);
    void call.finally(() => this.#underWay.delete(call));
  }

  async #ask(agent: Agent, isFresh: boolean): Promise<void> {
    const moment = new Date().toISOString();
    try {
      const { status, hasToken, shown } = await askForToken(this.#port, this.#identity, agent);
      if (status === 200 && hasToken) this.answered += 1;
      else this.failed.push(`${moment} status ${status}`);
      if (isFresh) this.shown = shown;
    } catch (thrown) {
      this.failed.push(`${moment} ${isFresh ? 'new' : 'kept'}: ${String(thrown)}`);
    } finally {
      if (isFresh) agent.destroy();
    }
  }
}

/** openssl as a caller of its own kind that does not take what it cannot verify. Gives what it said. */
export async function strictCaller(port: number, own: Pair, caFile: string): Promise<string> {
  const program = spawn(
    'openssl',
    [
      ...['s_client', '-connect', `127.0.0.1:${port}`, '-servername', boxHost, '-verify_return_error'],
      ...['-CAfile', caFile, '-cert', own.certFile, '-key', own.keyFile],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  for (const stream of [program.stdout, program.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => (said += piece));
  }
  await once(program, 'close');
  return said;
}

/** Lets files fall on the zone of the page, as a person does from the system's file window. */
export async function dropFiles(window: Page, ...paths: readonly string[]): Promise<void> {
  const files = paths.map((path) => ({ name: basename(path), bytes: [...readFileSync(path)] }));
  const dataTransfer = await window.evaluateHandle((dropped) => {
    const transfer = new DataTransfer();
    for (const { name, bytes } of dropped) transfer.items.add(new File([new Uint8Array(bytes)], name));
    return transfer;
  }, files);
  await window.locator('[data-bring] > div').first().dispatchEvent('drop', { dataTransfer });
  await expect(window.getByRole('status').filter({ hasText: 'Reading…' })).toHaveCount(0);
}

/** The line of a file that was dropped, with what is said of it. */
export function fileLine(window: Page, path: string): Locator {
  return window
    .getByRole('region', { name: 'Files' })
    .getByRole('listitem')
    .filter({ has: window.locator('strong', { hasText: basename(path) }) });
}

export async function leaveOut(window: Page, path: string): Promise<void> {
  await fileLine(window, path).getByRole('button', { name: 'Leave out' }).click();
  await expect(fileLine(window, path)).toHaveCount(0);
}

/** The one step of replacing that is to be done now. */
export function presentStep(window: Page): Locator {
  return window.locator('li[aria-current="step"]');
}

/** A listener's certificate with its chain and key: brought, and stored as the next one. */
export async function bringNext(window: Page, ...paths: readonly string[]): Promise<void> {
  await dropFiles(window, ...paths);
  await expect(window.getByText(/^All of it is right/u)).toBeVisible();
  await window.getByRole('button', { name: 'Store as the next one' }).click();
  await expect(window.getByText(/^Stored as the next one/u)).toBeVisible();
}

/** What stood in the answers that went to the page, and in what was told to it. */
interface Kept {
  readonly name: string;
  readonly text: string;
}

/** Keeps every answer and notice to the page from here on. */
export async function keepReplies(app: ConsoleApp): Promise<() => Promise<readonly Kept[]>> {
  await app.electron.evaluate(({ BrowserWindow, ipcMain }) => {
    const kept: { name: string; text: string }[] = [];
    Object.assign(globalThis, { keptReplies: kept });
    type Answer = (event: unknown, name: string, input: unknown) => Promise<unknown>;
    const { _invokeHandlers: handlers } = ipcMain as unknown as { _invokeHandlers: Map<string, Answer> };
    for (const [channel, answer] of handlers) {
      handlers.set(channel, async (event, name, input) => {
        const reply = await answer(event, name, input);
        kept.push({ name, text: JSON.stringify(reply) });
        return reply;
      });
    }
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      const send = webContents.send.bind(webContents);
      webContents.send = (channel: string, ...parts: unknown[]) => {
        kept.push({ name: channel, text: JSON.stringify(parts) });
        send(channel, ...parts);
      };
    }
  });
  return () => app.electron.evaluate(() => (globalThis as unknown as { keptReplies: Kept[] }).keptReplies);
}

/** Ways in which a private key may stand in a text or a file: lines of its PEM, and its number itself. */
export function tracesOfKey(name: string, pem: string): Trace[] {
  const lines = pem.split('\n').filter((line) => /^[A-Za-z0-9+/=]{40,}$/u.test(line));
  const { d = '' } = createPrivateKey(pem).export({ format: 'jwk' });
  const number = Buffer.from(d, 'base64url');
  return [
    ...lines.map((line) => ({ name: `${name}, its text`, bytes: Buffer.from(line) })),
    { name: `${name}, its number`, bytes: number },
    { name: `${name}, its number in hexadecimal`, bytes: Buffer.from(number.toString('hex')) },
    { name: `${name}, its number in Base64`, bytes: Buffer.from(d) },
  ];
}

export interface Trace {
  readonly name: string;
  readonly bytes: Buffer;
}

export const tracesIn = (content: Buffer, traces: readonly Trace[]): string[] =>
  traces.filter(({ bytes }) => content.includes(bytes)).map(({ name }) => name);

/** Files below a folder that hold one of these, with what they hold; and how many files there are. */
export function searchFiles(folder: string, traces: readonly Trace[]): { files: number; found: string[] } {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const found = entries.flatMap(({ parentPath, name }) => {
    const path = join(parentPath, name);
    return tracesIn(readFileSync(path), traces).map((trace) => `${path}: ${trace}`);
  });
  return { files: entries.length, found };
}

/** All that stands in the page, typed values too. */
export function wholePage(window: Page): Promise<string> {
  return window.evaluate(() => {
    const typed = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')];
    return [document.documentElement.outerHTML, ...typed.map(({ value }) => value)].join('\n');
  });
}
