import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import { rootCertificates } from 'node:tls';
import { systemCode } from '../../../../core/system-code.ts';

/** Bytes. What browsers read at most. */
const longestScript = 1024 * 1024;
/** For all of the reading, redirects included, milliseconds. */
const readLimitMs = 10_000;
const mostRedirects = 3;

/** Why there is no script: 'HTTP 404', 'ENOENT', 'ETIMEDOUT', 'too large'. */
export class PacNotRead extends Error {
  override readonly name = 'PacNotRead';
  readonly code: string;

  constructor(code: string, cause?: unknown) {
    super(`the PAC file was not read: ${code}`, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

export type ReadPac = () => Promise<string>;

/**
 * Reads a PAC file by its address or its absolute path, always anew and never through a proxy. It may lie on any address: such
 * files are served inside a company, and the address is the operator's word. Throws a PacNotRead.
 * `ca`: authorities, PEM, trusted for its host beside the public ones.
 */
export function pacReader(source: string, ca: string | null): ReadPac {
  return async () => {
    try {
      const bytes = isAddress(source) ? await fetched(new URL(source), ca) : await inTime(readFrom(source));
      return new TextDecoder().decode(bytes);
    } catch (thrown) {
      if (thrown instanceof PacNotRead) throw thrown;
      if (thrown instanceof Error && thrown.name === 'TimeoutError') throw new PacNotRead('ETIMEDOUT', thrown);
      throw new PacNotRead(systemCode(thrown) ?? 'not read', thrown);
    }
  };
}

export function isAddress(source: string): boolean {
  return /^https?:\/\//iu.test(source);
}

/** Where it lies, for people: without a query, a name or a password, which may be secret. */
export function placeOf(source: string): string {
  if (!isAddress(source)) return source;
  if (!URL.canParse(source)) return '?';
  const { origin, pathname } = new URL(source);
  return `${origin}${pathname}`;
}

/** A file on a drive of the network that went away is waited for without end by the system. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new PacNotRead('ETIMEDOUT'));
    }, readLimitMs);
    timer.unref();
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

async function readFrom(path: string): Promise<Uint8Array> {
  // Or the mere opening of a pipe would wait for somebody to write. Windows knows neither.
  const file = await open(path, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
  try {
    // A pipe or a device would be read for ever.
    if (!(await file.stat()).isFile()) throw new PacNotRead('no file');
    const bytes = Buffer.alloc(longestScript + 1);
    let read = 0;
    for (let more = 1; more > 0 && read < bytes.length; read += more) {
      ({ bytesRead: more } = await file.read(bytes, read, bytes.length - read));
    }
    if (read > longestScript) throw new PacNotRead('too large');
    return bytes.subarray(0, read);
  } finally {
    await file.close();
  }
}

async function fetched(first: URL, ca: string | null): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(readLimitMs);
  let url = first;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    // An authority of the company's is trusted for the host it was given for, and not where that one sends us.
    const answer = await ask(url, url.hostname === first.hostname ? ca : null, signal);
    const { statusCode = 0, headers } = answer;
    if (statusCode === 200) return bodyOf(answer, signal);
    answer.destroy();
    if (statusCode < 300 || statusCode >= 400) throw new PacNotRead(`HTTP ${statusCode}`);
    const next = headers.location ?? '';
    if (!URL.canParse(next, url.href)) throw new PacNotRead(`HTTP ${statusCode}`);
    const target = new URL(next, url);
    // What was asked for over TLS is not taken without it, nor from a file.
    const isFit = target.protocol === 'https:' || (target.protocol === 'http:' && url.protocol === 'http:');
    if (!isFit) throw new PacNotRead('redirect refused');
    url = target;
  }
  throw new PacNotRead('too many redirects');
}

function ask(url: URL, ca: string | null, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const isSecure = url.protocol === 'https:';
    const request = (isSecure ? requestSecure : requestPlain)(url, {
      agent: false,
      signal,
      headers: { accept: 'application/x-ns-proxy-autoconfig, */*', 'accept-encoding': 'identity' },
      // Spelled out, because an environment variable could otherwise switch the check off.
      ...(isSecure && { rejectUnauthorized: true, minVersion: 'TLSv1.2' as const }),
      ...(isSecure && ca !== null && { ca: [...rootCertificates, ca] }),
    });
    request.on('response', resolve);
    request.on('error', (error) => {
      reject(signal.aborted ? new PacNotRead('ETIMEDOUT', error) : error);
    });
    request.end();
  });
}

async function bodyOf(answer: IncomingMessage, signal: AbortSignal): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      sizeBytes += part.length;
      if (sizeBytes > longestScript) throw new PacNotRead('too large');
      parts.push(part);
    }
  } catch (thrown) {
    if (signal.aborted) throw new PacNotRead('ETIMEDOUT', thrown);
    throw thrown;
  }
  if (!answer.complete) throw new PacNotRead('cut short');
  return Buffer.concat(parts);
}
