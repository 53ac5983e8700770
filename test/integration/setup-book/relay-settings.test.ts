import { randomBytes } from 'node:crypto';
import { request } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { createRelayPlanner } from '#main/relay-host/relay-plan.ts';
import { startRelay, type Relay } from '#relay/compose.ts';
import { checkConfig } from '#relay/config/load-config.ts';
import { StartMessage } from '#shared/contract/relay-contract.ts';
import { emptyRelayForm, emptyWay, type RelayForm } from '#shared/domain/setup/relay-form.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { startConnectProxy } from '#test/fakes/connect-proxy.ts';
import { codeOf, SetupBench } from '#test/unit/main/setup/setup-bench.ts';

const empty = emptyRelayForm();
let bench: SetupBench;
let relay: Relay | null;

beforeEach(async () => {
  bench = await SetupBench.open();
  bench.runs = false;
  relay = null;
});
afterEach(async () => {
  await relay?.stop();
  bench.close();
});

/** As the console starts it: planned from the book, checked as by the relay itself. */
async function start(): Promise<Relay> {
  await relay?.stop();
  relay = null;
  const key = randomBytes(32).toString('base64');
  const planner = createRelayPlanner({
    folder: bench.folder,
    environment: {},
    book: bench.books.relayBook,
    ports: () => ({ public: 0, admin: 0 }),
    keys: { status: bench.vault.status, persistent: true, keyOf: () => Promise.resolve(key), newKey: () => key },
  });
  const plan = await planner.fromFile();
  if (plan.kind !== 'start') throw new Error(plan.as);
  const { config } = StartMessage.parse(plan.message);
  checkConfig(config, {});
  relay = await startRelay({
    config,
    dataDir: `${bench.folder}/relay-${randomBytes(4).toString('hex')}`,
    clock: systemClock,
    chance: () => 0.5,
    random: randomBytes,
    log: silentLogger,
    environment: {},
  });
  return relay;
}

async function apply(change: Partial<RelayForm>): Promise<void> {
  await bench.setup.desk.save({ kind: 'relay', form: { ...empty, ...change } });
  const { result } = await bench.setup.desk.apply('relay', 'relay');
  expect(result).toEqual({ applied: true, problems: [] });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What a caller gets that asks for a token with an account nobody has; over TLS, whoever's certificate it is. */
const tokenStatusAt = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify({ grant_type: 'client_credentials', client_id: 'nobody', client_secret: 'x' });
    const asking = request(
      {
        host: '127.0.0.1',
        port,
        path: '/integration/box/1.0/token',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        rejectUnauthorized: false,
        agent: false,
      },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    asking.on('error', reject);
    asking.end(body);
  });

describe('a relay on its own settings of the console', () => {
  it('listens where they say, over TLS, with CXone on a listener of its own', async () => {
    const [open, box] = [await freePort(), await freePort()];
    await apply({
      listen: { own: true, host: '127.0.0.1', port: String(open), tls: 'desk', trustedProxy: '' },
      box: { ...empty.box, use: 'own', port: String(box), tls: 'desk', publicUrl: 'https://box.veerpont.nl' },
    });
    const { urls } = await start();

    expect(urls.wechat).toBe(`https://127.0.0.1:${String(open)}/wechat`);
    expect(urls.box).toBe(`https://127.0.0.1:${String(box)}/integration/box`);
    expect([await tokenStatusAt(open), await tokenStatusAt(box)]).toEqual([404, 401]);
  });

  it('calls through the proxy they name, with the password of the vault', async () => {
    const proxy = await startConnectProxy({ account: 'anna:correct horse' });
    try {
      const way = { ...emptyWay('default'), kind: 'fixed' as const, url: proxy.url, username: 'anna' };
      const out = { own: true, ways: [way] };
      await bench.setup.desk.save({ kind: 'relay', form: { ...empty, out } });
      await bench.setup.desk.setSecret({ owner: 'relay', ownerId: 'default' }, 'proxy_password', 'correct horse');
      await apply({ out });
      const running = await start();
      const [first] = await running.handlers['setup.ways'](null);
      const { steps } = await running.handlers['setup.tryProxy']({ host: first?.host ?? '' });

      expect(first?.proxy).toBe(`127.0.0.1:${String(proxy.port)}`);
      expect(steps[0]).toMatchObject({ step: 'reach_proxy', outcome: 'ok' });
      // Another account is answered 407, which would be said.
      expect(JSON.stringify(steps)).not.toContain('PROXY_AUTHENTICATION');
      expect(proxy.asked).toContain(`${first?.host ?? ''}:443`);
      expect(proxy.heads.join('')).toContain(Buffer.from('anna:correct horse').toString('base64'));
    } finally {
      await proxy.stop();
    }
  });

  it('that cannot listen there any more runs again as soon as another place is applied', async () => {
    const port = await freePort();
    await apply({ listen: { own: true, host: '127.0.0.1', port: String(port), tls: 'none', trustedProxy: '' } });
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    try {
      expect(await codeOf(start())).toBe('PORT_TAKEN');
      expect(bench.setup.desk.view().book.relay.applied?.listen.port).toBe(String(port));
      const free = await freePort();
      await apply({ listen: { own: true, host: '127.0.0.1', port: String(free), tls: 'none', trustedProxy: '' } });
      expect((await start()).urls.wechat).toContain(`:${String(free)}/`);
    } finally {
      other.close();
    }
  });
});
