import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { startConnectProxy } from '#test/fakes/connect-proxy.ts';
import { axeProblems } from './axe-kit.ts';
import { expect, test } from './fixtures.ts';
import { isKept, keepSecret, open, panel, putInUse, type } from './setup-kit.ts';

const password = 'canary-proxy-password';

/** A port nobody listens on at this moment. */
function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Status of an answer of the relay, or null when nobody answers there. */
function answeredAt(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path: '/health/live', timeout: 2_000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? null);
    });
    asked.on('error', () => resolve(null));
    asked.on('timeout', () => asked.destroy());
    asked.end();
  });
}

const setHere = (window: Page, title: string): Locator =>
  panel(window, title).getByRole('radio', { name: /^(?:As set here|One of its own)/u });

/** Tests the first of the ways in use once the relay runs on it; answers with what came of each step. */
async function tested(window: Page, words: string): Promise<string> {
  const ways = panel(window, 'The ways in use');
  const first = ways.getByRole('list', { name: 'Hosts that are called' }).getByRole('listitem').first();
  await expect(first).toContainText(words);
  await first.getByRole('button', { name: /^Test the way to 127\.0\.0\.1/u }).click();
  const steps = ways.getByRole('list', { name: /^Steps of the test/u }).getByRole('listitem');
  await expect(steps.first()).toBeVisible();
  return (await steps.allInnerTexts()).join('\n');
}

/** The way to one host, as its own fields. */
const wayTo = (window: Page, host: string): Locator => window.getByRole('group', { name: host, exact: true });

test('where the relay listens is set in the window, each rule at its field', async ({ start }) => {
  const app = await start();
  const { window } = app;
  await window.setViewportSize({ width: 1280, height: 800 });
  await window.getByRole('button', { name: 'Begin to set up' }).click();
  await window.getByRole('button', { name: 'Keep until Veerpont closes' }).click();
  await expect(window.getByText('Relay running')).toBeVisible();
  await open(window, '/relay');
  const standing = panel(window, 'In use?');
  await expect(standing.getByText('in use as it stands')).toBeVisible();

  await test.step('what breaks a rule is not put in use, and nothing typed is lost', async () => {
    await setHere(window, 'Where the relay listens').check();
    await type(window, 'Port', '70000');
    await expect(window.getByText('A port is a whole number from 1 to 65535').first()).toBeVisible();
    await type(window, 'Address of this computer', '0.0.0.0');
    await setHere(window, 'Which way calls leave').check();
    await panel(window, 'Which way calls leave').getByRole('button', { name: 'Another host' }).click();
    await type(window, 'Host', 'api.weixin.qq.com');
    const way = wayTo(window, 'api.weixin.qq.com');
    await way.getByLabel('Way', { exact: true }).selectOption({ label: 'Through one proxy' });
    await type(way, 'Address of the proxy', 'http://relay:word@proxy.example.com:8080');
    await expect(way.getByText('holds no user name or password')).toBeVisible();
    await type(way, 'User name', 'relay');
    await standing.getByRole('button', { name: 'Put in use' }).click();
    await expect(standing.getByText('4 things are left to do:')).toBeVisible();
    await expect(way.getByText('A user name goes with a password')).toBeVisible();
    await isKept(window);
    await open(window, '');
    await open(window, '/relay');
    await expect(window.getByLabel('Port', { exact: true })).toHaveValue('70000');
    expect(await axeProblems(window, 'main')).toEqual([]);
    await way.getByRole('button', { name: /^Remove this way/u }).click();
  });

  const port = await freePort();
  await test.step('the relay answers at the port that was put in use', async () => {
    await type(window, 'Address of this computer', '127.0.0.1');
    await type(window, 'Port', String(port));
    await expect(window.getByRole('list', { name: 'What would change' })).toContainText(String(port));
    expect(await answeredAt(port)).toBeNull();
    await putInUse(window);
    await expect(panel(window, 'Runs now').getByText(`http://127.0.0.1:${port}`)).toBeVisible();
    expect(await answeredAt(port)).not.toBeNull();
  });

  await test.step('a port that another program has is refused at its field, and the relay runs on', async () => {
    const other = await startConnectProxy();
    try {
      await type(window, 'Port', String(other.port));
      await standing.getByRole('button', { name: 'Put in use' }).click();
      await expect(window.getByText('Another program listens here already').first()).toBeVisible();
      expect(await answeredAt(port)).not.toBeNull();
    } finally {
      await other.stop();
    }
  });

  await test.step('without anything set here it is as before', async () => {
    await panel(window, 'Where the relay listens').getByRole('radio', { name: 'Veerpont’s default' }).check();
    await putInUse(window);
    await expect.poll(() => answeredAt(port)).toBeNull();
  });
});

test('calls leave through a proxy that was set in the window, or as a PAC file says', async ({ start }) => {
  const fixed = await startConnectProxy({ account: `relay:${password}` });
  const byScript = await startConnectProxy();
  try {
    const app = await start({ withSandbox: true });
    const { window } = app;
    await window.setViewportSize({ width: 1280, height: 800 });
    await expect(window.getByText('Relay running')).toBeVisible();
    await open(window, '/relay');
    await setHere(window, 'Which way calls leave').check();
    await panel(window, 'Which way calls leave').getByRole('button', { name: '127.0.0.1', exact: true }).click();
    const way = wayTo(window, '127.0.0.1');

    await test.step('a fixed proxy, with its password', async () => {
      await way.getByLabel('Way', { exact: true }).selectOption({ label: 'Through one proxy' });
      await type(way, 'Address of the proxy', fixed.url);
      await type(way, 'User name', 'relay');
      await keepSecret(window, 'Password', password);
      await putInUse(window);
      const through = `through the proxy 127.0.0.1:${fixed.port}`;
      expect(await tested(window, through)).not.toMatch(/failed|not tried/u);
      expect(fixed.asked.length).toBeGreaterThan(0);
      expect(byScript.asked).toEqual([]);
    });

    await test.step('a PAC file', async () => {
      const script = join(app.folder, 'office.pac');
      writeFileSync(script, `function FindProxyForURL(url, host) { return 'PROXY 127.0.0.1:${byScript.port}'; }\n`);
      await way.getByLabel('Way', { exact: true }).selectOption({ label: 'As a PAC file says' });
      await type(way, 'PAC file', script);
      await putInUse(window);
      expect(await tested(window, 'office.pac')).not.toMatch(/failed|not tried/u);
      expect(byScript.asked.length).toBeGreaterThan(0);
    });

    expect(JSON.stringify(app.log())).not.toContain(password);
  } finally {
    await fixed.stop();
    await byScript.stop();
  }
});
