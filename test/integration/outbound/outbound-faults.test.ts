import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import type { SentPhase, TransportReason } from '#relay/ports/outbound-http.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { okAnswer, onRequest, startRawPeer, until, type RawPeer } from './raw-peer.ts';
import { transportErrorOf } from './transport-error-of.ts';

let peer: RawPeer | null = null;

afterEach(async () => {
  await peer?.stop();
  peer = null;
});

const post = (url: string, data: string | Buffer = '{}', clock = systemClock) =>
  createOutboundHttp({ clock, allowPrivateTargets: true }).request({ method: 'POST', url, data });

interface Fault {
  readonly name: string;
  readonly behave: Parameters<typeof startRawPeer>[0];
  readonly body?: Buffer;
  readonly reason: TransportReason;
  readonly sent: SentPhase;
}

const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
const head = (lines: string): string => `HTTP/1.1 200 OK\r\n${lines}\r\n\r\n`;

const faults: readonly Fault[] = [
  {
    name: 'a reset inside a long request',
    behave: (socket) =>
      socket.once('data', () => {
        socket.pause();
        socket.resetAndDestroy();
      }),
    body: Buffer.alloc(32 * 1024 * 1024, 0x61),
    reason: 'reset',
    sent: 'not_sent',
  },
  {
    name: 'a reset after the request',
    behave: (socket) => {
      onRequest(socket, () => socket.resetAndDestroy());
    },
    reason: 'reset',
    sent: 'maybe_sent',
  },
  {
    name: 'a polite end after the request, without an answer',
    behave: (socket) => {
      onRequest(socket, () => socket.end());
    },
    reason: 'reset',
    sent: 'maybe_sent',
  },
  {
    name: 'a reset inside the answer',
    behave: (socket) => {
      onRequest(socket, () => {
        socket.write(`${head('Content-Length: 100')}{"half":`, () => socket.resetAndDestroy());
      });
    },
    reason: 'reset',
    sent: 'maybe_sent',
  },
  {
    name: 'an answer cut short',
    behave: (socket) => {
      onRequest(socket, () => socket.end(`${head('Content-Length: 100')}{"half":`));
    },
    reason: 'reset',
    sent: 'maybe_sent',
  },
  {
    name: 'an unfinished chunked answer',
    behave: (socket) => {
      onRequest(socket, () => socket.end(`${head('Transfer-Encoding: chunked')}5\r\nabcde\r\n`));
    },
    reason: 'reset',
    sent: 'maybe_sent',
  },
  {
    name: 'an answer that never ends',
    behave: (socket) => {
      onRequest(socket, () => {
        socket.write(head('Transfer-Encoding: chunked'));
        const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
        const more = (): void => void (socket.writable && socket.write(chunk, more));
        more();
      });
    },
    reason: 'too_large',
    sent: 'maybe_sent',
  },
  {
    name: 'an answer announced as too long',
    behave: (socket) => {
      onRequest(socket, () => socket.write(head('Content-Length: 99999999')));
    },
    reason: 'too_large',
    sent: 'maybe_sent',
  },
  {
    name: 'a redirect to another host',
    behave: (socket) => {
      onRequest(socket, () =>
        socket.write('HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n'),
      );
    },
    reason: 'redirect',
    sent: 'maybe_sent',
  },
  {
    name: 'a small answer that unpacks to 64 MB',
    behave: (socket) => {
      onRequest(socket, () => {
        socket.write(head(`Content-Encoding: gzip\r\nContent-Length: ${bomb.length}`));
        socket.write(bomb);
      });
    },
    reason: 'protocol',
    sent: 'maybe_sent',
  },
  {
    name: 'something that is not HTTP',
    behave: (socket) => {
      onRequest(socket, () => socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
    },
    reason: 'protocol',
    sent: 'maybe_sent',
  },
  {
    name: 'a megabyte of headers',
    behave: (socket) => {
      onRequest(socket, () => socket.write(`HTTP/1.1 200 OK\r\n${`x-a: ${'y'.repeat(1_000)}\r\n`.repeat(1_000)}\r\n`));
    },
    reason: 'protocol',
    sent: 'maybe_sent',
  },
  {
    name: 'a switch to another protocol',
    behave: (socket) => {
      onRequest(socket, () =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
      );
    },
    reason: 'reset',
    sent: 'maybe_sent',
  },
];

describe('outbound calls when the other side misbehaves', () => {
  it.each(faults)('$name: $reason, $sent', async ({ behave, body, reason, sent }) => {
    peer = await startRawPeer(behave);
    const before = process.memoryUsage().rss;

    const error = await transportErrorOf(post(peer.url, body));

    expect([error.transportReason, error.sentPhase]).toEqual([reason, sent]);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024 + (body?.length ?? 0));
  });

  it('says not_sent when nobody listens', async () => {
    peer = await startRawPeer(() => undefined);
    const { url } = peer;
    await peer.stop();

    const error = await transportErrorOf(post(url));

    expect([error.transportReason, error.sentPhase]).toEqual(['connect', 'not_sent']);
    expect(error.cause).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('ends a call nobody answers at its time limit, by the monotonic clock', async () => {
    const clock = new HandClock();
    peer = await startRawPeer((socket) => void socket.resume());
    const { connections, url } = peer;
    const failed = transportErrorOf(post(url, '{}', clock));
    await until(() => (connections[0]?.bytesRead ?? 0) > 0);

    clock.setWall(0);
    clock.wind(14_999);
    await settled();
    expect(clock.pendingTimers).toBe(1);
    clock.wind(1);

    const error = await failed;
    expect([error.transportReason, error.sentPhase]).toEqual(['timeout', 'maybe_sent']);
    await until(() => connections[0]?.destroyed === true);
  });

  it('ends an answer that drips at the same limit', async () => {
    const clock = new HandClock();
    peer = await startRawPeer((socket) => {
      onRequest(socket, () => {
        socket.write(head('Content-Length: 1000'));
        const drip = setInterval(() => void (socket.writable && socket.write('x')), 2);
        socket.once('close', () => {
          clearInterval(drip);
        });
      });
    });
    const { connections, url } = peer;
    const failed = transportErrorOf(post(url, '{}', clock));
    await until(() => (connections[0]?.bytesWritten ?? 0) > 60);

    clock.wind(15_000);

    expect((await failed).transportReason).toBe('timeout');
  });

  it('trusts no other unused connection after a silent time-out', async () => {
    const clock = new HandClock();
    peer = await startRawPeer((socket) => {
      onRequest(socket, (request) => {
        if (!request.includes('/silent')) setTimeout(() => socket.write(okAnswer('{}')), 20);
      });
    });
    const { connections, port } = peer;
    const http = createOutboundHttp({ clock, allowPrivateTargets: true });
    const call = (path: string) => http.request({ url: `http://127.0.0.1:${port}${path}` });
    await Promise.all([call('/a'), call('/b'), call('/c')]);
    const failed = transportErrorOf(call('/silent'));
    await settled();

    clock.wind(15_000);
    await failed;

    await until(() => connections.every((socket) => socket.destroyed));
    expect(connections).toHaveLength(3);
    expect((await call('/d')).status).toBe(200);
  });

  it('survives a server that closes an unused connection', async () => {
    peer = await startRawPeer((socket) => {
      onRequest(socket, () => socket.end(okAnswer('{}')));
    });
    const { connections, url } = peer;
    const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });

    await http.request({ url });
    await until(() => connections[0]?.destroyed === true);

    expect((await http.request({ url })).status).toBe(200);
  });

  it('cannot know what became of a request on a used connection that dies under it', async () => {
    let requests = 0;
    peer = await startRawPeer((socket) => {
      onRequest(socket, () => {
        requests += 1;
        if (requests === 1) socket.write(okAnswer('{}'));
        else socket.resetAndDestroy();
      });
    });
    const { connections, url } = peer;
    const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
    await http.request({ url });

    const error = await transportErrorOf(http.request({ method: 'POST', url, data: '{}' }));

    expect(connections).toHaveLength(1);
    expect([error.transportReason, error.sentPhase]).toEqual(['reset', 'maybe_sent']);
  });

  it('gives a call up when its caller does', async () => {
    peer = await startRawPeer(() => undefined);
    const { connections, url } = peer;
    const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
    for (const call of [http.request.bind(http), http.get.bind(http, url)]) {
      const leaving = new AbortController();
      const failed = transportErrorOf(call({ url, signal: leaving.signal }));
      const expected = connections.length + 1;
      await until(() => connections.length === expected && (connections.at(-1)?.bytesRead ?? 0) > 0);
      leaving.abort();
      const error = await failed;
      expect([error.transportReason, error.sentPhase]).toEqual(['aborted', 'maybe_sent']);

      const early = await transportErrorOf(call({ url, signal: leaving.signal }));
      expect([early.transportReason, early.sentPhase]).toEqual(['aborted', 'not_sent']);
    }
  });

  it('gives up a call that still waits for a connection as not sent', async () => {
    const clock = new HandClock();
    peer = await startRawPeer(() => undefined);
    const { connections, url } = peer;
    const http = createOutboundHttp({ clock, allowPrivateTargets: true, maxSocketsPerHost: 1 });
    const first = transportErrorOf(http.request({ url }));
    await until(() => (connections[0]?.bytesRead ?? 0) > 0);
    const second = transportErrorOf(http.request({ url, timeout: 500 }));

    clock.wind(500);

    const waiting = await second;
    expect([waiting.transportReason, waiting.sentPhase]).toEqual(['timeout', 'not_sent']);
    clock.wind(15_000);
    expect((await first).sentPhase).toBe('maybe_sent');
    expect(connections).toHaveLength(1);
  });

  it('lets one dead host hold up no other', async () => {
    peer = await startRawPeer(() => undefined);
    const alive = await startRawPeer((socket) => {
      onRequest(socket, () => socket.write(okAnswer('{}')));
    });
    const clock = new HandClock();
    const { connections } = peer;
    const http = createOutboundHttp({ clock, allowPrivateTargets: true, maxSocketsPerHost: 2 });
    const dead = Array.from({ length: 10 }, () => transportErrorOf(http.request({ url: peer?.url ?? '' })));
    await until(() => connections.length === 2);

    const answers = await Promise.all(Array.from({ length: 10 }, () => http.request({ url: alive.url })));

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    clock.wind(15_000);
    await Promise.all(dead);
    await alive.stop();
  });
});
