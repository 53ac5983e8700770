import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { startConnectProxy } from '#test/fakes/connect-proxy.ts';
import { startPacServer } from '#test/integration/outbound/pac-kit.ts';
import { createTestAuthority } from '#test/integration/outbound/test-certificates.ts';
import { newProfile, removeProfile, startConsole, type ConsoleApp } from './console-app.ts';
import { expect, test } from './fixtures.ts';

const wechat = 'api.weixin.qq.com';
const cxone = 'cxone.niceincontact.com';

interface Answer {
  readonly ok: boolean;
  readonly value?: unknown;
}

const invoke = (window: Page, name: string, input: unknown): Promise<Answer> =>
  window.evaluate(
    ([asked, given]) =>
      (window as unknown as { veerpont: { invoke(name: string, input: unknown): Promise<Answer> } }).veerpont.invoke(
        String(asked),
        given,
      ),
    [name, input],
  );

/** Somebody's host behind a proxy: whatever is asked for, it is this one. */
async function startHost() {
  const authority = createTestAuthority();
  const server = createServer(authority.issue({ name: wechat }), (_request, response) => response.writeHead(404).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const proxy = await startConnectProxy({
    onTunnel: (client: Socket) => {
      const host = connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        client.pipe(host).pipe(client);
      });
      host.on('error', () => client.destroy());
    },
  });
  return {
    ca: authority.cert,
    proxy,
    stop: async () => {
      await proxy.stop();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function stepsTo(app: ConsoleApp, host: string): Promise<readonly string[]> {
  const { value } = await invoke(app.window, 'setup.tryProxy', { host });
  const { steps } = value as { readonly steps: readonly { readonly step: string; readonly outcome: string }[] };
  return steps.map(({ step, outcome }) => `${step} ${outcome}`);
}

async function proxiesOf(app: ConsoleApp): Promise<Record<string, string | null>> {
  let ways: readonly { readonly host: string; readonly proxy: string | null }[] = [];
  await expect
    .poll(
      async () => {
        const { ok, value } = await invoke(app.window, 'setup.ways', null);
        if (ok) ways = value as typeof ways;
        return ok;
      },
      { message: 'the relay tells its ways', timeout: 20_000 },
    )
    .toBe(true);
  return Object.fromEntries(ways.map(({ host, proxy }) => [host, proxy]));
}

test("calls leave by the computer's own settings, and by a PAC file that the relay runs", async () => {
  const host = await startHost();
  const place = `127.0.0.1:${host.proxy.port}`;
  const pac = await startPacServer(
    `function FindProxyForURL(url, host) { return dnsDomainIs(host, '.weixin.qq.com') ? 'PROXY ${place}; DIRECT' : 'DIRECT'; }`,
  );
  const profile = newProfile();
  const storeKey = randomBytes(32).toString('base64');
  const config = (proxy: object): void => {
    const destinations = [{ host: wechat, ca: host.ca }];
    const file = { storeKey, integrations: [], channels: [], destinations, outbound: { proxy } };
    writeFileSync(join(profile, 'relay.json'), JSON.stringify(file));
  };
  try {
    config({ kind: 'system' });
    // What Chromium reads here as the settings of the computer.
    const bySystem = await startConsole({ profile, args: [`--proxy-pac-url=${pac.url}`] });
    try {
      expect(await proxiesOf(bySystem)).toEqual({ [wechat]: place, [cxone]: null });
      expect(await stepsTo(bySystem, wechat)).toEqual(['reach_proxy ok', 'tunnel ok', 'tls ok', 'answer ok']);
    } finally {
      await bySystem.close();
    }
    expect(new Set(host.proxy.asked)).toEqual(new Set([`${wechat}:443`]));

    config({ kind: 'pac', source: pac.url });
    const asked = pac.asked.length;
    const byFile = await startConsole({ profile });
    try {
      expect(await proxiesOf(byFile)).toEqual({ [wechat]: place, [cxone]: null });
      expect(await stepsTo(byFile, wechat)).toEqual(['pac ok', 'reach_proxy ok', 'tunnel ok', 'tls ok', 'answer ok']);
    } finally {
      await byFile.close();
    }
    expect(pac.asked.length).toBeGreaterThan(asked);
  } finally {
    await pac.stop();
    await host.stop();
    removeProfile(profile);
  }
});
