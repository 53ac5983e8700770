import { setTimeout as pause } from 'node:timers/promises';
import { connect, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#shared/lib/logger.ts';
import { createPublicServer, type PublicServerOptions } from '#relay/http/public-server.ts';
import { sendRaw } from '#test/fakes/raw-http.ts';

let app: FastifyInstance;
let port = 0;
let open: Socket[] = [];
/** Answers that are held back until the test lets them go. */
let held: (() => void)[] = [];

afterEach(async () => {
  for (const socket of open) socket.destroy();
  for (const release of held) release();
  open = [];
  held = [];
  await app.close();
});

async function start(limits: NonNullable<PublicServerOptions['limits']>): Promise<void> {
  app = createPublicServer({
    material: null,
    listen: { host: '127.0.0.1', port: 0 },
    log: silentLogger,
    onAnswered: () => undefined,
    onRefusedHost: () => undefined,
    limits,
  });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  app.post('/wechat/:id', (request, reply) =>
    request.url.includes('signed') ? 'success' : reply.code(401).send('no'),
  );
  app.post('/wechat/held/:id', () => new Promise<string>((resolve) => held.push(() => resolve('success'))));
  app.post(
    '/wechat/stranger/:id',
    { onRequest: (_request, reply) => void reply.code(401).send('no') },
    () => 'never reached',
  );
  app.post('/integration/box/:id', (request, reply) =>
    request.url.includes('good') ? '{}' : reply.code(401).send('no'),
  );
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
}

const post = (path: string, more = 'Connection: close\r\n') =>
  `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${more}Content-Length: 2\r\n\r\nhi`;

function dial(localAddress = '127.0.0.1'): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    socket.on('error', () => undefined);
    open.push(socket);
    socket.once('connect', () => {
      resolve(socket);
    });
  });
}

const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.resume();
    if (socket.destroyed) resolve();
    else socket.once('close', () => resolve());
  });

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = performance.now() + 5_000; !condition();) {
    if (performance.now() > deadline) throw new Error('waited 5 s for nothing');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('room for connections', () => {
  it('is made by the longest idle one of the caller that has the most', async () => {
    await start({ connections: { total: 4, perPeer: 4, arrivingBytes: 1e6 } });
    const modest = await dial('127.0.0.2');
    const greedy = [await dial('127.0.0.3'), await dial('127.0.0.3'), await dial('127.0.0.3')];
    await until(() => open.length === 4);
    const [first] = greedy;
    if (first === undefined) throw new Error('three were opened');
    const gone = closed(first);
    expect((await sendRaw(port, [post('/wechat/signed')])).status).toBe(200);
    await gone;
    expect(modest.destroyed).toBe(false);
  });

  it('is bounded for one caller, but not for a tunnel or proxy many stand behind', async () => {
    await start({ connections: { total: 100, perPeer: 2, arrivingBytes: 1e6 } });
    const [first] = [await dial('127.0.0.2'), await dial('127.0.0.2')];
    const gone = closed(first);
    await dial('127.0.0.2');
    await gone;
    const behindTunnel = [await dial(), await dial(), await dial(), await dial()];
    expect((await sendRaw(port, [post('/wechat/signed')])).status).toBe(200);
    expect(behindTunnel.map((socket) => socket.destroyed)).toEqual([false, false, false, false]);
  });

  it('is never made by a connection whose request is at work', async () => {
    await start({ connections: { total: 3, perPeer: 3, arrivingBytes: 1e6 } });
    const working = [await dial('127.0.0.3'), await dial('127.0.0.3')];
    const answers = working.map(
      (socket) => new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString()))),
    );
    for (const socket of working) socket.write(post('/wechat/held/1'));
    await until(() => held.length === 2);
    const idle = [await dial('127.0.0.4'), await dial('127.0.0.4'), await dial('127.0.0.4')];
    await until(() => idle.filter((socket) => socket.destroyed).length === 2);
    for (const release of held) release();
    for (const answer of await Promise.all(answers)) expect(answer).toContain('200 OK');
  });

  it('for bodies still arriving is bounded: the largest goes first', async () => {
    await start({ connections: { total: 100, perPeer: 100, arrivingBytes: 300_000 } });
    const head = (length: number) =>
      `POST /wechat/signed HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: ${length}\r\n\r\n`;
    const large = await dial();
    const small = await dial();
    const gone = closed(large);
    large.write(head(500_000));
    large.write(Buffer.alloc(400_000, 'x'));
    small.write(head(1_000));
    small.write('x'.repeat(500));
    await gone;
    const answered = new Promise<string>((resolve) => small.once('data', (chunk) => resolve(chunk.toString())));
    small.write('x'.repeat(500));
    expect(await answered).toContain('200 OK');
  });
});

describe('places at work', () => {
  it('of one platform are not taken by the other; beyond them is a quick 503', async () => {
    await start({ work: { wechat: 2, cxone: 2 } });
    const waiting = [1, 2].map(() => sendRaw(port, [post('/wechat/held/1')]));
    await until(() => held.length === 2);

    const tooMany = await sendRaw(port, [post('/wechat/signed')]);
    expect([tooMany.status, /retry-after: 1/iu.test(tooMany.text)]).toEqual([503, true]);
    expect((await sendRaw(port, [post('/integration/box/good')])).status).toBe(200);

    for (const release of held) release();
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await sendRaw(port, [post('/wechat/signed')])).status).toBe(200);
  });

  it('are all given back by a caller who sent many requests at once and leaves', async () => {
    await start({ work: { wechat: 2, cxone: 1 } });
    const leaver = await dial();
    leaver.write(post('/wechat/held/1', '').repeat(2));
    await until(() => held.length === 2);
    leaver.resetAndDestroy();
    // The first may come before the relay has seen that he left.
    for (let tries = 0; held.length < 4 && tries < 50; tries += 1) {
      const next = await dial();
      next.write(post('/wechat/held/1'));
      await pause(20);
    }
    expect(held.length).toBe(4);
  });

  it('are given back by callers who leave', async () => {
    await start({ work: { wechat: 1, cxone: 1 } });
    const leaver = await dial();
    leaver.write(post('/wechat/held/1'));
    await until(() => held.length === 1);
    leaver.destroy();
    let status = 503;
    for (let tries = 0; status === 503 && tries < 100; tries += 1)
      status = (await sendRaw(port, [post('/wechat/signed')])).status;
    expect(status).toBe(200);
  });
});

describe('a caller refused again and again', () => {
  it('is told to slow down; good requests from the same address are answered as ever', async () => {
    await start({ refusals: { burst: 5, perSecond: 1, callers: 10 } });
    const statuses: number[] = [];
    for (let request = 0; request < 8; request += 1)
      statuses.push((await sendRaw(port, [post('/wechat/forged')])).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    const refused = await sendRaw(port, [post('/wechat/forged')]);
    expect(refused.text).toMatch(/retry-after: 1\r\n/iu);
    expect(refused.text).toMatch(/Too many requests$/u);
    expect((await sendRaw(port, [post('/wechat/signed')])).status).toBe(200);
  });

  it('is told so only for what a stranger may ask: CXone learns from 401 to fetch a token', async () => {
    await start({ refusals: { burst: 2, perSecond: 1, callers: 10 } });
    const statuses: number[] = [];
    for (let request = 0; request < 6; request += 1)
      statuses.push((await sendRaw(port, [post('/integration/box/expired')])).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401]);
  });
});

describe('Expect: 100-continue', () => {
  const asking = 'Connection: close\r\nExpect: 100-continue\r\n';
  const head = (path: string) => post(path, asking).replace(/hi$/u, '');

  it('is refused without an interim answer when the head is enough to refuse', async () => {
    await start({});
    for (const [path, status] of [
      ['/wechat/stranger/1', 401],
      ['/nowhere', 404],
    ] as const) {
      const answer = await sendRaw(port, [head(path)]);
      expect(answer.status).toBe(status);
      expect(answer.text).not.toContain('100 Continue');
    }
  });

  it('is told to go on when the head passes, once', async () => {
    await start({});
    const answer = await sendRaw(port, [head('/wechat/signed'), 'hi'], { pauseMs: 50 });
    expect(answer.text.match(/100 Continue/gu)).toHaveLength(1);
    expect(answer.text).toMatch(/HTTP\/1\.1 200 OK[\s\S]*success$/u);
  });
});
