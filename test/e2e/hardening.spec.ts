import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import fc from 'fast-check';
import { contentSecurityPolicy } from '#main/app/content-security-policy.ts';
import { fixedWebPreferences } from '#main/app/web-preferences.ts';
import { invokeNames } from '#main/preload/contract-names.ts';
import { relayHeapFlags } from '#main/relay-host/relay-heap.ts';
import { hasChromiumSandbox, projectRoot, type ConsoleApp } from './console-app.ts';
import { pidsOf } from './app-pids.ts';
import { expect, test } from './fixtures.ts';

/** A server outside that counts who comes: nobody may. */
let outside: Server;
let visits: string[];
let outsideUrl: string;

test.beforeAll(async () => {
  outside = createServer((request, response) => {
    visits.push(`${request.method} ${request.url}`);
    response.setHeader('access-control-allow-origin', '*');
    response.end('outside');
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  outsideUrl = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
});
test.afterAll(() => {
  outside.close();
  outside.closeAllConnections();
});
const refusalsIn = (app: ConsoleApp): unknown[] =>
  app
    .log()
    .filter(({ event }) => event === 'window.refused')
    .map(({ what }) => what);

test.beforeEach(() => {
  visits = [];
});

/** Calls the bridge as an injected script would. */
const call = (window: Page, name: unknown, input: unknown) =>
  window.evaluate(
    ([calledName, calledInput]) =>
      (window as unknown as { veerpont: { invoke(name: unknown, input: unknown): Promise<unknown> } }).veerpont.invoke(
        calledName,
        calledInput,
      ),
    [name, input] as const,
  );

test('the window runs with the fixed preferences and shows nothing but our own page', async ({ start }) => {
  const { electron, window } = await start();
  // Until the first page is there, a window has no address at all.
  await window.waitForURL(/^app:\/\/console\//u);
  const windows = await electron.evaluate(({ BrowserWindow, webContents }) => ({
    // Newer runtimes no longer tell.
    preferences: BrowserWindow.getAllWindows().map(
      ({ webContents: contents }) =>
        (
          contents as { getLastWebPreferences?(): Readonly<Record<string, unknown>> | null }
        ).getLastWebPreferences?.() ?? null,
    ),
    urls: webContents.getAllWebContents().map((contents) => contents.getURL()),
    pids: webContents.getAllWebContents().map((contents) => contents.getOSProcessId()),
  }));

  expect(windows.preferences).toHaveLength(1);
  const [preferences] = windows.preferences;
  if (preferences !== null && preferences !== undefined) {
    // Electron tells only some of them.
    const told = Object.entries(preferences).filter(([name]) => name in fixedWebPreferences);
    expect(told.map(([name]) => name)).toEqual(
      expect.arrayContaining(['sandbox', 'contextIsolation', 'nodeIntegration', 'webSecurity', 'webviewTag']),
    );
    expect(fixedWebPreferences).toMatchObject(Object.fromEntries(told));
  }
  for (const url of windows.urls) expect(url).toMatch(/^app:\/\/console\//u);
  if (process.platform !== 'linux') return;
  for (const pid of windows.pids) {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
    expect(command).toContain('--disable-blink-features=Auxclick');
    // 2: system calls are filtered.
    if (hasChromiumSandbox) expect(readFileSync(`/proc/${pid}/status`, 'latin1')).toMatch(/^Seccomp:\s+2$/mu);
    expect(command).not.toMatch(/node-integration|no-context-isolation|disable-web-security|enable-blink-features/u);
  }
});

test('the page scheme serves listed files under the policy, and nothing else', async ({ start }) => {
  const { electron } = await start();
  const answers = await electron.evaluate(
    async ({ session }, urls) => {
      const pageSession = session.fromPartition('console');
      return Promise.all(
        urls.map(async ([url, method]) => {
          try {
            const answer = await pageSession.fetch(url, { method });
            return {
              status: answer.status,
              policy: answer.headers.get('content-security-policy'),
              sniff: answer.headers.get('x-content-type-options'),
            };
          } catch {
            return { status: 0, policy: null, sniff: null };
          }
        }),
      );
    },
    [
      ['app://console/index.html', 'GET'],
      ['app://console/nothing.js', 'GET'],
      ['app://console/../package.json', 'GET'],
      ['app://console/%2e%2e/main/main.js', 'GET'],
      ['app://elsewhere/index.html', 'GET'],
      ['app://console/index.html', 'POST'],
      [outsideUrl, 'GET'],
    ] as [string, string][],
  );

  expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 404, 404, 403, 0]);
  const policy = answers[0]?.policy ?? '';
  expect(policy).toBe(contentSecurityPolicy(/'nonce-([\w-]+)'/u.exec(policy)?.[1] ?? ''));
  for (const answer of answers.slice(0, 6)) {
    expect(answer.policy).toContain("default-src 'none'");
    expect(answer.sniff).toBe('nosniff');
  }
  expect(visits).toEqual([]);
});

test('a walk through the pages breaks no rule of the policy', async ({ quiet }) => {
  const { window } = quiet.app;
  const reports: string[] = [];
  window.on('console', (message) => {
    if (/content security policy|trusted ?type/iu.test(message.text())) reports.push(message.text());
  });
  window.on('pageerror', (error) => reports.push(String(error)));
  await window.reload();
  await quiet.sandbox.newCustomerSays('canal', '<img src=x onerror=alert(1)> <script>alert(2)</script> & “quotes”');
  await window.getByRole('link', { name: 'Live traffic' }).click();
  await window.getByRole('table').getByRole('row').filter({ hasText: 'onerror' }).getByRole('link').first().click();
  await expect(window.getByRole('complementary', { name: 'Message' })).toContainText('<script>alert(2)</script>');
  await window.getByRole('link', { name: 'Settings' }).click();
  await window.getByRole('radio', { name: 'Dark' }).first().check({ force: true });
  await window.getByRole('link', { name: 'Overview', exact: true }).click();
  await expect(window.getByText('Canal Tours').first()).toBeVisible();

  expect(reports).toEqual([]);
  expect(await window.locator('script:not([src])').count()).toBe(0);
});

test('a script that got into the page reaches nothing', async ({ start }) => {
  const { window } = await start();
  const outcomes = await window.evaluate(async (target) => {
    // What runs inside evaluate() itself is excused from some of the policy; what runs later is not.
    await new Promise((resolve) => setTimeout(resolve, 0));
    const wsTarget = target.replace('http', 'ws');
    const attempts: Record<string, () => unknown> = {
      fetch: () => fetch(target),
      fetchOwnFile: () => fetch('app://console/index.html'),
      xhr: () =>
        new Promise((resolve, reject) => {
          const request = new XMLHttpRequest();
          request.onload = resolve;
          request.onerror = reject;
          request.open('GET', target);
          request.send();
        }),
      beacon: () => {
        if (!navigator.sendBeacon(target, 'x')) throw new Error('refused');
        return new Promise((_resolve, reject) => setTimeout(() => reject(new Error('queued only')), 300));
      },
      webSocket: () =>
        new Promise((resolve, reject) => {
          const socket = new WebSocket(wsTarget);
          socket.onopen = resolve;
          socket.onerror = reject;
        }),
      eventSource: () =>
        new Promise((resolve, reject) => {
          const source = new EventSource(target);
          source.onopen = resolve;
          source.onerror = reject;
        }),
      eval: () => (Reflect.get(globalThis, 'eval') as (text: string) => unknown)('1 + 1'),
      functionFromText: () => {
        const factory = Reflect.get(globalThis, 'Function') as unknown as new (text: string) => () => unknown;
        return new factory('return 1')();
      },
      timerFromText: () =>
        new Promise((resolve, reject) => {
          (globalThis as Record<string, unknown>)['fromText'] = false;
          setTimeout('globalThis.fromText = true' as unknown as () => void, 0);
          setTimeout(
            () =>
              (globalThis as Record<string, unknown>)['fromText'] === true
                ? resolve(1)
                : reject(new Error('did not run')),
            100,
          );
        }),
      worker: () =>
        new Promise((resolve, reject) => {
          const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
          worker.onmessage = resolve;
          worker.onerror = reject;
        }),
      ownWorker: () =>
        new Promise((resolve, reject) => {
          const worker = new Worker('app://console/assets/none.js');
          worker.onmessage = resolve;
          worker.onerror = reject;
        }),
      serviceWorker: () => navigator.serviceWorker.register('app://console/sw.js'),
      importData: () => import(/* @vite-ignore */ ['data:text/javascript', 'export default 1'].join(',')),
      importOutside: () => import(/* @vite-ignore */ `${target}/x.js`),
      innerHtml: () => ((document.createElement('div').innerHTML = '<b>x</b>'), 1),
      inlineScript: () =>
        new Promise((resolve, reject) => {
          (globalThis as Record<string, unknown>)['inline'] = false;
          const script = document.createElement('script');
          script.textContent = 'globalThis.inline = true';
          document.body.append(script);
          setTimeout(
            () =>
              (globalThis as Record<string, unknown>)['inline'] === true
                ? resolve(1)
                : reject(new Error('did not run')),
            100,
          );
        }),
      scriptOutside: () =>
        new Promise((resolve, reject) => {
          const script = document.createElement('script');
          script.onload = resolve;
          script.onerror = reject;
          script.src = `${target}/x.js`;
          document.body.append(script);
        }),
      policy: () => {
        const factory = (
          globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
        ).trustedTypes;
        return factory.createPolicy('veerpont-style', { createHTML: (text: string) => text });
      },
      picture: () =>
        new Promise((resolve, reject) => {
          const picture = new Image();
          picture.onload = resolve;
          picture.onerror = reject;
          picture.src = `${target}/pixel.png`;
        }),
      frame: async () => {
        const frame = document.createElement('iframe');
        frame.src = target;
        document.body.append(frame);
        await new Promise((resolve) => setTimeout(resolve, 500));
        throw new Error('told by the visits');
      },
      style: () =>
        new Promise((resolve, reject) => {
          const style = document.createElement('style');
          style.textContent = '#root { outline-offset: 77px }';
          document.head.append(style);
          const applied = getComputedStyle(document.getElementById('root') ?? document.body).outlineOffset === '77px';
          if (applied) resolve(1);
          else reject(new Error('not applied'));
        }),
      download: () => {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob(['x']));
        link.download = 'x.txt';
        link.click();
        throw new Error('told by the log');
      },
    };
    const reached: string[] = [];
    for (const [name, attempt] of Object.entries(attempts)) {
      const outcome = await Promise.race([
        (async () => attempt())().then(
          () => 'reached',
          () => 'refused',
        ),
        new Promise((resolve) => setTimeout(() => resolve('nothing happened'), 3_000)),
      ]);
      if (outcome === 'reached') reached.push(name);
    }
    return { reached, tried: Object.keys(attempts).length };
  }, outsideUrl);

  expect(outcomes.reached).toEqual([]);
  expect(outcomes.tried).toBeGreaterThan(20);
  expect(visits).toEqual([]);
});

test('there is no way out of the page', async ({ start }) => {
  const app = await start();
  const { electron, window } = app;
  await window.waitForURL(/^app:\/\/console\//u);
  const home = window.url();
  const targets = [
    outsideUrl,
    'file:///etc/passwd',
    'data:text/html,x',
    'javascript:document.title=1',
    'app://elsewhere/',
    'mailto:a@b.example',
    'vscode://x',
  ];
  for (const target of targets) {
    const opened = await window.evaluate(async (url) => {
      const child = globalThis.open(url, '_blank');
      const link = document.createElement('a');
      link.href = url;
      link.target = '_blank';
      document.body.append(link);
      link.click();
      link.target = '';
      link.click();
      try {
        location.href = url;
      } catch {
        // A scheme that Trusted Types refuse by throwing.
      }
      const form = document.createElement('form');
      form.action = url;
      form.method = 'post';
      document.body.append(form);
      form.submit();
      await new Promise((resolve) => setTimeout(resolve, 150));
      return child !== null;
    }, target);
    expect(opened, target).toBe(false);
    expect(window.url(), target).toBe(home);
  }
  const count = await electron.evaluate(({ webContents }) => webContents.getAllWebContents().length);

  expect(count).toBe(1);
  expect(visits).toEqual([]);
  expect(refusalsIn(app)).toEqual(expect.arrayContaining(['new window', 'frame navigation']));
});

test('a page that blanks itself is brought back, and no blank page is answered', async ({ start }) => {
  const app = await start();
  const { electron, window } = app;
  await window
    .evaluate(() => {
      location.href = 'about:blank';
    })
    .catch(() => undefined);

  await expect.poll(() => refusalsIn(app)).toContain('blank page');
  await expect.poll(() => window.url()).toBe('app://console/index.html');
  await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
  const reply = await electron.evaluate(async ({ BrowserWindow }) => {
    const [ours] = BrowserWindow.getAllWindows();
    return ours?.webContents.executeJavaScript("veerpont.invoke('settings.get', null)") as Promise<unknown>;
  });
  expect(reply).toMatchObject({ ok: true });
});

test('no permission is given', async ({ start }) => {
  const { window } = await start();
  const granted = await window.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'midi',
      'clipboard-read',
      'persistent-storage',
      'screen-wake-lock',
      'idle-detection',
      'accelerometer',
      'gyroscope',
      'magnetometer',
      'ambient-light-sensor',
      'background-sync',
      'background-fetch',
      'periodic-background-sync',
      'local-fonts',
      'window-management',
      'storage-access',
      'top-level-storage-access',
      'display-capture',
      'nfc',
      'payment-handler',
      'keyboard-lock',
      'pointer-lock',
      'fullscreen',
      'captured-surface-control',
      'speaker-selection',
      'local-network-access',
      'local-network',
      'loopback-network',
    ];
    const held: string[] = [];
    for (const name of names) {
      try {
        if ((await navigator.permissions.query({ name: name as PermissionName })).state === 'granted') held.push(name);
      } catch {
        // This runtime does not know that permission.
      }
    }
    const requests: Record<string, () => Promise<unknown>> = {
      notification: async () =>
        (await Notification.requestPermission()) === 'granted' || Promise.reject(new Error('denied')),
      media: () => navigator.mediaDevices.getUserMedia({ audio: true }),
      display: () => navigator.mediaDevices.getDisplayMedia(),
      clipboardRead: () => navigator.clipboard.readText(),
      position: () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      midi: () => navigator.requestMIDIAccess({ sysex: true }),
      persist: async () => (await navigator.storage.persist()) || Promise.reject(new Error('denied')),
    };
    for (const [name, ask] of Object.entries(requests)) {
      const outcome = await Promise.race([
        ask().then(
          () => 'given',
          () => 'refused',
        ),
        new Promise((resolve) => setTimeout(() => resolve('no answer'), 2_000)),
      ]);
      if (outcome === 'given') held.push(name);
    }
    return held;
  });

  expect(granted).toEqual([]);
});

test('the page finds the bridge and nothing of Node or Electron', async ({ start }) => {
  const { window } = await start();
  const found = await window.evaluate(() => ({
    bridge: Object.entries((window as unknown as { veerpont: object }).veerpont).map(
      ([name, value]) => `${name}: ${typeof value}`,
    ),
    globals: [
      'require',
      'process',
      'module',
      'global',
      'Buffer',
      '__dirname',
      'electron',
      'ipcRenderer',
      'setImmediate',
    ].filter((name) => name in window),
    frozen: (() => {
      try {
        Object.assign((window as unknown as { veerpont: object }).veerpont, { invoke: 1 });
      } catch {
        // What is expected.
      }
      return typeof (window as unknown as { veerpont: { invoke: unknown } }).veerpont.invoke;
    })(),
  }));

  expect(found).toEqual({ bridge: ['invoke: function', 'on: function'], globals: [], frozen: 'function' });
});

test('the main process answers wrong calls with a code and goes on', async ({ start }) => {
  const { window } = await start();
  const before = await call(window, 'settings.get', null);
  for (const name of ['no.such', '__proto__', 'constructor', '', 'settings.changed', 7, null]) {
    expect(await call(window, name, null)).toMatchObject({ ok: false, error: { code: 'IPC_UNKNOWN' } });
  }
  for (const input of [{ theme: 'sepia' }, 'dark', 7, null, [], { theme: { $ne: null } }]) {
    expect(await call(window, 'settings.change', input)).toMatchObject({ ok: false, error: { code: 'IPC_SCHEMA' } });
  }
  const odd = await window.evaluate(async () => {
    const { invoke } = (
      window as unknown as {
        veerpont: { invoke(name: string, input: unknown): Promise<{ ok: boolean; error?: { code: string } }> };
      }
    ).veerpont;
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    const codes: string[] = [];
    for (const input of [
      () => 1,
      Symbol('x'),
      cycle,
      new ArrayBuffer(50_000_000),
      new Proxy({}, {}),
      new Map([[1, 2]]),
      10n,
      new Error('x'),
      document.body,
    ]) {
      try {
        codes.push((await invoke('settings.change', input)).error?.code ?? 'accepted');
      } catch {
        codes.push('not sent');
      }
    }
    return codes;
  });
  // An object without the three settings changes nothing, whatever else it is.
  for (const code of odd) expect(['IPC_SCHEMA', 'not sent', 'accepted']).toContain(code);
  expect(await call(window, 'settings.get', null)).toEqual(before);
});

test('a thousand calls with arbitrary arguments crash nothing', async ({ start }) => {
  const { window, log } = await start();
  // What would change this computer, or ask a person by a dialog of the system, is not asked here; that it is refused with a
  // wrong input is.
  const harmless = invokeNames.filter(
    (name) =>
      !/openFolder|openDocument|restart|start|stop|exportConfiguration|exportRelayFile|readConfiguration|makeCertificate/u.test(
        name,
      ),
  );
  const inputs = fc.sample(fc.tuple(fc.constantFrom(...harmless, 'no.such'), fc.jsonValue()), {
    numRuns: 1_000,
    seed: 5,
  });
  const answers: unknown[] = [];
  for (let from = 0; from < inputs.length; from += 100) {
    answers.push(
      ...(await Promise.all(inputs.slice(from, from + 100).map(([name, input]) => call(window, name, input)))),
    );
  }

  expect(answers.every((answer) => typeof (answer as { ok?: unknown }).ok === 'boolean')).toBe(true);
  expect(log().filter(({ event }) => /uncaught|unhandled/u.test(event))).toEqual([]);
  await expect.poll(() => call(window, 'settings.get', null)).toMatchObject({ ok: true });
});

test('a flood of calls is cut off, and the window lives', async ({ start }) => {
  const { window } = await start();
  const codes = await window.evaluate(async () => {
    const { invoke } = (
      window as unknown as {
        veerpont: { invoke(name: string, input: unknown): Promise<{ ok: boolean; error?: { code: string } }> };
      }
    ).veerpont;
    const replies = await Promise.all(Array.from({ length: 5_000 }, () => invoke('settings.get', null)));
    return replies.map((reply) => (reply.ok ? 'ok' : (reply.error?.code ?? '?')));
  });

  expect(new Set(codes)).toEqual(new Set(['ok', 'IPC_RATE']));
  await expect.poll(() => call(window, 'settings.get', null)).toMatchObject({ ok: true });
});

test('a window that is not ours is not answered', async ({ start }) => {
  const { electron } = await start();
  const preloadFile = join(projectRoot, 'out', 'preload', 'preload.cjs');
  const reply = await electron.evaluate(async ({ BrowserWindow, session }, preload) => {
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true, contextIsolation: true, session: session.fromPartition('console') },
    });
    await stranger.loadURL('app://console/index.html');
    const answer: unknown = await stranger.webContents.executeJavaScript("veerpont.invoke('settings.get', null)");
    stranger.destroy();
    return answer;
  }, preloadFile);

  expect(reply).toMatchObject({ ok: false, error: { code: 'IPC_SENDER' } });
});

test('children get neither our environment nor secrets by the command line', async ({ start }) => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  const app = await start({
    withSandbox: true,
    env: { CANARY_SECRET: 'canary-8841', NODE_EXTRA_CA_CERTS: '/nowhere' },
  });
  await expect.poll(() => app.log().some(({ event }) => event === 'sandbox.connected')).toBe(true);
  const children = [...(await pidsOf(app, 'relay')), ...(await pidsOf(app, 'sandbox'))];
  const mainPid = await app.electron.evaluate(() => process.pid);

  expect(children).toHaveLength(2);
  for (const pid of children) {
    const environ = readFileSync(`/proc/${pid}/environ`, 'latin1');
    expect(environ).not.toMatch(/CANARY|NODE_|PATH=|HOME=/u);
    expect(readFileSync(`/proc/${pid}/cmdline`, 'latin1')).not.toMatch(/storeKey|clientSecret|canary/iu);
  }
  const relayCommand = readFileSync(`/proc/${children[0] ?? 0}/cmdline`, 'latin1');
  for (const flag of relayHeapFlags) expect(relayCommand).toContain(flag);
  expect(readFileSync(`/proc/${mainPid}/maps`, 'latin1')).not.toContain('libsql');
  expect(readFileSync(`/proc/${children[0] ?? 0}/maps`, 'latin1')).toContain('libsql');
});

test('everything kept on disk is for its owner only', async ({ quiet }) => {
  test.skip(process.platform === 'win32', 'permissions work otherwise there');
  const open: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isSymbolicLink()) continue;
      const path = join(folder, entry.name);
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat !== undefined && (stat.mode & 0o077) !== 0) open.push(`${path} ${(stat.mode & 0o777).toString(8)}`);
      if (entry.isDirectory()) visit(path);
    }
  };
  visit(quiet.app.folder);

  expect(open).toEqual([]);
});
