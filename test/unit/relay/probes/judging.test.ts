import { describe, expect, it } from 'vitest';
import type { CallOutcome } from '#relay/connectors/wechat/wechat-call.ts';
import { judgeCallbackCheck } from '#relay/connectors/wechat/probes/callback-check-probe.ts';
import { judgeReach } from '#relay/connectors/wechat/probes/callback-reach-probe.ts';
import { judgeQuota, readQuota } from '#relay/connectors/wechat/probes/wechat-quota-probe.ts';
import { judgeChannel } from '#relay/connectors/cxone/probes/cxone-probes.ts';
import { isCertificateFault } from '#relay/core/certificate-fault.ts';
import { inProbeOrder, probeRations } from '#relay/core/probe-ration.ts';
import type { HostOutcome } from '#relay/ports/host-check.ts';
import { judgeClock } from '#relay/probes/clock-probe.ts';
import { judgeHost } from '#relay/probes/host-probe.ts';
import { judgeCertificate } from '#relay/probes/own-certificate-probe.ts';
import { judgeBoxCalls, judgeBoxToken, judgePushes } from '#relay/probes/passing-probes.ts';
import { ProbeName } from '#shared/domain/health.ts';
import { createTestAuthority } from '#test/integration/outbound/test-certificates.ts';

const url = 'https://relay.example.com/wechat/tulip';
const answer = (body: Record<string, unknown>): CallOutcome => {
  const { errcode } = body;
  return {
    kind: 'answer',
    answer: { errcode: typeof errcode === 'number' ? errcode : null, errmsg: '', rid: null, body },
  };
};

describe('the ration', () => {
  it('has a leg and a pause for every probe, and asks WeChat no more often than agreed', () => {
    for (const name of ProbeName.options)
      expect(probeRations[name].againMs).toBeLessThanOrEqual(probeRations[name].everyMs);
    expect(probeRations.wechat_callback_check.againMs).toBe(10 * 60_000);
    expect(probeRations.wechat_quota.againMs).toBe(15 * 60_000);
    expect(probeRations.wechat_api.everyMs).toBe(24 * 60 * 60_000);
  });

  it('puts a host before its token, and a token before its call', () => {
    const names: ProbeName[] = [
      'wechat_quota',
      'cxone_channel',
      'wechat_api',
      'cxone_host',
      'wechat_token',
      'wechat_host',
    ];
    expect(names.sort(inProbeOrder).filter((name) => name.startsWith('wechat'))).toEqual([
      'wechat_host',
      'wechat_token',
      'wechat_api',
      'wechat_quota',
    ]);
  });
});

describe('a host', () => {
  const broken = (reason: Extract<HostOutcome, { ok: false }>['reason'], cause: string, isThisComputer = false) =>
    ({ ok: false, reason, cause, isThisComputer }) as const;
  const here = { host: 'api.example.com', networkUp: true };

  it.each([
    [broken('dns', 'ENOTFOUND'), 'WECHAT_UNREACHABLE', true],
    [broken('connect', 'ECONNREFUSED'), 'WECHAT_UNREACHABLE', true],
    [broken('timeout', 'timeout'), 'WECHAT_UNREACHABLE', true],
    [broken('tls', 'ECONNRESET'), 'WECHAT_UNREACHABLE', true],
    [broken('tls', 'CERT_HAS_EXPIRED'), 'TARGET_CERTIFICATE_REFUSED', true],
    [broken('forbidden_target', 'forbidden_target'), 'TARGET_FORBIDDEN', false],
  ] as const)('%o is %s', (outcome, code, retryable) => {
    const { cause: platformCode } = outcome;
    expect(judgeHost('wechat_host', outcome, here)).toEqual({
      outcome: 'failed',
      code,
      platformCode,
      value: 'api.example.com',
      retryable,
    });
  });

  it('without a network it is the network, but not for what runs on this computer', () => {
    const offline = { ...here, networkUp: false };
    const code = (outcome: HostOutcome) => judgeHost('cxone_host', outcome, offline).code;
    expect(code(broken('dns', 'EAI_AGAIN'))).toBe('NETWORK_DOWN');
    expect(code(broken('connect', 'ECONNREFUSED', true))).toBe('CXONE_UNREACHABLE');
    expect(code({ ok: true, secure: true })).toBeNull();
  });

  it('tells a certificate that was read from a line that broke', () => {
    expect(isCertificateFault('ERR_TLS_CERT_ALTNAME_INVALID')).toBe(true);
    expect(isCertificateFault('ECONNRESET')).toBe(false);
    expect(isCertificateFault(null)).toBe(false);
  });
});

describe('the quota', () => {
  const quota = (left: number, limit = 500_000) => judgeQuota({ limit, used: limit - left, left });

  it.each([
    [500_000, 'passed', null],
    [50_000, 'passed', null],
    [49_999, 'warning', 'WECHAT_QUOTA_LOW'],
    [1, 'warning', 'WECHAT_QUOTA_LOW'],
    [0, 'failed', 'WECHAT_QUOTA_EXHAUSTED'],
  ] as const)('%d left: %s', (left, outcome, code) => {
    expect(quota(left)).toMatchObject({ outcome, code, value: String(left) });
  });

  it('is read only where it is there', () => {
    const figures = { daily_limit: 100, used: 40, remain: '60' };
    expect(readQuota({ errcode: 0, body: { quota: figures } })).toEqual({ limit: 100, used: 40, left: 60 });
    for (const body of [
      {},
      { quota: {} },
      { quota: { ...figures, remain: -1 } },
      { quota: { ...figures, daily_limit: 0 } },
    ]) {
      expect(readQuota({ errcode: 0, body })).toBeNull();
    }
    expect(readQuota({ errcode: 76021, body: { quota: figures } })).toBeNull();
  });
});

describe("WeChat's look at the callback", () => {
  const ping = (loss: string) => [{ ip: '203.0.113.7', from_operator: 'UNICOM', package_loss: loss, time: '23ms' }];
  const dns = [{ ip: '203.0.113.7', real_operator: 'UNICOM' }];

  it.each([
    [answer({ dns, ping: ping('0%') }), { outcome: 'passed', value: '203.0.113.7' }],
    [answer({ dns, ping: [] }), { outcome: 'passed' }],
    [answer({ dns, ping: ping('100%') }), { outcome: 'cannot_tell', code: 'CHECK_CANNOT_TELL', platformCode: 'ping' }],
    [answer({ dns: [], ping: ping('100%') }), { outcome: 'warning', code: 'WECHAT_CALLBACK_UNREACHABLE', value: url }],
    [
      answer({ errcode: 40201, errmsg: 'no url' }),
      { outcome: 'failed', code: 'WECHAT_CALLBACK_NOT_SET', value: url, retryable: false, platformCode: '40201' },
    ],
    [answer({ errcode: 40203 }), { outcome: 'cannot_tell', platformCode: '40203' }],
    [answer({ errcode: 48001 }), { outcome: 'cannot_tell', platformCode: '48001' }],
    [answer({ errcode: 0 }), { outcome: 'cannot_tell' }],
    [{ kind: 'throttled', retryAfterMs: null } as const, { outcome: 'cannot_tell', platformCode: 'HTTP 429' }],
    [
      { kind: 'transport', sentPhase: 'not_sent', reason: 'dns', cause: 'ENOTFOUND' } as const,
      { outcome: 'cannot_tell', platformCode: 'ENOTFOUND' },
    ],
  ])('%j', (outcome, expected) => {
    expect(judgeCallbackCheck(outcome, url)).toMatchObject(expected);
  });
});

describe('our own look at the callback', () => {
  it('means something only after it has worked', () => {
    expect(judgeReach('ECONNREFUSED', { url, workedBefore: false })).toMatchObject({
      outcome: 'cannot_tell',
      code: 'CHECK_CANNOT_TELL',
    });
    expect(judgeReach('ECONNREFUSED', { url, workedBefore: true })).toMatchObject({
      outcome: 'warning',
      code: 'WECHAT_CALLBACK_UNREACHABLE',
      value: url,
    });
    expect(judgeReach(null, { url, workedBefore: true }).outcome).toBe('passed');
  });
});

describe('the clock', () => {
  it.each([
    [0, 'passed', '0 s'],
    [-59_999, 'passed', '60 s'],
    [60_000, 'warning', '60 s'],
    [-299_999, 'warning', '300 s'],
    [300_000, 'failed', '300 s'],
  ] as const)('%d ms off: %s', (offsetMs, outcome, value) => {
    expect(judgeClock(offsetMs)).toMatchObject({
      outcome,
      value,
      code: outcome === 'passed' ? null : 'CLOCK_WRONG',
    });
  });

  it('cannot be judged before somebody told the time', () => {
    expect(judgeClock(null).outcome).toBe('cannot_tell');
  });
});

describe('our own certificate', () => {
  const day = 86_400_000;
  const now = Date.parse('2026-06-15T12:00:00Z');
  const authority = createTestAuthority('Authority', {
    from: new Date(now - 400 * day),
    to: new Date(now + 400 * day),
  });
  const until = (to: number, from = now - 30 * day) =>
    authority.issue({ name: 'relay.example.com', from: new Date(from), to: new Date(to) }).cert;

  it.each([
    ['good for a while', until(now + 60 * day), 'passed', null, '2026-08-14'],
    ['for exactly two weeks', until(now + 14 * day), 'passed', null, '2026-06-29'],
    ['ends soon', until(now + 14 * day - 1_000), 'warning', 'OWN_CERTIFICATE_EXPIRING', '2026-06-29'],
    ['ended', until(now - 1_000), 'failed', 'OWN_CERTIFICATE_EXPIRED', '2026-06-15'],
    ['not yet valid', until(now + 60 * day, now + day), 'cannot_tell', 'CHECK_CANNOT_TELL', '2026-08-14'],
    ['no certificate', 'nothing', 'cannot_tell', 'CHECK_CANNOT_TELL', null],
    [
      'a broken one',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      'cannot_tell',
      'CHECK_CANNOT_TELL',
      null,
    ],
  ])('%s', (_name, pem, outcome, code, value) => {
    expect(judgeCertificate(pem, now)).toMatchObject({ outcome, code, value });
  });

  it('the certificate of the chain that ends first counts', () => {
    const chain = `${until(now + 300 * day)}\n${until(now + 5 * day)}`;
    expect(judgeCertificate(chain, now)).toMatchObject({ outcome: 'warning', value: '2026-06-20' });
  });
});

describe('what passes by', () => {
  const at = Date.parse('2026-06-15T12:00:00Z');
  const known = { lastPushAt: at, callbackUrl: url };

  it('of pushes', () => {
    expect(judgePushes({ kind: 'ok' }, known)).toMatchObject({ outcome: 'passed', value: '2026-06-15T12:00:00.000Z' });
    // Nothing since the start, but before it.
    expect(judgePushes({ kind: 'silent' }, known).outcome).toBe('passed');
    expect(judgePushes({ kind: 'silent' }, { ...known, lastPushAt: null })).toMatchObject({
      outcome: 'cannot_tell',
      code: 'NO_PROOF_YET',
      value: url,
    });
    expect(judgePushes({ kind: 'slow', slowestMs: 4_640 }, known)).toMatchObject({
      outcome: 'warning',
      code: 'ANSWERS_SLOW',
      value: '4.6 s',
    });
    expect(judgePushes({ kind: 'stopped', after: 'failures' }, known)).toMatchObject({
      outcome: 'warning',
      code: 'WECHAT_PUSHES_STOPPED',
    });
  });

  it("of CXone's token and calls", () => {
    const box = 'https://relay.example.com/integration/box';
    const none = { outcome: 'cannot_tell', code: 'BOX_NOT_CALLED_YET', value: box };
    expect(judgeBoxToken({ issuedAt: null, usedAt: null }, box)).toMatchObject(none);
    expect(judgeBoxToken({ issuedAt: at, usedAt: null }, box)).toMatchObject(none);
    expect(judgeBoxToken({ issuedAt: at, usedAt: at }, box).outcome).toBe('passed');
    expect(judgeBoxCalls(null, box)).toMatchObject(none);
    expect(judgeBoxCalls(at, box)).toMatchObject({ outcome: 'passed', value: '2026-06-15T12:00:00.000Z' });
  });

  it("of CXone's channel", () => {
    const missing = { outcome: 'failed', code: 'CXONE_CHANNEL_MISSING', value: 'id', retryable: false };
    expect(judgeChannel({ ok: true, value: { isDeleted: false } }, 'id').outcome).toBe('passed');
    expect(judgeChannel({ ok: true, value: { isDeleted: true } }, 'id')).toMatchObject({
      ...missing,
      platformCode: 'isDeleted',
    });
    expect(judgeChannel({ ok: true, value: null }, 'id')).toMatchObject(missing);
  });
});
