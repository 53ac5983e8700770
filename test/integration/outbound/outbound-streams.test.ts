import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import type { OutboundHttp, StreamedBody } from '#relay/ports/outbound-http.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { okAnswer, startRawPeer, until, type RawPeer } from './raw-peer.ts';
import { transportErrorOf } from './transport-error-of.ts';

const megabyte = 1024 * 1024;

let server: Server;
let base = '';
let http: OutboundHttp;
let peer: RawPeer | null = null;
const received: { sizeBytes: number; hash: string; length: string | undefined }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const [, kind = '', size = '0'] = /^\/(\w+)\/?(\d*)/u.exec(request.url ?? '') ?? [];
    if (kind === 'refuse') {
      response.writeHead(413).end('too much');
      return;
    }
    if (kind === 'bytes') {
      void sendBytes(response, Number(size));
      return;
    }
    const hash = createHash('sha256');
    let sizeBytes = 0;
    request.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      hash.update(chunk);
    });
    request.on('end', () => {
      received.push({ sizeBytes, hash: hash.digest('hex'), length: request.headers['content-length'] });
      response.end('{"ok":true}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(async () => {
  await peer?.stop();
  peer = null;
  received.length = 0;
  http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
});

describe('a streamed answer', () => {
  it('is handed over at its head and read whole', async () => {
    const answer = await get(`${base}/bytes/200000`);
    expect(answer.status).toBe(200);
    expect((await collect(answer.data)).equals(bytes(200_000))).toBe(true);
  });

  it('holds little of a large file in memory', async () => {
    const answer = await get(`${base}/bytes/${40 * megabyte}`, { maxContentLength: 41 * megabyte, timeout: 60_000 });
    const memory = new MemoryWatch();
    let sizeBytes = 0;
    for await (const chunk of answer.data) {
      sizeBytes += chunk.byteLength;
      memory.look(sizeBytes);
    }
    expect(sizeBytes).toBe(40 * megabyte);
    expect(memory.grownBytes()).toBeLessThan(30 * megabyte);
  });

  it('leaves its connection for the next call', async () => {
    peer = await startRawPeer((socket) => {
      socket.on('data', () => socket.write(okAnswer('one two')));
    });
    for (let call = 0; call < 3; call += 1) {
      const answer = await get(peer.url);
      expect((await collect(answer.data)).toString()).toBe('one two');
    }
    expect(peer.connections).toHaveLength(1);
  });

  it('breaks off where it becomes longer than allowed, said beforehand or not', async () => {
    const said = await transportErrorOf(get(`${base}/bytes/5000`, { maxContentLength: 4_999 }));
    expect(said).toMatchObject({ transportReason: 'too_large', sentPhase: 'maybe_sent' });

    peer = await startRawPeer((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
        const more = (): void => {
          if (!socket.destroyed) socket.write(`10000\r\n${'x'.repeat(65_536)}\r\n`, more);
        };
        more();
      });
    });
    const endless = await get(peer.url, { maxContentLength: megabyte });
    expect(await transportErrorOf(collect(endless.data))).toMatchObject({ transportReason: 'too_large' });
    await until(() => peer?.connections[0]?.destroyed === true);
  });

  it('tells a file cut short from a whole one', async () => {
    peer = await startRawPeer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'));
    });
    const answer = await get(peer.url);
    expect(await transportErrorOf(collect(answer.data))).toMatchObject({ transportReason: 'reset' });
  });

  it('gives up after 15 s of silence, and at the end of the whole time however steadily bytes drip', async () => {
    const clock = new HandClock();
    http = createOutboundHttp({ clock, allowPrivateTargets: true });
    peer = await startRawPeer((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx'));
    });
    const silent = await get(peer.url, { timeout: 600_000 });
    const failure = transportErrorOf(collect(silent.data));
    await pause(50);
    clock.wind(14_999);
    expect(peer.connections[0]?.destroyed).toBe(false);
    clock.wind(1);
    expect(await failure).toMatchObject({ transportReason: 'timeout' });

    const slow = await get(peer.url, { timeout: 20_000 });
    const socket = peer.connections.at(-1);
    const late = transportErrorOf(collect(slow.data));
    for (let second = 0; second < 20; second += 5) {
      socket?.write('y');
      await pause(20);
      clock.wind(5_000);
    }
    expect(await late).toMatchObject({ transportReason: 'timeout' });
  });

  it('closes the connection when the reader leaves, and when the call is given up', async () => {
    peer = await startRawPeer((socket) => {
      socket.once('data', () => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n${'x'.repeat(1000)}`));
    });
    const left = await get(peer.url);
    for await (const chunk of left.data) {
      expect(chunk.byteLength).toBeGreaterThan(0);
      break;
    }
    await until(() => peer?.connections[0]?.destroyed === true);

    const giveUp = new AbortController();
    const abandoned = await get(peer.url, { signal: giveUp.signal });
    const failure = transportErrorOf(collect(abandoned.data));
    giveUp.abort();
    expect(await failure).toMatchObject({ transportReason: 'aborted' });
    await until(() => peer?.connections[1]?.destroyed === true);
  });

  it('is not followed elsewhere and not inflated', async () => {
    for (const head of ['302 Found\r\nLocation: http://127.0.0.1/x', '200 OK\r\nContent-Encoding: gzip']) {
      const strange = await startRawPeer((socket) => {
        socket.once('data', () => socket.end(`HTTP/1.1 ${head}\r\nContent-Length: 0\r\n\r\n`));
      });
      const { transportReason } = await transportErrorOf(get(strange.url));
      expect(transportReason).toBe(head.startsWith('302') ? 'redirect' : 'protocol');
      await strange.stop();
    }
  });
});

describe('a streamed body', () => {
  it('arrives whole with its length announced, through both ways of calling', async () => {
    const content = bytes(300_000);
    for (const send of [
      (data: StreamedBody) => http.request({ method: 'POST', url: `${base}/take`, data }),
      (data: StreamedBody) => http.post(`${base}/take`, data),
    ]) {
      await send({ sizeBytes: content.length, chunks: () => pieces(content, 7_001) });
    }
    const hash = createHash('sha256').update(content).digest('hex');
    expect(received).toEqual([
      { sizeBytes: 300_000, hash, length: '300000' },
      { sizeBytes: 300_000, hash, length: '300000' },
    ]);
  });

  it('is read no faster than it leaves', async () => {
    const memory = new MemoryWatch();
    const sizeBytes = 40 * megabyte;
    const chunks = async function* (): AsyncGenerator<Uint8Array> {
      for (let sent = 0; sent < sizeBytes; sent += 65_536) {
        memory.look(sent);
        yield await Promise.resolve(Buffer.alloc(65_536, 7));
      }
    };
    await http.request({ method: 'POST', url: `${base}/take`, data: { sizeBytes, chunks }, timeout: 60_000 });
    expect(received[0]?.sizeBytes).toBe(sizeBytes);
    expect(memory.grownBytes()).toBeLessThan(30 * megabyte);
  });

  it('was not sent while some of it is left: the source failed, ran short or over, or nobody read on', async () => {
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(bytes(10));
      throw new Error('the disk is gone');
    };
    const notSent = { transportReason: 'aborted', sentPhase: 'not_sent' };
    const failed = await transportErrorOf(post({ sizeBytes: 20, chunks: failing }));
    expect(failed).toMatchObject(notSent);
    expect(failed.cause).toMatchObject({ message: 'the disk is gone' });
    expect(await transportErrorOf(post({ sizeBytes: 20, chunks: () => pieces(bytes(10), 5) }))).toMatchObject(notSent);
    expect(await transportErrorOf(post({ sizeBytes: 9, chunks: () => pieces(bytes(10), 5) }))).toMatchObject(notSent);
    expect(received).toEqual([]);

    peer = await startRawPeer((socket) => socket.pause());
    const sizeBytes = 30 * megabyte;
    const stuck = http.request({
      method: 'POST',
      url: peer.url,
      timeout: 300,
      data: { sizeBytes, chunks: () => pieces(Buffer.alloc(sizeBytes), 65_536) },
    });
    expect(await transportErrorOf(stuck)).toMatchObject({ transportReason: 'timeout', sentPhase: 'not_sent' });
  });

  it('may have been sent when all of it left and no answer came', async () => {
    peer = await startRawPeer((socket) => socket.resume());
    const call = http.request({
      method: 'POST',
      url: peer.url,
      timeout: 200,
      data: { sizeBytes: 10, chunks: () => pieces(bytes(10), 5) },
    });
    expect(await transportErrorOf(call)).toMatchObject({ transportReason: 'timeout', sentPhase: 'maybe_sent' });
  });

  it('ends early where the other side answers early', async () => {
    let read = 0;
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      for (;;) {
        read += 65_536;
        yield await Promise.resolve(Buffer.alloc(65_536));
      }
    };
    const sizeBytes = 1024 * megabyte;
    const answer = await http.request({ method: 'POST', url: `${base}/refuse`, data: { sizeBytes, chunks: endless } });
    expect(answer.status).toBe(413);
    const readThen = read;
    await pause(50);
    expect(read - readThen).toBeLessThanOrEqual(65_536);
    expect(read).toBeLessThan(100 * megabyte);
  });
});

function get(url: string, more: object = {}) {
  return http.request<AsyncIterable<Uint8Array>>({ url, responseType: 'stream', ...more });
}

function post(data: StreamedBody): Promise<unknown> {
  return http.request({ method: 'POST', url: `${base}/take`, data });
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

async function* pieces(content: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield await Promise.resolve(content.subarray(at, at + size));
}

function bytes(count: number): Buffer {
  return Buffer.from(Uint8Array.from({ length: count }, (_, index) => index % 251));
}

async function sendBytes(
  response: NodeJS.WritableStream & { setHeader(name: string, value: number): void },
  size: number,
) {
  response.setHeader('content-length', size);
  for await (const piece of pieces(size > megabyte ? Buffer.alloc(size) : bytes(size), 65_536)) {
    if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve));
  }
  response.end();
}

/** What is still held after a collection, looked at every four megabytes. */
class MemoryWatch {
  readonly #before = held();
  #most = 0;
  #next = 0;

  look(doneBytes: number): void {
    if (doneBytes < this.#next) return;
    this.#next = doneBytes + 4 * megabyte;
    this.#most = Math.max(this.#most, held());
  }

  grownBytes(): number {
    return this.#most - this.#before;
  }
}

function held(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
