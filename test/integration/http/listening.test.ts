import { createServer, type Server } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { silentLogger, type LogFields, type Logger } from '#shared/lib/logger.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { listen, portRetryMs } from '#relay/http/listen.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import { portHolder } from '#relay/http/port-holder.ts';
import { localLimitMs, SelfProbe, selfProbeAgainMs, selfProbeEveryMs } from '#relay/http/self-probe.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';

const toClose: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
});

function fastify(): FastifyInstance {
  const app = Fastify();
  toClose.push(() => app.close());
  return app;
}

async function occupied(): Promise<{ port: number; release: () => Promise<void> }> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const release = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  toClose.push(() => (server.listening ? release() : undefined));
  return { port: typeof address === 'object' && address !== null ? address.port : 0, release };
}

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = performance.now() + 5_000; !condition();) {
    if (performance.now() > deadline) throw new Error('waited 5 s for nothing');
    await settled();
  }
}

describe('a port that is taken', () => {
  it('is named, with the program that has it', async () => {
    const { port } = await occupied();
    const who = process.platform === 'linux' ? ` (${portHolder(port)?.name}, process ${process.pid})` : '';
    await expect(listen(fastify(), { host: '127.0.0.1', port })).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      value: `${port}${who}`,
    });
  });

  it('is waited for: tried every five seconds, and never exchanged for another', async () => {
    const { port, release } = await occupied();
    const clock = new HandClock();
    const lines: LogFields[] = [];
    const log: Logger = { ...silentLogger, error: (_event, fields = {}) => lines.push(fields) };
    const app = fastify();
    let isOpen = false;
    void listen(app, { host: '127.0.0.1', port }, { clock, log }).then(() => (isOpen = true));
    await until(() => lines.length === 1);
    clock.wind(portRetryMs);
    await until(() => lines.length === 2);
    expect(String(lines[0]?.['detail'])).toContain(`127.0.0.1:${port}`);
    await release();
    expect(isOpen).toBe(false);
    clock.wind(portRetryMs);
    await until(() => isOpen);
    expect(app.server.address()).toMatchObject({ port });
  });

  it('is not waited for any longer when the relay is told to stop', async () => {
    const { port } = await occupied();
    const clock = new HandClock();
    const stop = new AbortController();
    const opening = listen(fastify(), { host: '127.0.0.1', port }, { clock, log: silentLogger, signal: stop.signal });
    await until(() => clock.pendingTimers === 1);
    stop.abort();
    await expect(opening).rejects.toMatchObject({ code: 'PORT_TAKEN' });
  });
});

describe('the look at our own listener', () => {
  interface Seen {
    gone: string[];
    back: number;
  }

  function probe(app: FastifyInstance, clock: HandClock, publicUrl?: string): { probe: SelfProbe; seen: Seen } {
    const seen: Seen = { gone: [], back: 0 };
    const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
    const made: SelfProbe = new SelfProbe({
      clock,
      log: silentLogger,
      server: app.server,
      host: '127.0.0.1',
      publicUrl,
      http,
      onGone: (address) => seen.gone.push(address),
      onBack: () => (seen.back += 1),
    });
    app.setNotFoundHandler((request, reply) => {
      made.asked(request.url);
      return reply.code(404).send('');
    });
    toClose.push(() => {
      made.stop();
    });
    return { probe: made, seen };
  }

  /** Lets the next look happen, and end. */
  async function look(clock: HandClock, afterMs: number, one: SelfProbe): Promise<void> {
    clock.wind(afterMs);
    await until(() => !one.isLooking);
  }

  it('says nothing while it can be reached', async () => {
    const app = fastify();
    const clock = new HandClock();
    const { probe: made, seen } = probe(app, clock);
    await app.listen({ host: '127.0.0.1', port: 0 });
    made.start();
    await look(clock, selfProbeEveryMs, made);
    await look(clock, selfProbeEveryMs, made);
    expect(seen).toEqual({ gone: [], back: 0 });
  });

  it('says within a minute that it cannot, and once that it can again', async () => {
    const app = fastify();
    const clock = new HandClock();
    const { probe: made, seen } = probe(app, clock);
    await app.listen({ host: '127.0.0.1', port: 0 });
    const address = app.server.address();
    made.start();
    // The listener is there, but connections go nowhere: as when its interface is gone.
    await new Promise<void>((resolve) => {
      app.server.close(() => resolve());
      app.server.closeAllConnections();
    });
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    app.server.address = () => ({ address: '127.0.0.1', family: 'IPv4', port });
    await look(clock, selfProbeEveryMs, made);
    expect(seen.gone).toEqual([]);
    await look(clock, selfProbeAgainMs, made);
    expect(seen.gone).toEqual([`127.0.0.1:${port}`]);
    expect(clock.monotonic()).toBeLessThan(60_000);

    await new Promise<void>((resolve) => app.server.listen(port, '127.0.0.1', () => resolve()));
    await look(clock, selfProbeAgainMs, made);
    expect(seen.back).toBe(1);
    await look(clock, selfProbeEveryMs, made);
    expect(seen.back).toBe(1);
  });

  it('is not taken in by another program on its port', async () => {
    const app = fastify();
    const clock = new HandClock();
    const { port } = await occupied();
    const { probe: made, seen } = probe(app, clock);
    await app.listen({ host: '127.0.0.1', port: 0 });
    app.server.address = () => ({ address: '127.0.0.1', family: 'IPv4', port });
    made.start();
    for (const afterMs of [selfProbeEveryMs, selfProbeAgainMs]) {
      clock.wind(afterMs);
      for (let turn = 0; turn < 100; turn += 1) await settled();
      expect(made.isLooking).toBe(true);
      await look(clock, localLimitMs, made);
    }
    expect(seen.gone.length).toBeGreaterThan(0);
  });

  it('believes in the public address only once it has worked', async () => {
    const app = fastify();
    const front = fastify();
    let forwards = false;
    const clock = new HandClock();
    const dead = await occupied();
    await dead.release();
    const { probe: neverWorked, seen: nothing } = probe(app, clock, `http://127.0.0.1:${dead.port}`);
    await app.listen({ host: '127.0.0.1', port: 0 });
    neverWorked.start();
    await look(clock, selfProbeEveryMs, neverWorked);
    await look(clock, selfProbeEveryMs, neverWorked);
    expect(nothing.gone).toEqual([]);
    neverWorked.stop();

    const other = fastify();
    const otherClock = new HandClock();
    front.setNotFoundHandler((request, reply) => {
      if (forwards) made.asked(request.url);
      return reply.code(502).send('bad gateway');
    });
    await front.listen({ host: '127.0.0.1', port: 0 });
    const frontAddress = front.server.address();
    const frontPort = typeof frontAddress === 'object' && frontAddress !== null ? frontAddress.port : 0;
    const { probe: made, seen } = probe(other, otherClock, `http://127.0.0.1:${frontPort}`);
    await other.listen({ host: '127.0.0.1', port: 0 });
    made.start();
    forwards = true;
    await look(otherClock, selfProbeEveryMs, made);
    forwards = false;
    await look(otherClock, selfProbeEveryMs, made);
    await look(otherClock, selfProbeAgainMs, made);
    expect(seen.gone).toEqual([`http://127.0.0.1:${frontPort}`]);
    forwards = true;
    await look(otherClock, selfProbeAgainMs, made);
    expect(seen.back).toBe(1);
  });
});
