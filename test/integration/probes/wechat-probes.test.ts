import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import type { ProbeName } from '#shared/domain/health.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createTestAuthority } from '#test/integration/outbound/test-certificates.ts';
import { startProbeRelay, type ProbeRelay } from './probe-relay.ts';

const never = new AbortController().signal;
const dayMs = 86_400_000;

/** The system's clock; a test may push its steady half on. */
const pushed = { ms: 0 };
const clock: Clock = {
  now: () => systemClock.now(),
  monotonic: () => systemClock.monotonic() + pushed.ms,
  after: (delayMs, run) => systemClock.after(delayMs, run),
};

let relay: ProbeRelay;

beforeEach(async () => {
  pushed.ms = 0;
  relay = await startProbeRelay({ clock });
});

afterEach(async () => {
  await relay.stop();
});

const key = () => relay.channel.id;
const cause = (fault: string, options?: Record<string, unknown>) =>
  relay.wechat.faults.set({ fault, target: key(), options });
const calls = (path: string) =>
  relay.wechat.accounts
    .get(key())
    .calls.list()
    .filter((call) => call.path === path).length;

describe('all probes against the simulated WeChat', () => {
  it('pass where all is well, and name what they saw', async () => {
    await relay.service.runAll(relay.id, never);
    const outcomes = Object.fromEntries(relay.service.results(relay.id).map(({ name, outcome }) => [name, outcome]));
    expect(outcomes).toEqual({
      wechat_host: 'passed',
      wechat_token: 'passed',
      wechat_api: 'passed',
      wechat_quota: 'passed',
      own_certificate: 'cannot_tell',
      wechat_callback_check: 'passed',
      callback_reach: 'passed',
      wechat_pushes: 'cannot_tell',
      clock: 'passed',
      cxone_host: 'passed',
      cxone_token: 'passed',
      cxone_channel: 'passed',
      box_token: 'cannot_tell',
      cxone_calls: 'cannot_tell',
    });
    expect(relay.result('wechat_quota').value).toBe('500000');
    expect(relay.result('wechat_pushes')).toMatchObject({
      code: 'NO_PROOF_YET',
      value: `${relay.world.publicUrl}/wechat/${relay.id}`,
    });
    // Our own request to the callback is no word of WeChat's.
    expect(relay.legs.take().sort()).toEqual([
      `${relay.id} cxoneOut proof own_check`,
      `${relay.id} wechatIn proof own_check`,
      `${relay.id} wechatOut proof own_check`,
    ]);
    expect(relay.intake.pushes).toEqual([]);
  });

  it.each([
    ['secretRevoked', {}, 'wechat_api', 'WECHAT_SECRET_INVALID', '40125', false],
    ['secretFrozen', {}, 'wechat_token', 'WECHAT_SECRET_FROZEN', '40243', false],
    ['appIdInvalid', {}, 'wechat_token', 'WECHAT_APPID_INVALID', '40013', false],
    ['ipNotListed', { ip: '203.0.113.77' }, 'wechat_token', 'WECHAT_IP_NOT_LISTED', '40164', false],
    ['ipConfirmation', { code: 89503 }, 'wechat_token', 'WECHAT_IP_CONFIRM_PENDING', '89503', false],
    ['ipConfirmation', { code: 89506 }, 'wechat_token', 'WECHAT_IP_CONFIRM_REFUSED', '89506', false],
    ['ipConfirmation', { code: 89507 }, 'wechat_token', 'WECHAT_IP_CONFIRM_REFUSED', '89507', false],
    ['tokenForbidden', {}, 'wechat_token', 'WECHAT_API_FORBIDDEN', '50004', false],
    ['accountFrozen', {}, 'wechat_token', 'WECHAT_ACCOUNT_FROZEN', '50007', false],
    ['apiForbidden', {}, 'wechat_api', 'WECHAT_API_FORBIDDEN', '48004', false],
    ['errcode', { code: 50002 }, 'wechat_token', 'WECHAT_ACCOUNT_FROZEN', '50002', false],
    [
      'errcode',
      { code: 40200, paths: ['/cgi-bin/get_api'] },
      'wechat_api',
      'WECHAT_PERMISSION_MISSING',
      '40200',
      false,
    ],
    [
      'errcode',
      { code: 48001, paths: ['/cgi-bin/get_api'] },
      'wechat_api',
      'WECHAT_PERMISSION_MISSING',
      '48001',
      false,
    ],
    ['quotaSpent', { paths: ['/cgi-bin/get_api'] }, 'wechat_api', 'WECHAT_QUOTA_EXHAUSTED', '45009', true],
    ['rateLimited', {}, 'wechat_token', 'WECHAT_RATE_LIMITED', '45011', true],
    ['systemBusy', {}, 'wechat_token', 'WECHAT_BUSY', '-1', true],
    ['html', {}, 'wechat_token', 'WECHAT_ANSWER_INVALID', 'HTTP 502', true],
  ] as const)('%s %j: %s says %s', async (fault, options, name, code, platformCode, retryable) => {
    // Revoking a secret strikes those who hold a token; the others meet it where they ask for one.
    if (fault === 'secretRevoked') await relay.tokens.current(never);
    relay.wechat.faults.set({ fault, target: '*', options });
    expect(await relay.probe(name)).toMatchObject({
      outcome: 'failed',
      code,
      platformCode,
      value: fault === 'ipNotListed' ? '203.0.113.77' : null,
    });
    expect(relay.legs.take()).toContain(`${relay.id} wechatOut fault ${code} ${retryable ? 'passing' : 'lasting'}`);
    if (!retryable && name === 'wechat_token') expect(relay.result('wechat_api').outcome).toBe('not_run');
    if (!retryable) expect(relay.result('wechat_quota').outcome).toBe('not_run');

    relay.wechat.faults.clear();
    relay.tokens.worked();
    // The token source pauses after failures; a person's check waits for a second of it.
    pushed.ms += 2_000;
    expect(await relay.probe(name)).toMatchObject({ outcome: 'passed' });
    expect(relay.result('wechat_api').outcome).toBe('passed');
  });

  it('a token replaced by another system is found out without forcing one, and passes with the new one', async () => {
    await relay.tokens.current(never);
    cause('tokenStolen');
    expect(await relay.probe('wechat_api')).toMatchObject({ outcome: 'passed' });
    cause('tokenStolen', { again: true });
    expect(await relay.probe('wechat_api')).toMatchObject({
      outcome: 'failed',
      code: 'WECHAT_TOKEN_REFUSED',
      platformCode: '40001',
    });
    expect(calls('/cgi-bin/clear_quota')).toBe(0);
  });

  it('a host that is gone stops the leg, and is the reason', async () => {
    await relay.wechat.stop();
    expect(await relay.probe('wechat_host')).toMatchObject({
      outcome: 'failed',
      code: 'WECHAT_UNREACHABLE',
      platformCode: 'ECONNREFUSED',
    });
    expect(relay.result('wechat_token').outcome).toBe('not_run');
    // Without WeChat nobody can say how it sees us.
    expect(relay.result('wechat_callback_check').outcome).toBe('cannot_tell');
    expect(relay.result('callback_reach').outcome).toBe('passed');
  });
});

describe('the quota', () => {
  const leave = (left: number) => {
    const { appId } = relay.channel.wechat;
    relay.wechat.quotas.leave(appId, '/cgi-bin/message/custom/send', left, systemClock.now());
  };

  it('is low, spent, and good again', async () => {
    leave(49_999);
    expect(await relay.probe('wechat_quota')).toMatchObject({
      outcome: 'warning',
      code: 'WECHAT_QUOTA_LOW',
      value: '49999',
    });
    expect(relay.legs.take()).toContain(`${relay.id} wechatOut warning WECHAT_QUOTA_LOW 49999`);
    leave(0);
    expect(await relay.probe('wechat_quota')).toMatchObject({
      outcome: 'failed',
      code: 'WECHAT_QUOTA_EXHAUSTED',
      value: '0',
    });
    expect(relay.legs.take()).toContain(`${relay.id} wechatOut fault WECHAT_QUOTA_EXHAUSTED passing`);
    leave(400_000);
    expect(await relay.probe('wechat_quota')).toMatchObject({ outcome: 'passed', value: '400000' });
    expect(relay.legs.take()).toContain(`${relay.id} wechatOut over WECHAT_QUOTA_EXHAUSTED`);
  });

  it('that cannot be asked for is no fault', async () => {
    cause('errcode', { code: 76021, paths: ['/cgi-bin/openapi'] });
    expect(await relay.probe('wechat_quota')).toMatchObject({ outcome: 'cannot_tell', platformCode: '76021' });
  });

  it('that shrinks while we send nothing, and no push comes, shows that pushes go elsewhere', async () => {
    pushed.ms += 11 * 60_000;
    leave(300_000);
    await relay.probe('wechat_quota');
    expect(relay.result('wechat_pushes').outcome).toBe('cannot_tell');
    leave(299_990);
    await relay.probe('wechat_quota');
    await expect
      .poll(async () => relay.probe('wechat_pushes'))
      .toMatchObject({ outcome: 'warning', code: 'WECHAT_PUSHES_STOPPED' });
    relay.wechat.customers.send(key(), relay.openId, { type: 'text', text: 'hello' });
    await expect.poll(() => relay.intake.pushes.length).toBe(1);
    expect(await relay.probe('wechat_pushes')).toMatchObject({ outcome: 'passed' });
    expect(relay.legs.take()).toContain(`${relay.id} wechatIn over WECHAT_PUSHES_STOPPED`);
  });
});

describe('the callback', () => {
  it('that is not set at WeChat is a fault with the address to enter', async () => {
    cause('callbackNotSet');
    expect(await relay.probe('wechat_callback_check')).toMatchObject({
      outcome: 'failed',
      code: 'WECHAT_CALLBACK_NOT_SET',
      platformCode: '40201',
      value: `${relay.world.publicUrl}/wechat/${relay.id}`,
    });
    expect(relay.result('callback_reach').outcome).toBe('not_run');
    expect(relay.legs.take()).toContain(`${relay.id} wechatIn fault WECHAT_CALLBACK_NOT_SET lasting`);
    relay.wechat.faults.clear();
    expect(await relay.probe('wechat_callback_check')).toMatchObject({ outcome: 'passed' });
    const told = relay.legs.take();
    expect(told).toContain(`${relay.id} wechatIn over WECHAT_CALLBACK_NOT_SET`);
    expect(told).toContain(`${relay.id} wechatIn proof own_check`);
  });

  it('whose name WeChat does not find is a warning', async () => {
    cause('callbackUnreachable');
    expect(await relay.probe('wechat_callback_check')).toMatchObject({
      outcome: 'warning',
      code: 'WECHAT_CALLBACK_UNREACHABLE',
    });
    expect(relay.legs.take()).toContain(
      `${relay.id} wechatIn warning WECHAT_CALLBACK_UNREACHABLE ${relay.world.publicUrl}/wechat/${relay.id}`,
    );
  });

  it('that cannot be reached from here says nothing, until it could be', async () => {
    const { publicUrl } = relay.world;
    relay.world.publicUrl = 'http://127.0.0.1:9';
    expect(await relay.probe('callback_reach')).toMatchObject({
      outcome: 'cannot_tell',
      code: 'CHECK_CANNOT_TELL',
      platformCode: 'ECONNREFUSED',
    });
    relay.world.publicUrl = publicUrl;
    expect(await relay.probe('callback_reach')).toMatchObject({ outcome: 'passed' });
    await relay.app.close();
    expect(await relay.probe('callback_reach')).toMatchObject({
      outcome: 'warning',
      code: 'WECHAT_CALLBACK_UNREACHABLE',
      platformCode: 'ECONNREFUSED',
      value: `${publicUrl}/wechat/${relay.id}`,
    });
  });

  it("is proven by WeChat's own verification, though we ask at the same time", async () => {
    await Promise.all([relay.service.runAll(relay.id, never), relay.wechat.verify(key())]);
    await relay.service.runAll(relay.id, never);
    const told = relay.legs.take().filter((line) => line.includes('wechatIn proof'));
    expect(told.filter((line) => line.endsWith('other_side'))).toHaveLength(1);
    expect(told.filter((line) => line.endsWith('own_check'))).toHaveLength(2);
  });
});

describe('pushes', () => {
  const send = (text: string) => relay.wechat.customers.send(key(), relay.openId, { type: 'text', text });

  it('that arrive are seen', async () => {
    send('hello');
    await expect.poll(() => relay.intake.pushes.length).toBe(1);
    const result = await relay.probe('wechat_pushes');
    expect(result).toMatchObject({ outcome: 'passed' });
    expect(Date.parse(result.value ?? '')).toBeGreaterThan(systemClock.now() - 10_000);
  });

  it('that are turned away and then stop: WeChat has stopped', async () => {
    relay.wechat.setRules({ retryIntervalMs: 10, markFailAfter: 3 });
    relay.intake.trouble = 'full';
    for (let count = 0; count < 6; count += 1) {
      send(`hello ${count}`);
      await expect.poll(() => relay.wechat.unsettledPushes()).toBe(0);
    }
    expect(relay.wechat.accounts.get(key()).pushes.withheld).toBe(3);
    pushed.ms += 25_000;
    expect(await relay.probe('wechat_pushes')).toMatchObject({ outcome: 'warning', code: 'WECHAT_PUSHES_STOPPED' });
    // After its minute WeChat tries again.
    relay.intake.trouble = 'none';
    relay.wechat.accounts.get(key()).markFailUntil = 0;
    send('again');
    await expect.poll(() => relay.intake.pushes.length).toBe(1);
    await expect.poll(() => relay.wechat.unsettledPushes()).toBe(0);
    expect(await relay.probe('wechat_pushes')).toMatchObject({ outcome: 'passed' });
  });

  it('signed with another token are counted elsewhere, and are no stop', async () => {
    cause('pushWrongToken');
    relay.wechat.setRules({ retryIntervalMs: 10, markFailAfter: 0 });
    for (let count = 0; count < 3; count += 1) send(`hello ${count}`);
    await expect.poll(() => relay.wechat.unsettledPushes()).toBe(0);
    pushed.ms += 60_000;
    expect(await relay.probe('wechat_pushes')).toMatchObject({ outcome: 'cannot_tell' });
    expect(relay.legs.refused.length).toBeGreaterThan(0);
  });
});

describe('this computer', () => {
  it('its clock and its certificate', async () => {
    relay.world.clockOffsetMs = 90_000;
    expect(await relay.probe('clock')).toMatchObject({ outcome: 'warning', code: 'CLOCK_WRONG', value: '90 s' });
    relay.world.clockOffsetMs = -400_000;
    expect(await relay.probe('clock')).toMatchObject({ outcome: 'failed', code: 'CLOCK_WRONG' });
    relay.world.clockOffsetMs = 0;
    const authority = createTestAuthority('Authority', {
      from: new Date(Date.now() - 90 * dayMs),
      to: new Date(Date.now() + 90 * dayMs),
    });
    const until = (to: number) =>
      authority.issue({ name: 'relay.example.com', to: new Date(Date.now() + to * dayMs) }).cert;
    for (const [days, outcome] of [
      [60, 'passed'],
      [5, 'warning'],
      [-1, 'failed'],
    ] as const) {
      relay.world.certificate = until(days);
      expect(await relay.probe('own_certificate')).toMatchObject({ outcome });
    }
    const rest: ProbeName[] = ['wechat_callback_check', 'callback_reach', 'wechat_pushes', 'clock'];
    expect(rest.map((name) => relay.result(name).outcome)).toEqual(rest.map(() => 'not_run'));
    const told = relay.legs.take();
    expect(told).toContain(`${relay.id} cxoneIn fault OWN_CERTIFICATE_EXPIRED lasting`);
    expect(told).toContain(`${relay.id} wechatIn over CLOCK_WRONG`);
  });
});
