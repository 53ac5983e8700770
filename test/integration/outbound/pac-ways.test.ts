import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { createServer as createSilent, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { createHostCheck } from '#relay/http/outbound/host-check.ts';
import { createOutboundHttp, type RenewableHttp } from '#relay/http/outbound/outbound-http.ts';
import { pacReader } from '#relay/http/outbound/proxy/pac/pac-source.ts';
import { createWayTrial } from '#relay/http/outbound/proxy/way-trial.ts';
import { createWays, type WayDeps, type Ways } from '#relay/http/outbound/proxy/ways.ts';
import { startConnectProxy, type ConnectProxy, type ConnectProxyOptions } from '#test/fakes/connect-proxy.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { pacOf, startPacServer, type PacServer } from './pac-kit.ts';
import { createTestAuthority } from './test-certificates.ts';
import { transportErrorOf } from './transport-error-of.ts';

const authority = createTestAuthority();
const host = 'api.example.com';
const identity = authority.issue({ name: host });
const minuteMs = 60_000;
const stops: (() => unknown)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function startServer(): Promise<number> {
  const server = createServer(identity, (request, response) => {
    request.resume().on('end', () => response.end(`${request.method} ${request.url}`));
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(
    () => server.close(),
    () => {
      server.closeAllConnections();
    },
  );
  return (server.address() as AddressInfo).port;
}

async function startProxy(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const proxy = await startConnectProxy(options);
  stops.push(() => proxy.stop());
  return proxy;
}

async function startPac(script: string | number): Promise<PacServer> {
  const server = await startPacServer(script);
  stops.push(() => server.stop());
  return server;
}

interface Out {
  readonly http: RenewableHttp;
  readonly clock: HandClock;
  readonly ways: Ways | null;
  readonly options: Parameters<typeof createHostCheck>[0];
}

function outBy(source: string, more: Partial<WayDeps> = {}): Out {
  const clock = new HandClock();
  const ways = createWays({ outbound: { proxy: { kind: 'pac', source } }, destinations: [] }, {}, { clock, ...more });
  const options = {
    clock: systemClock,
    allowPrivateTargets: false,
    // Straight is nowhere: whoever gets to the host went through a proxy.
    resolve: () => Promise.reject(new Error('nowhere')),
    ways,
    destinations: new Map([[host, { ca: authority.cert }]]),
  };
  return { http: createOutboundHttp(options), clock, ways, options };
}

const kinds = ['whole', 'streamed'] as const;

async function call(kind: (typeof kinds)[number], port: number, { http }: Out, timeout = 10_000): Promise<string> {
  const url = `https://${host}:${port}/secret?token=1`;
  // So that each call shows the way of its time.
  http.renew(url);
  if (kind === 'whole')
    return (await http.request<Buffer>({ method: 'POST', url, data: 'x', timeout })).data.toString();
  const body = {
    sizeBytes: 1,
    async *chunks() {
      yield Buffer.from('x');
    },
  };
  const { data } = await http.request<AsyncIterable<Uint8Array>>({
    method: 'POST',
    url,
    data: body,
    responseType: 'stream',
    timeout,
  });
  const parts: Uint8Array[] = [];
  for await (const part of data) parts.push(part);
  return Buffer.concat(parts).toString();
}

const place = ({ port }: { readonly port: number }): string => `127.0.0.1:${port}`;
const answer = 'POST /secret?token=1';

describe.each(kinds)('a %s call by a PAC file', (kind) => {
  it('goes through the proxy it names, and the file hears neither path nor token', async () => {
    const port = await startServer();
    const proxy = await startProxy();
    const pac = await startPac(
      `function FindProxyForURL(url, host) {
        return url === 'https://${host}:${port}/' && host === '${host}' ? 'PROXY ${place(proxy)}; DIRECT' : 'PROXY 127.0.0.1:1';
      }`,
    );
    const out = outBy(pac.url);

    expect(await Promise.all([call(kind, port, out), call(kind, port, out)])).toEqual([answer, answer]);

    expect(proxy.asked[0]).toBe(`${host}:${port}`);
    expect(pac.asked).toEqual(['/proxy.pac']);
  });

  it('takes the next way when the first proxy is gone, silent, or no proxy, and comes back to it', async () => {
    const port = await startServer();
    const gone = await startConnectProxy();
    await gone.stop();
    const broken = await startProxy({ answer: 'SSH-2.0-x\r\n\r\n' });
    const works = await startProxy();
    const pac = await startPac(pacOf(`PROXY ${place(gone)}; PROXY ${place(broken)}; SOCKS x:1; PROXY ${place(works)}`));
    const out = outBy(pac.url);

    expect(await call(kind, port, out)).toBe(answer);
    expect(await call(kind, port, out)).toBe(answer);
    // Once it was no proxy it is not asked again for a while.
    expect(broken.asked).toHaveLength(1);

    out.clock.wind(5 * minuteMs);
    expect(await call(kind, port, out)).toBe(answer);
    expect(broken.asked).toHaveLength(2);
  });

  it('stays with a proxy that refuses, as that is an answer', async () => {
    const refuses = await startProxy({ answer: 'HTTP/1.1 403 Forbidden\r\n\r\n' });
    const other = await startProxy();
    const pac = await startPac(pacOf(`PROXY ${place(refuses)}; PROXY ${place(other)}`));

    const error = await transportErrorOf(call(kind, 9, outBy(pac.url)));

    expect([error.transportReason, error.sentPhase]).toEqual(['proxy_refused', 'not_sent']);
    expect(other.asked).toEqual([]);
  });

  it.each([
    ['pac_unreadable', 'HTTP 404', 404],
    ['pac_unreadable', 'too large', `//${'x'.repeat(1024 * 1024)}`],
    ['pac_failed', "SyntaxError: unexpected token in expression: '<'", '<html>'],
    ['pac_failed', 'ReferenceError: nowhere is not defined', 'function FindProxyForURL() { return nowhere }'],
    ['pac_unusable', 'SOCKS5', pacOf('SOCKS5 127.0.0.1:1080')],
  ] as const)('fails as one to try later: %s, %s', async (reason, code, script) => {
    const pac = await startPac(script);
    const out = outBy(pac.url);

    for (let turn = 0; turn < 2; turn += 1) {
      const error = await transportErrorOf(call(kind, 9, out));
      expect([error.transportReason, error.sentPhase]).toEqual([reason, 'not_sent']);
      expect(error.cause).toMatchObject({ code });
    }
    // Not asked again for each call.
    expect(pac.asked).toHaveLength(1);
  });

  it('is cut off in the middle, and then not repeated by itself', async () => {
    const first = await startProxy();
    const second = await startProxy();
    const server = createServer(identity, () => {
      first.cut();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stops.push(() => server.close());
    const pac = await startPac(pacOf(`PROXY ${place(first)}; PROXY ${place(second)}`));

    const error = await transportErrorOf(call(kind, (server.address() as AddressInfo).port, outBy(pac.url)));

    expect(error.transportReason).toBe('reset');
    if (kind === 'whole') expect(error.sentPhase).toBe('maybe_sent');
    expect(second.asked).toEqual([]);
  });
});

describe('a PAC file in the course of time', () => {
  it('that changed counts within the hour, and one that is gone or broken leaves the last good one', async () => {
    const port = await startServer();
    const before = await startProxy();
    const after = await startProxy();
    const pac = await startPac(pacOf(`PROXY ${place(before)}`));
    const out = outBy(pac.url);
    await call('whole', port, out);
    pac.script = pacOf(`PROXY ${place(after)}`);

    out.clock.wind(59 * minuteMs);
    await call('whole', port, out);
    expect([before.asked.length, after.asked.length]).toEqual([2, 0]);

    // The first call of the new hour does not wait for the file.
    out.clock.wind(6 * minuteMs);
    await call('whole', port, out);
    await expect
      .poll(async () => (await call('whole', port, out), after.asked.length), { timeout: 5_000 })
      .toBeGreaterThan(0);
    const so = after.asked.length;

    for (const script of [500, '<html>', pacOf('PROXY 127.0.0.1:1').slice(0, -1)]) {
      pac.script = script;
      out.clock.wind(61 * minuteMs);
      await call('whole', port, out);
      out.clock.wind(6 * minuteMs);
      await call('whole', port, out);
    }
    await pac.stop();
    out.clock.wind(61 * minuteMs);
    await call('whole', port, out);
    expect(after.asked).toHaveLength(so + 7);
  });

  it('that was not there is read when it is', async () => {
    const port = await startServer();
    const proxy = await startProxy();
    const pac = await startPac(503);
    const out = outBy(pac.url);
    await transportErrorOf(call('whole', port, out));
    pac.script = pacOf(`PROXY ${place(proxy)}`);

    expect((await transportErrorOf(call('whole', port, out))).transportReason).toBe('pac_unreadable');
    out.clock.wind(15_000);
    expect(await call('whole', port, out)).toBe(answer);
  });

  it('takes a moved file, and not one that is moved round and round', async () => {
    const port = await startServer();
    const pac = await startPac(pacOf(`PROXY ${place(await startProxy())}`));

    expect(await call('whole', port, outBy(new URL('/moved', pac.url).href))).toBe(answer);
    const error = await transportErrorOf(call('whole', port, outBy(new URL('/round', pac.url).href)));
    expect(error.cause).toMatchObject({ code: 'too many redirects' });
  });

  it('gives a call that waits for it no more time than the call has', async () => {
    const silent = createSilent(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    stops.push(() => silent.close());
    const out = outBy(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/proxy.pac`);

    const late = await transportErrorOf(call('whole', 9, out, 100));

    expect([late.transportReason, late.sentPhase]).toEqual(['timeout', 'not_sent']);
  });

  it('may be a file of this computer, which looks names up', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'veerpont-pac-'));
    stops.push(() => {
      rmSync(folder, { recursive: true });
    });
    const port = await startServer();
    const proxy = await startProxy();
    const source = join(folder, 'proxy.pac');
    writeFileSync(
      source,
      `function FindProxyForURL(url, host) {
        if (isResolvable('gone.example.com') || !isInNet('proxy.example.com', '127.0.0.0', '255.0.0.0')) return 'DIRECT';
        return 'PROXY ' + dnsResolve('proxy.example.com') + ':${proxy.port}';
      }`,
    );
    const looked: string[] = [];
    const lookUp = (name: string) => {
      looked.push(name);
      return Promise.resolve(name === 'proxy.example.com' ? '127.0.0.1' : null);
    };

    expect(await call('whole', port, outBy(source, { lookUp }))).toBe(answer);
    expect(looked).toEqual(['gone.example.com', 'proxy.example.com']);
  });

  it.skipIf(process.platform === 'win32')(
    'that is a pipe nobody writes to is refused at once',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'veerpont-pac-'));
      const pipe = join(folder, 'proxy.pac');
      execFileSync('mkfifo', [pipe]);
      // Whoever waits to open it is let go at the end.
      stops.push(() => {
        closeSync(openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK));
        rmSync(folder, { recursive: true });
      });
      await expect(pacReader(pipe, null)()).rejects.toMatchObject({ code: 'no file' });
    },
    2_000,
  );

  it('must have an address or an absolute path', () => {
    for (const source of ['proxy.pac', 'ftp://example.com/x', 'http://']) {
      expect(() => outBy(source), source).toThrow(expect.objectContaining({ code: 'PROXY_SETTING_INVALID' }) as Error);
    }
  });
});

describe('which calls a PAC file is asked for', () => {
  it('not for this computer, and no name of the inside goes to a proxy', async () => {
    const proxy = await startProxy();
    const pac = await startPac(pacOf(`PROXY ${place(proxy)}`));
    const { http } = outBy(pac.url);

    expect((await transportErrorOf(http.request({ url: 'https://localhost/' }))).transportReason).toBe('connect');
    expect(pac.asked).toEqual([]);
    expect((await transportErrorOf(http.request({ url: 'https://wiki.corp/' }))).transportReason).toBe(
      'forbidden_target',
    );
    expect(proxy.asked).toEqual([]);
  });
});

describe('looking at a host, and trying the way', () => {
  it('uses the next proxy as calls do, and names the file where that is at fault', async () => {
    const port = await startServer();
    const gone = await startConnectProxy();
    await gone.stop();
    const pac = await startPac(pacOf(`PROXY ${place(gone)}; PROXY ${place(await startProxy())}`));
    const none = await startPac(404);
    const { signal } = new AbortController();

    expect(await createHostCheck(outBy(pac.url).options)(`https://${host}:${port}/`, signal)).toEqual({
      ok: true,
      secure: true,
    });
    expect(await createHostCheck(outBy(`${none.url}?key=1`).options)(`https://${host}:${port}/`, signal)).toMatchObject(
      {
        ok: false,
        reason: 'pac_unreadable',
        cause: 'HTTP 404',
        proxy: none.url,
      },
    );
  });

  it('reads the file anew and goes step by step', async () => {
    const port = await startServer();
    const proxy = await startProxy();
    const pac = await startPac(404);
    const out = outBy(pac.url);
    const name = `${host}:${port}`;
    const integration = { cxone: { issuer: `https://${name}`, apiBase: undefined } };
    const trial = createWayTrial({
      config: { channels: [], integrations: [integration as never], destinations: [] },
      ways: out.ways,
      http: out.http,
      check: createHostCheck(out.options),
      clock: systemClock,
    });
    const steps = async () =>
      (await trial.try(name)).steps.map(({ step, outcome, code, value }) => [step, outcome, code, value]);

    expect(await trial.list()).toMatchObject([{ proxy: null, pac: { source: pac.url, code: 'PAC_UNREADABLE' } }]);
    expect((await steps())[0]).toEqual(['pac', 'failed', 'PAC_UNREADABLE', pac.url]);
    pac.script = pacOf(`PROXY ${place(proxy)}; DIRECT`);
    expect(await steps()).toEqual([
      ['pac', 'ok', null, `http://${place(proxy)}; DIRECT`],
      ['reach_proxy', 'ok', null, place(proxy)],
      ['tunnel', 'ok', null, name],
      ['tls', 'ok', null, null],
      ['answer', 'ok', null, 'HTTP 200'],
    ]);
    expect(await trial.list()).toMatchObject([{ proxy: place(proxy), pac: { source: pac.url, code: null } }]);
  });
});
