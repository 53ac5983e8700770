import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { createHostCheck } from '#relay/http/outbound/host-check.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import { createWayTrial } from '#relay/http/outbound/proxy/way-trial.ts';
import { createWays } from '#relay/http/outbound/proxy/ways.ts';
import { judgeHost } from '#relay/probes/host-probe.ts';
import type { WayTrial } from '#relay/ports/way-trial.ts';
import type { ProxyRule } from '#shared/contract/relay-config.ts';
import { startConnectProxy, type ConnectProxyOptions } from '#test/fakes/connect-proxy.ts';
import { createTestAuthority } from './test-certificates.ts';

const authority = createTestAuthority();
const host = '127.0.0.1';
const stops: (() => unknown)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function startServer(name: string): Promise<number> {
  const server = createServer(authority.issue({ name }), (_request, response) => {
    response.writeHead(404).end();
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return (server.address() as AddressInfo).port;
}

async function startProxy(options: ConnectProxyOptions = {}) {
  const proxy = await startConnectProxy(options);
  stops.push(() => proxy.stop());
  return proxy;
}

function trialTo(port: number, proxy: ProxyRule): WayTrial {
  const ways = createWays({ destinations: [{ host, proxy }] }, {});
  const options = {
    clock: systemClock,
    allowPrivateTargets: true,
    destinations: new Map([[host, { ca: authority.cert }]]),
    ways,
  };
  const integration = { cxone: { issuer: `https://${host}:${port}`, apiBase: undefined } };
  return createWayTrial({
    config: { channels: [], integrations: [integration as never], destinations: [{ host, proxy }] },
    ways,
    http: createOutboundHttp(options),
    check: createHostCheck(options),
    clock: systemClock,
  });
}

const outcomes = async (trial: WayTrial, name: string) =>
  (await trial.try(name)).steps.map(({ step, outcome, code, value }) => [step, outcome, code, value]);

describe('trying the way to a host', () => {
  it('lists it without secrets and goes it, step by step', async () => {
    const port = await startServer(host);
    const proxy = await startProxy({ account: 'relay:pass' });
    const trial = trialTo(port, { kind: 'fixed', url: proxy.url, username: 'relay', password: 'pass' });
    const name = `${host}:${port}`;

    expect(await trial.list()).toEqual([
      {
        host: name,
        side: 'cxone',
        proxy: `127.0.0.1:${proxy.port}`,
        isSecure: false,
        signsIn: true,
        trustsProxy: false,
      },
    ]);
    expect(await outcomes(trial, name)).toEqual([
      ['reach_proxy', 'ok', null, `127.0.0.1:${proxy.port}`],
      ['tunnel', 'ok', null, name],
      ['tls', 'ok', null, null],
      ['answer', 'ok', null, 'HTTP 404'],
    ]);
  });

  it('goes straight where there is no proxy', async () => {
    const port = await startServer(host);
    const steps = await outcomes(trialTo(port, 'direct'), `${host}:${port}`);
    expect(steps.map(([step, outcome]) => [step, outcome])).toEqual([
      ['tls', 'ok'],
      ['answer', 'ok'],
    ]);
  });

  it('says which step failed, and leaves the others', async () => {
    const port = await startServer('other.example.com');
    const name = `${host}:${port}`;
    const wants = await startProxy({ account: 'relay:pass' });
    const lets = await startProxy();
    const gone = await startConnectProxy();
    await gone.stop();

    expect(await outcomes(trialTo(port, { kind: 'fixed', url: gone.url }), name)).toEqual([
      ['reach_proxy', 'failed', 'PROXY_UNREACHABLE', `127.0.0.1:${gone.port}`],
      ['tunnel', 'not_tried', null, null],
      ['tls', 'not_tried', null, null],
      ['answer', 'not_tried', null, null],
    ]);
    expect((await outcomes(trialTo(port, { kind: 'fixed', url: wants.url }), name))[1]).toEqual([
      'tunnel',
      'failed',
      'PROXY_AUTHENTICATION',
      `127.0.0.1:${wants.port}`,
    ]);
    expect((await outcomes(trialTo(port, { kind: 'fixed', url: lets.url }), name))[2]).toEqual([
      'tls',
      'failed',
      'TARGET_CERTIFICATE_REFUSED',
      name,
    ]);
  });

  it('goes to no host that is not listed', async () => {
    const trial = trialTo(9, 'direct');
    await expect(trial.try('evil.example.com')).rejects.toMatchObject({ code: 'TARGET_FORBIDDEN' });
  });
});

describe('a leg whose proxy fails', () => {
  it.each([
    ['proxy_refused', 'HTTP 502', 'PROXY_REFUSED'],
    ['proxy_authentication', 'HTTP 407', 'PROXY_AUTHENTICATION'],
    ['proxy_unreachable', 'ECONNREFUSED', 'PROXY_UNREACHABLE'],
    ['tls', 'ECONNRESET', 'WECHAT_UNREACHABLE'],
  ] as const)('%s: %s is shown as %s', (reason, cause, code) => {
    const outcome = { ok: false as const, reason, cause, isThisComputer: false, proxy: 'p.example.com:8080' };
    const isProxys = code.startsWith('PROXY_');
    expect(judgeHost('wechat_host', outcome, { host: 'api.weixin.qq.com', networkUp: true })).toMatchObject({
      code,
      platformCode: cause,
      value: isProxys ? 'p.example.com:8080' : 'api.weixin.qq.com',
    });
  });
});
