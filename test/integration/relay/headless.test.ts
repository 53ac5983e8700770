import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { independentPusher, textMessageXml } from '#test/fakes/independent-wechat.ts';
import { startRelayProcess, type RelayProcess } from '#test/fakes/relay-process.ts';

/** Asks until the answer is there; fails with what was seen last. */
async function eventually<T>(ask: () => T | Promise<T>, isThere: (value: T) => boolean, limitMs = 10_000): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const value = await ask();
    if (isThere(value)) return value;
    if (performance.now() > deadline) throw new Error(`still not there: ${JSON.stringify(value)}`);
    await pause(25);
  }
}

describe('the headless relay, driven by an independent WeChat library', () => {
  let folder = '';
  let sandbox: Sandbox;
  let relay: RelayProcess;
  let channel: Sandbox['relayConfig']['channels'][number];
  let openId = '';
  /** What the agent sees, newest last. */
  const seen: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'veerpont-headless-'));
    sandbox = await startSandbox({ seed: 'headless' });
    const config = { ...sandbox.relayConfig, storeKey: randomBytes(32).toString('base64') };
    relay = await startRelayProcess({ folder, config, environment: { VEERPONT_LOG_LEVEL: 'debug' } });
    await sandbox.connect(relay.urls);
    const [first] = config.channels;
    if (first === undefined) throw new Error('the sandbox has channels');
    channel = first;
    openId = sandbox.wechat.customers.follow(channel.id, { nickname: 'Independent', language: 'zh' }).openid;
    sandbox.cxone.messages.on((notice) => seen.push(notice.text));
  });

  afterAll(async () => {
    await relay.end('SIGKILL');
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const callback = () => `${relay.urls.wechat}/${channel.id}`;
  const pusher = () => independentPusher({ ...channel.wechat });
  const push = async (request: { query: string; body: string }) => {
    const answer = await fetch(`${callback()}?${request.query}`, { method: 'POST', body: request.body });
    return { status: answer.status, text: await answer.text() };
  };
  const textPush = (text: string, messageId: string, at?: number) =>
    pusher().securityPush(textMessageXml(channel.wechat.originalId, openId, text, messageId, at));
  const seenByAgent = (text: string) => seen.filter((one) => one === text);

  it('answers the URL verification with the echo, byte for byte', async () => {
    const answer = await fetch(`${callback()}?${pusher().verification('<b>4375120948345356249')}`);
    expect([answer.status, await answer.text()]).toEqual([200, '<b>4375120948345356249']);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/u);
  });

  it('brings a message built and encrypted elsewhere to the agent, unchanged', async () => {
    const text = '你好，我的包裹在哪里？ 😀👨‍👩‍👧 <b>&amp; "1e5" 007';
    expect(await push(textPush(text, '7597338240771457024'))).toEqual({ status: 200, text: 'success' });
    const messages = await eventually(
      () => seenByAgent(text),
      (found) => found.length > 0,
    );
    expect(messages).toHaveLength(1);
  });

  it('takes a repeat for what it is', async () => {
    const at = Date.now();
    const text = 'sent three times';
    for (let time = 0; time < 3; time += 1) {
      expect((await push(textPush(text, '7597338240771457025', at))).text).toBe('success');
    }
    await eventually(
      () => seenByAgent(text),
      (found) => found.length > 0,
    );
    await pause(300);
    expect(seenByAgent(text)).toHaveLength(1);
  });

  it('refuses a forgery, stores nothing of it, and says nothing about why', async () => {
    const forged = independentPusher({ ...channel.wechat, token: 'wrong-token' });
    const xml = textMessageXml(channel.wechat.originalId, openId, 'forged', '7597338240771457026');
    const answer = await push(forged.securityPush(xml));
    expect(answer).toEqual({ status: 401, text: 'Unauthorized' });
    await pause(300);
    expect(seenByAgent('forged')).toHaveLength(0);
  });

  it("carries the agent's reply to the end user, by both outbound versions, and reports that WeChat took it", async () => {
    await push(textPush('please answer', '7597338240771457027'));
    const thread = `${channel.wechat.originalId}:${openId}`;
    await eventually(
      () => sandbox.cxone.agents.find(thread),
      (found) => found !== undefined,
    );
    // The simulator has not seen this customer write: the pushes came from elsewhere.
    sandbox.wechat.setRules({ enforceReplyWindow: false });
    const taken: string[] = [];
    const reported: string[] = [];
    const stopReports = sandbox.cxone.outbound.on((notice) => {
      if (notice.kind === 'status') reported.push(notice.status.status);
    });
    const stopListening = sandbox.wechat.sends.on((notice) => {
      if (notice.kind === 'accepted') taken.push(notice.text);
    });
    for (const version of ['1.0', '2.0'] as const) {
      sandbox.cxone.agents.setReplyVersion(version);
      const text = `您的包裹明天到 (${version}) 😀`;
      expect(await sandbox.cxone.agents.reply(thread, text).settled).toMatchObject({ kind: 'accepted' });
      await eventually(
        () => taken.filter((one) => one === text),
        (found) => found.length === 1,
      );
    }
    await eventually(
      () => reported,
      (all) => all.length === 2,
    );
    expect(reported).toEqual(['delivered', 'delivered']);
    stopReports();
    stopListening();
  });

  it('prints exactly one line on standard output and no secret, text or openid in its log', () => {
    expect(relay.lines).toHaveLength(1);
    const log = relay.log();
    expect(log).not.toBe('');
    const { wechat } = channel;
    const secrets = [wechat.appSecret, wechat.token, wechat.encodingAesKey, openId, '包裹', 'please answer'];
    for (const secret of secrets) expect(log.includes(secret), secret).toBe(false);
  });

  it('shows health and metrics on the admin listener only', async () => {
    expect(await (await fetch(`${relay.urls.admin}/health/ready`)).json()).toEqual({ status: 'ready' });
    const metrics = await (await fetch(`${relay.urls.admin}/metrics`)).text();
    expect(metrics).toMatch(/^veerpont_messages_accepted \d+$/mu);
    for (const path of ['/health/live', '/health/ready', '/metrics']) {
      expect((await fetch(`${new URL(relay.urls.wechat).origin}${path}`)).status).toBe(404);
    }
  });

  it('keeps its folder to its owner, and no text readable in it', () => {
    const data = join(folder, 'data');
    expect(statSync(data).mode & 0o077).toBe(0);
    for (const name of readdirSync(data, { recursive: true, encoding: 'utf8' })) {
      const path = join(data, name);
      expect(statSync(path).mode & 0o077, name).toBe(0);
      if (!statSync(path).isDirectory())
        expect(readFileSync(path).includes(Buffer.from('please answer')), name).toBe(false);
    }
  });

  it('keeps a second relay out of the same folder, naming the one that has it', () => {
    const run = spawnSync(process.execPath, [
      fileURLToPath(new URL('../../../out/main/relay.js', import.meta.url)),
      ...['--config', join(folder, 'relay.json'), '--data', join(folder, 'data')],
    ]);
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stderr.toString().trim().split('\n').at(-1) ?? '')).toMatchObject({ code: 'STORE_LOCKED' });
  });

  it('stops cleanly on SIGTERM', async () => {
    expect(await relay.end('SIGTERM')).toBe(0);
  });
});

describe('the headless relay and a bad configuration', () => {
  it.each([
    ['no such file', null, 'CONFIG_NOT_FOUND'],
    ['not JSON', '{ "storeKey": ', 'CONFIG_NOT_JSON'],
    ['a wrong field', '{"storekey":"x"}', 'CONFIG_INVALID'],
  ])('%s: ends with one clear line and exit code 1', (_name, text, code) => {
    const folder = mkdtempSync(join(tmpdir(), 'veerpont-bad-'));
    const config = join(folder, 'relay.json');
    if (text !== null) writeFileSync(config, text);
    const program = fileURLToPath(new URL('../../../out/main/relay.js', import.meta.url));
    const run = spawnSync(process.execPath, [program, '--config', config, '--data', join(folder, 'data')]);
    rmSync(folder, { recursive: true });
    expect(run.status).toBe(1);
    expect(run.stdout.toString()).toBe('');
    const lines = run.stderr.toString().trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ code });
  });
});
