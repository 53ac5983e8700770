import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { startRelay } from '#relay/compose.ts';
import { closeServer } from '#relay/http/listen.ts';
import { createPublicServer } from '#relay/http/public-server.ts';
import { startSandbox } from '#sandbox/sandbox.ts';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { waitUntil } from '#test/integration/sandbox/wait-until.ts';
import { OpensslAuthority } from './openssl-authority.ts';

const toEnd: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const end of toEnd.splice(0).reverse()) await end();
});

/** Connects and says nothing more. */
function dial(port: number): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    toEnd.push(() => void socket.destroy());
    socket.once('connect', () => resolve(socket));
  });
}

describe('a listener that closes', () => {
  it('waits its moment, and no longer, for a connection that never ends its TLS handshake', async () => {
    const authority = new OpensslAuthority('Our authority');
    toEnd.push(() => authority.remove());
    const { cert, key } = authority.issue({ name: 'ours', purpose: 'serverAuth', san: 'IP:127.0.0.1' });
    const app = createPublicServer({
      material: { cert, key },
      listen: { host: '127.0.0.1', port: 0 },
      log: silentLogger,
      onAnswered: () => undefined,
      onRefusedHost: () => undefined,
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    const admitted = new Promise((resolve) => app.server.once('connection', resolve));
    const silent = await dial((app.server.address() as AddressInfo).port);
    await admitted;

    const clock = new HandClock();
    let isClosed = false;
    const closing = closeServer(app, clock).then(() => (isClosed = true));
    await waitUntil(() => !app.server.listening);
    clock.wind(999);
    await settled();
    expect([isClosed, silent.destroyed]).toEqual([false, false]);
    clock.wind(1);
    await waitUntil(() => isClosed, 2_000);
    await closing;
  });
});

describe('a relay that stops', () => {
  it('begins to deliver nothing more while a request still holds its listener open', async () => {
    const tulip = ChannelId.parse('tulip');
    const folder = mkdtempSync(join(tmpdir(), 'veerpont-stopping-'));
    toEnd.push(() => rmSync(folder, { recursive: true, force: true }));
    const sandbox = await startSandbox({ seed: 'stopping' });
    toEnd.push(() => sandbox.stop());
    const relay = await startRelay({
      config: RelayConfig.parse({ ...sandbox.relayConfig, storeKey: randomBytes(32).toString('base64') }),
      dataDir: folder,
      clock: systemClock,
      chance: () => 0.5,
      random: (size) => randomBytes(size),
      log: silentLogger,
      environment: {},
    });
    let stopping: Promise<void> | null = null;
    toEnd.push(() => (stopping ??= relay.stop()));
    await sandbox.connect(relay.urls);
    let taken = 0;
    sandbox.cxone.messages.on(({ kind }) => {
      if (kind === 'created') taken += 1;
    });
    sandbox.cxone.faults.set({ target: '*', fault: 'delay', options: { delayMs: 50 } });
    const { openid } = sandbox.wechat.customers.follow(tulip, { nickname: 'Wang', language: 'zh' });
    for (let line = 0; line < 60; line += 1) {
      sandbox.wechat.customers.send(tulip, openid, { type: 'text', text: `line ${line}` });
    }
    await waitUntil(async () => {
      const found = (await relay.handlers['channels.list'](null)).find(({ id }) => id === tulip);
      return taken > 0 && (found?.waiting.inbound ?? 0) > 30;
    });
    const { port } = new URL(relay.urls.wechat);
    const dawdling = await dial(Number(port));
    dawdling.write(`POST /wechat/tulip HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 100\r\n\r\n<`);
    await pause(50);

    const before = taken;
    const askedAt = performance.now();
    stopping = relay.stop();
    await stopping;
    expect(performance.now() - askedAt).toBeGreaterThan(900);
    // The one that was under way.
    expect(taken - before).toBeLessThanOrEqual(1);
  });
});
