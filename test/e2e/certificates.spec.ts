import { rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { connect } from 'node:tls';
import type { Page } from 'playwright';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { encryptKey, OpensslAuthority, opensslFingerprint, type Pair } from '../integration/http/openssl-authority.ts';
import {
  answerRequest,
  askForToken,
  boxClient,
  boxHost,
  boxIntegration,
  bringNext,
  Caller,
  cxoneChannel,
  dropFiles,
  fileLine,
  freePort,
  inDays,
  intermediateOf,
  keepReplies,
  leaveOut,
  presentStep,
  searchFiles,
  serverPair,
  shownBy,
  startPlatforms,
  strayKey,
  strictCaller,
  tracesIn,
  tracesOfKey,
  wholePage,
  type Identity,
  type Trace,
} from './certificates-kit.ts';
import { newProfile, removeProfile, startConsole, type ConsoleApp } from './console-app.ts';
import { expect, test } from './fixtures.ts';
import { goTo } from './operations-kit.ts';

const passphrase = 'veertien wilde zwanen';
const keyPassphrase = 'zeven grijze ganzen';
const wrongPassphrase = 'acht grijze ganzen';
const san = `DNS:${boxHost},IP:127.0.0.1`;
const boxPlace = '/certificates/place/box';
const openPlace = '/certificates/place/open';
const titleOf = (code: ErrorCode): string => sentenceFor('en', code, null).title;

test.describe.serial('certificates are replaced in the window while CXone goes on calling', () => {
  let profile: string;
  let app: ConsoleApp;
  let window: Page;
  let ours: OpensslAuthority;
  let elsewhere: OpensslAuthority;
  let below: Pair;
  let belowElsewhere: Pair;
  let open: Pair;
  let expiring: Pair;
  let renewed: Pair;
  let unknownToCallers: Pair;
  let encryptedKey: string;
  let wrongKey: string;
  let cxone: Pair;
  let caller: Caller;
  let calls = 0;
  let platforms: Awaited<ReturnType<typeof startPlatforms>>;
  let boxPort: number;
  let openPort: number;
  let replies: () => Promise<readonly { name: string; text: string }[]>;
  const traces: Trace[] = [];
  const seenReplies: { name: string; text: string }[] = [];
  const asCxone = (): Identity => ({ cert: cxone.cert, key: cxone.key, ca: ours.cert });

  test.beforeAll(async () => {
    ours = new OpensslAuthority('Tulp certificate authority');
    elsewhere = new OpensslAuthority('Authority elsewhere');
    below = intermediateOf(ours, 'Tulp servers');
    belowElsewhere = intermediateOf(elsewhere, 'Servers elsewhere', ['nameConstraints=permitted;DNS:elders.example']);
    open = ours.issue({
      name: 'relay.tulp.example',
      purpose: 'serverAuth',
      san: 'DNS:relay.tulp.example',
      until: inDays(200),
    });
    expiring = ours.issue({ name: 'box-ends-soon', purpose: 'serverAuth', san, until: inDays(12.2) });
    renewed = serverPair(below, 'box-renewed', 397);
    unknownToCallers = serverPair(belowElsewhere, 'box-unknown', 397);
    encryptedKey = encryptKey(renewed, keyPassphrase);
    wrongKey = strayKey(ours.folder, 'another-server');
    cxone = ours.issue({ name: 'cxone.example.com', until: inDays(320) });
    for (const pair of [open, expiring, renewed, unknownToCallers, cxone]) {
      traces.push(...tracesOfKey(pair.keyFile, pair.key));
    }
    for (const words of [passphrase, keyPassphrase, wrongPassphrase]) {
      traces.push({ name: words, bytes: Buffer.from(words) });
    }
    // Of keys that the relay makes itself nothing else is known here.
    traces.push({ name: 'some private key', bytes: Buffer.from('PRIVATE KEY-----') });
    expect(searchFiles(ours.folder, traces).found.length, 'what is looked for would be found').toBeGreaterThan(10);
    profile = newProfile();
    [boxPort, openPort] = [await freePort(), await freePort()];
    platforms = await startPlatforms();
    writeRelayConfig(platforms.url);
    await begin('How should Veerpont keep its secrets?');
    await window.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await window.getByLabel('The same again').fill(passphrase);
    await window.getByRole('button', { name: 'Use this passphrase' }).click();
    await expect(window.getByRole('region', { name: 'Relay status' })).toContainText('Relay running');
    caller = new Caller(boxPort, asCxone());
  });

  // Playwright reads the first argument's pattern.
  test.afterEach(async ({}, info) => {
    if (info.status === info.expectedStatus) return;
    await info.attach('log', { path: join(profile, 'logs', 'veerpont.log') });
    await info.attach('output', { body: app.output(), contentType: 'text/plain' });
    await info.attach('page', { body: await window.locator('main').ariaSnapshot(), contentType: 'text/plain' });
  });

  test.afterAll(async () => {
    await caller.stop();
    await app.close();
    await platforms.stop();
    removeProfile(profile);
    ours.remove();
    elsewhere.remove();
  });

  async function begin(heading: string): Promise<void> {
    app = await startConsole({ profile });
    ({ window } = app);
    replies = await keepReplies(app);
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
    await expect(window.getByRole('heading', { name: heading })).toBeVisible();
  }

  /** One channel, so that there is something to stop. */
  function writeRelayConfig(url: string): void {
    const application = { clientId: 'a', clientSecret: 'b', accessKeyId: 'c', accessKeySecret: 'd' };
    const config = {
      allowPrivateTargets: true,
      listen: {
        public: { port: openPort, tls: { certFile: open.certFile, keyFile: open.keyFile } },
        box: {
          port: boxPort,
          publicUrl: `https://${boxHost}:${boxPort}`,
          tls: { certFile: expiring.certFile, keyFile: expiring.keyFile },
          clientCertificate: { mode: 'required', ca: { file: ours.certFile } },
        },
      },
      integrations: [
        {
          id: 'tulp',
          name: 'Tulp customer care',
          integrationId: boxIntegration,
          box: { ...boxClient, clientCertificates: [{ sha256: opensslFingerprint(cxone.certFile) }] },
          cxone: { issuer: url, apiBase: url, tenantId: '1', ...application },
        },
      ],
      channels: [
        {
          id: 'tulip',
          name: 'Tulip Store 郁金香',
          integration: 'tulp',
          cxoneChannelId: cxoneChannel,
          wechat: {
            appId: 'wx1a2b3c4d5e6f7a8b',
            originalId: 'gh_0a1b2c3d4e5f',
            appSecret: 'x',
            token: 'token',
            mode: 'plain',
            apiBase: url,
          },
        },
      ],
    };
    writeFileSync(join(profile, 'relay.json'), JSON.stringify(config), { mode: 0o600 });
  }

  /** For a reader of the documents; lies with the results of the run. */
  async function picture(name: string): Promise<void> {
    const notices = window.getByRole('button', { name: /^Hide/u });
    while ((await notices.count()) > 0) await notices.first().click();
    await window.screenshot({ path: test.info().outputPath(`${name}.png`) });
  }

  /** CXone stops calling; of all that it called until now nothing has failed. */
  async function pauseCaller(): Promise<void> {
    await caller.stop();
    expect(caller.failed).toEqual([]);
    calls += caller.answered;
  }

  const fileOf = (pair: Pair): string => opensslFingerprint(pair.certFile);
  const accepted = (): Promise<number> =>
    presentStep(window)
      .locator('dl > div')
      .filter({ hasText: 'Went on to a call' })
      .locator('dd')
      .textContent()
      .then(Number);

  test('the list says in words what ends, when, and what stops then', async () => {
    await window.getByRole('link', { name: /^Certificates/u }).click();
    const box = window.getByRole('region', { name: 'CXone’s replies come in here' });
    await expect(box).toContainText('12\u00a0days left');
    await expect(box.getByText('When it ends:').locator('..')).toContainText('agents’ replies do not come in');
    await expect(box.getByRole('link', { name: 'Tulip Store 郁金香' })).toBeVisible();
    await expect(box).toContainText(`in a file: ${expiring.certFile}`);
    const pushes = window.getByRole('region', { name: 'WeChat’s messages come in here' });
    await expect(pushes).toContainText('customers’ messages do not come in');
    await picture('certificates-list-light');
    expect(await shownBy(boxPort, asCxone())).toBe(fileOf(expiring));
  });

  test('each fault stands at its file, and nothing is stored until there is none', async () => {
    await goTo(window, boxPlace);
    await dropFiles(window, encryptedKey, renewed.certFile, below.certFile);
    await expect(fileLine(window, encryptedKey)).toContainText(titleOf('CERT_PASSPHRASE_NEEDED'));
    await window.getByLabel('Passphrase of the encrypted file').fill(wrongPassphrase);
    await window.getByRole('button', { name: 'Read with this passphrase' }).click();
    await expect(fileLine(window, encryptedKey)).toContainText(titleOf('CERT_PASSPHRASE_WRONG'));

    await leaveOut(window, encryptedKey);
    await leaveOut(window, below.certFile);
    await dropFiles(window, wrongKey, ours.certFile);
    await expect(fileLine(window, wrongKey)).toContainText(titleOf('CERT_KEY_MISMATCH'));
    await expect(fileLine(window, renewed.certFile)).toContainText(titleOf('CERT_INTERMEDIATE_MISSING'));
    await expect(window.getByText('An intermediate certificate is missing here')).toBeVisible();
    await expect(window.getByRole('button', { name: 'Store as the next one' })).toBeDisabled();
    await picture('certificates-import-faults-light');

    await leaveOut(window, wrongKey);
    await dropFiles(window, below.certFile, encryptedKey);
    await window.getByLabel('Passphrase of the encrypted file').fill(keyPassphrase);
    await window.getByRole('button', { name: 'Read with this passphrase' }).click();
    await expect(window.getByText(/^All of it is right/u)).toBeVisible();
    const chain = window.getByRole('region', { name: 'Certificate and chain' }).getByRole('listitem');
    await expect(chain).toHaveCount(3);
    await expect(chain.nth(0)).toContainText('private key is there and fits');
    await expect(chain.nth(1)).toContainText('Tulp servers');
    await expect(chain.nth(2)).toContainText('Tulp certificate authority');
    await window.getByRole('button', { name: 'Store as the next one' }).click();
    await expect(window.getByText(/^Stored as the next one/u)).toBeVisible();
    expect(await shownBy(boxPort, asCxone())).toBe(fileOf(expiring));
  });

  test('a trial says step by step that it would be taken, and nobody else sees it', async () => {
    await presentStep(window).getByRole('button', { name: 'Try it now' }).click();
    await expect(window.getByText(/^Passed /u)).toBeVisible();
    for (const step of [
      'Shown to a caller over TLS 1.2',
      'Shown to a caller over TLS 1.3',
      'Covers the names the outside uses',
      'Can be verified from what is sent',
      'Strangers without a certificate are still turned away',
    ]) {
      await expect(window.getByRole('listitem').filter({ hasText: step }).last()).toContainText('passed');
    }
    await picture('certificates-trial-light');
    expect(await shownBy(boxPort, asCxone())).toBe(fileOf(expiring));
  });

  test('put in use, callers see it from the next connection on, and no call fails', async () => {
    const step = presentStep(window);
    await step.getByRole('radio').first().check({ force: true });
    await step.getByRole('button', { name: 'Put in use' }).click();
    await expect(step).toContainText('While it is watched, it is taken back');
    expect(await shownBy(boxPort, asCxone())).toBe(fileOf(renewed));
    await expect.poll(() => caller.shown).toBe(fileOf(renewed));
    await expect.poll(accepted, 'connections that went on to a call').toBeGreaterThan(3);
    await expect(step).toContainText('Comes back if it must: the file of the configuration');
    await window.getByRole('button', { name: 'All is well: end the watch' }).click();
    await expect(window.getByText(/” is in use since /u)).toBeVisible();
    expect(caller.failed).toEqual([]);
  });

  test('one that callers refuse comes back by itself, and says so', async () => {
    await pauseCaller();
    const before = new Caller(boxPort, asCxone(), { opensNew: false });
    await expect.poll(() => before.answered, 'calls over a connection of before').toBeGreaterThan(5);
    await bringNext(window, unknownToCallers.keyFile, belowElsewhere.certFile, unknownToCallers.certFile);
    await presentStep(window).getByRole('button', { name: 'Try it now' }).click();
    await presentStep(window).getByRole('button', { name: 'Put in use all the same…' }).click();
    const dialog = window.getByRole('dialog');
    await dialog.getByRole('checkbox').check({ force: true });
    await dialog.getByRole('button', { name: 'Put in use', exact: true }).click();
    await expect(window.getByText('While it is watched, it is taken back')).toBeVisible();
    for (let count = 0; count < 3; count += 1) {
      const said = await strictCaller(boxPort, cxone, ours.certFile);
      expect(said).toContain('Authority elsewhere');
      expect(said).toContain('verify error');
    }

    await expect(window.getByText(/” was taken back by itself /u)).toBeVisible();
    await expect(window.getByText(titleOf('DESK_REFUSED_BY_CALLERS')).first()).toBeVisible();
    expect(await shownBy(boxPort, asCxone())).toBe(fileOf(renewed));
    before.openNew();
    await expect.poll(() => before.shown).toBe(fileOf(renewed));
    expect(before.failed).toEqual([]);
    caller = before;
    await goTo(window, '/incidents');
    await window.getByRole('radio', { name: 'Who did what' }).check({ force: true });
    const line = window.getByRole('row').filter({ hasText: 'An earlier certificate was put back by itself' });
    await expect(line).toContainText('Veerpont');
  });

  test('after a restart it is still in use, although the file of relay.json is gone', async () => {
    await pauseCaller();
    seenReplies.push(...(await replies()));
    await app.close();
    rmSync(expiring.certFile);
    rmSync(expiring.keyFile);
    await begin('Enter your passphrase');
    await window.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await window.getByRole('button', { name: 'Unlock' }).click();
    await expect(window.getByRole('region', { name: 'Relay status' })).toContainText('Relay running');
    expect(await shownBy(boxPort, asCxone())).toBe(fileOf(renewed));
    caller = new Caller(boxPort, asCxone());
    await goTo(window, boxPlace);
    await expect(window.getByRole('region', { name: 'In use now' })).toContainText('by Veerpont, brought in by');
  });

  test('a pair issued for CXone is shown once, is taken, and ends with its revocation', async () => {
    await goTo(window, '/certificates/cxone');
    await window.getByRole('button', { name: 'Make an authority of your own…' }).click();
    await window.getByLabel('Name of the authority').fill('Tulp for CXone');
    await window.getByRole('button', { name: 'Make it' }).click();
    await window.getByRole('button', { name: 'Issue a pair…' }).click();
    await window.getByLabel('Name in the certificate').fill('cxone-2027');
    await window.getByRole('button', { name: 'Issue and show' }).click();
    const shown = window.getByRole('dialog');
    const issued: Identity = {
      cert: await shown.getByLabel('Client certificate', { exact: true }).inputValue(),
      key: await shown.getByLabel('Private key', { exact: true }).inputValue(),
      ca: ours.cert,
    };
    traces.push(...tracesOfKey('the issued key', issued.key));
    await shown.getByRole('button', { name: 'Close' }).last().click();
    await shown.getByRole('button', { name: 'Close all the same' }).click();
    await expect(shown).toHaveCount(0);
    expect(tracesIn(Buffer.from(await wholePage(window)), traces)).toEqual([]);

    const agent = new Agent({ maxCachedSessions: 0 });
    expect(await askForToken(boxPort, issued, agent)).toMatchObject({ status: 200, hasToken: true });
    const stays = connect({ host: '127.0.0.1', port: boxPort, servername: boxHost, ...issued });
    let ended = false;
    stays.on('error', () => undefined).once('close', () => (ended = true));
    stays.resume().write(`GET /nothing HTTP/1.1\r\nhost: ${boxHost}:${boxPort}\r\n\r\n`);
    await expect.poll(() => stays.bytesRead, 'it is let in').toBeGreaterThan(0);
    expect(ended).toBe(false);
    await window.getByRole('button', { name: /^Revoke….*cxone-2027/u }).click();
    await window.getByRole('button', { name: 'Revoke it now' }).click();
    await expect.poll(() => ended, 'its open connection ends').toBe(true);
    await expect(askForToken(boxPort, issued, agent)).rejects.toThrow();
    expect(caller.failed).toEqual([]);
  });

  test('a key made here finds its certificate when the authority has answered', async () => {
    await goTo(window, openPlace);
    await window.getByRole('button', { name: 'Make a key and request…' }).click();
    await window.getByLabel('Name (CN)').fill('relay.tulp.example');
    await window.getByLabel('Host names and addresses it must cover').fill('relay.tulp.example\n127.0.0.1');
    await window.getByRole('button', { name: 'Make key and request' }).click();
    const request = await window.getByRole('region', { name: 'Text of the request' }).textContent();
    await window.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    const answer = answerRequest(below, 'answer', request ?? '', 300);

    await window.getByRole('button', { name: 'Bring the answer' }).click();
    await dropFiles(window, below.certFile, answer);
    await expect(window.getByText('its key was made here')).toBeVisible();
    await window.getByRole('button', { name: 'Store as the next one' }).click();
    await presentStep(window).getByRole('button', { name: 'Try it now' }).click();
    await presentStep(window).getByRole('button', { name: 'Put in use' }).click();
    await expect(window.getByText('While it is watched, it is taken back')).toBeVisible();
    expect(await shownBy(openPort, asCxone(), 'relay.tulp.example')).toBe(opensslFingerprint(answer));
    await expect(window.getByRole('region', { name: 'In use now' })).toContainText('key made here by');
  });

  test('no key and no passphrase lies in a file, the log or the page, nor in any answer but the one', async () => {
    await goTo(window, '/settings');
    await window.getByRole('radio', { name: 'Dark' }).first().check({ force: true });
    await goTo(window, '/certificates/time-line');
    await expect(window.getByRole('table', { name: 'When each certificate ends' })).toContainText('Tulp for CXone');
    await picture('certificates-timeline-dark');
    expect(tracesIn(Buffer.from(await wholePage(window)), traces)).toEqual([]);

    seenReplies.push(...(await replies()));
    const telling = seenReplies.filter(({ text }) => tracesIn(Buffer.from(text), traces).length > 0);
    expect(telling.map(({ name }) => name)).toEqual(['certificates.issueClient']);
    expect(new Set(seenReplies.map(({ name }) => name))).toContain('certificates.bring');

    await pauseCaller();
    console.log(JSON.stringify({ calls, failed: 0 }));
    expect(calls).toBeGreaterThan(100);
    // The log and what the program keeps; while it runs, and once it has ended.
    expect(searchFiles(profile, traces).found).toEqual([]);
    expect(tracesIn(Buffer.from(app.output()), traces)).toEqual([]);
    await app.close();
    const { files, found } = searchFiles(profile, traces);
    expect(files).toBeGreaterThan(10);
    expect(found).toEqual([]);
  });
});
