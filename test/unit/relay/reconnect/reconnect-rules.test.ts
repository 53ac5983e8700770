import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelSnapshot, Leg, LegStatus } from '#shared/domain/channel.ts';
import type { ProbeResult } from '#shared/domain/health.ts';
import { ReconnectPhase, type RungName } from '#shared/domain/reconnect.ts';
import {
  blockingOf,
  guideOf,
  mayFollow,
  nextStep,
  rungOrder,
  troublesOf,
  unprovenOf,
  type Trouble,
  type TroubleKind,
} from '#relay/reconnect/reconnect-rules.ts';
import { aSnapshot } from './fake-watch.ts';

const kinds: readonly TroubleKind[] = ['refused', 'waits', 'elsewhere', 'passing', 'doubt'];
const trouble = (kind: TroubleKind, code: Trouble['code'] = 'CXONE_UNREACHABLE'): Trouble => ({
  leg: 'cxoneOut',
  code,
  platformCode: null,
  value: null,
  kind,
});
const anyTroubles = fc.array(
  fc.constantFrom(...kinds).map((kind) => trouble(kind)),
  { maxLength: 6 },
);
const anyTried = fc.subarray([...rungOrder]).map((names) => new Set<RungName>(names));
const step = (troubles: readonly Trouble[], tried: readonly RungName[], doubtsShown = false) =>
  nextStep({ troubles, tried: new Set(tried), doubtsShown });

describe('the ladder', () => {
  it('climbs rung by rung while what fails may pass, then asks', () => {
    const tried: RungName[] = [];
    for (const rung of rungOrder) {
      expect(step([trouble('passing')], tried)).toEqual({ kind: 'climb', rung });
      tried.push(rung);
    }
    expect(step([trouble('passing')], tried)).toEqual({ kind: 'ask' });
  });

  it('asks at once when the other side refused, whatever else fails', () => {
    expect(step([trouble('passing'), trouble('refused')], ['recheck'])).toEqual({ kind: 'ask' });
  });

  it('asks at once when only the other side can call', () => {
    expect(step([trouble('elsewhere')], ['recheck'])).toEqual({ kind: 'ask' });
  });

  it('shows a doubt once and then goes on', () => {
    expect(step([trouble('doubt')], ['recheck'])).toEqual({ kind: 'ask' });
    expect(step([trouble('doubt')], ['recheck'], true)).toEqual({ kind: 'verify' });
  });

  it('property: checks first, never twice the same, never verifies what fails, never asks for what may still pass', () => {
    fc.assert(
      fc.property(anyTroubles, anyTried, fc.boolean(), (troubles, tried, doubtsShown) => {
        const next = nextStep({ troubles, tried, doubtsShown });
        if (!tried.has('recheck')) {
          expect(next).toEqual({ kind: 'climb', rung: 'recheck' });
          return;
        }
        const blocking = blockingOf(troubles);
        if (next.kind === 'climb') {
          expect(tried.has(next.rung)).toBe(false);
          expect(blocking.some(({ kind }) => kind === 'passing')).toBe(true);
          expect(blocking.some(({ kind }) => kind === 'refused')).toBe(false);
        }
        if (next.kind === 'verify') expect(blocking).toEqual([]);
        const isCalm = blocking.some(({ kind }) => kind === 'waits');
        if (isCalm && next.kind === 'climb') expect(next.rung).toBe('new_connection');
      }),
    );
  });

  it('property: ends after at most four rungs', () => {
    fc.assert(
      fc.property(fc.array(anyTroubles, { minLength: 5, maxLength: 5 }), (rounds) => {
        const tried = new Set<RungName>();
        for (const troubles of rounds) {
          const next = nextStep({ troubles, tried, doubtsShown: true });
          if (next.kind !== 'climb') return;
          tried.add(next.rung);
        }
        throw new Error('climbed five times');
      }),
    );
  });
});

describe('phases', () => {
  it('property: no way to done that skips verifying and catching up; ends are ends', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ReconnectPhase.options), { maxLength: 30 }), (wanted) => {
        let phase: ReconnectPhase = 'laddering';
        const way: ReconnectPhase[] = [phase];
        for (const next of wanted) {
          if (!mayFollow(phase, next)) continue;
          if (next !== phase) way.push(next);
          phase = next;
        }
        const at = way.indexOf('done');
        if (at >= 0) expect(way.slice(at - 2)).toEqual(['verifying', 'catching_up', 'done']);
        const held = way.indexOf('paused');
        if (held >= 0) expect(way.slice(held - 2)).toEqual(['verifying', 'catching_up', 'paused']);
      }),
      { numRuns: 2_000 },
    );
  });
});

const now = 1_000_000;
const fault = (code: Trouble['code'], more: Partial<NonNullable<LegStatus['fault']>> = {}): LegStatus => ({
  proof: null,
  fault: { since: now, at: now, code, platformCode: '1', value: null, count: 1, nextTryAt: now, ...more },
});
const view = (legs: Partial<Record<Leg, LegStatus>>, more: Partial<ChannelSnapshot> = {}, probes: ProbeResult[] = []) =>
  ({ snapshot: { ...aSnapshot(legs), ...more }, probes, checkedFrom: now, repairedFrom: null }) as const;
const probe = (more: Partial<ProbeResult>): ProbeResult => ({
  name: 'wechat_callback_check',
  leg: 'wechatIn',
  outcome: 'warning',
  at: now,
  durationMs: 1,
  code: 'WECHAT_CALLBACK_UNREACHABLE',
  platformCode: null,
  value: null,
  nextAt: null,
  ...more,
});

describe('what stands in the way', () => {
  it.each([
    ['a refusal only a person can mend', 'wechatOut', 'WECHAT_IP_NOT_LISTED', { nextTryAt: null }, 'refused'],
    ['a line that is down', 'cxoneOut', 'CXONE_UNREACHABLE', {}, 'passing'],
    ['a limit that is counted elsewhere', 'wechatOut', 'WECHAT_RATE_LIMITED', {}, 'waits'],
    ['an approval under way', 'wechatOut', 'WECHAT_IP_CONFIRM_PENDING', {}, 'waits'],
    ['a wrong signature on a push', 'wechatIn', 'WECHAT_SIGNATURE_MISMATCH', {}, 'elsewhere'],
    ['wrong credentials of a Box call', 'cxoneIn', 'BOX_CREDENTIALS_WRONG', { nextTryAt: null }, 'refused'],
  ] as const)('%s', (_what, leg, code, more, kind) => {
    expect(troublesOf(view({ [leg]: fault(code, more) }))).toMatchObject([{ leg, code, kind, platformCode: '1' }]);
  });

  it('comes gravest first', () => {
    const troubles = troublesOf(
      view({
        wechatIn: fault('WECHAT_SIGNATURE_MISMATCH'),
        wechatOut: fault('WECHAT_SECRET_INVALID', { nextTryAt: null }),
      }),
    );
    expect(troubles.map(({ leg }) => leg)).toEqual(['wechatOut', 'wechatIn']);
  });

  it('is not what our newest checks did not find any more', () => {
    expect(troublesOf(view({ wechatOut: fault('WECHAT_API_FORBIDDEN', { at: now - 1, nextTryAt: null }) }))).toEqual(
      [],
    );
  });

  it('is not what the other side showed before somebody repaired it', () => {
    const legs = { wechatIn: fault('WECHAT_AESKEY_MISMATCH', { at: now - 1, nextTryAt: null }) };
    expect(troublesOf(view(legs))).toHaveLength(1);
    expect(troublesOf({ ...view(legs), repairedFrom: now })).toEqual([]);
  });

  it('is named by a probe where no leg has a fault; a doubt gives way to what really came', () => {
    const legs = (at: number) => ({ wechatIn: { proof: { at, strength: 'message' as const }, fault: null } });
    expect(troublesOf(view(legs(now - 1), {}, [probe({})]))).toMatchObject([{ kind: 'doubt' }]);
    expect(troublesOf(view(legs(now + 1), {}, [probe({})]))).toEqual([]);
    expect(troublesOf(view({}, {}, [probe({ code: 'WECHAT_QUOTA_LOW' })]))).toEqual([]);
    expect(troublesOf(view({}, {}, [probe({ outcome: 'cannot_tell', code: 'CHECK_CANNOT_TELL' })]))).toEqual([]);
  });

  it('is not a failed probe of what may pass, when a call went through since; a refusal stays', () => {
    const legs = (at: number) => ({ wechatOut: { proof: { at, strength: 'own_check' as const }, fault: null } });
    const failed = (code: Trouble['code']) => probe({ name: 'wechat_host', leg: 'wechatOut', outcome: 'failed', code });
    const passing = failed('WECHAT_UNREACHABLE');
    expect(troublesOf(view(legs(now), {}, [passing]))).toMatchObject([{ kind: 'passing', leg: 'wechatOut' }]);
    expect(troublesOf(view(legs(now + 1), {}, [passing]))).toEqual([]);
    expect(troublesOf(view(legs(now + 1), {}, [failed('WECHAT_IP_NOT_LISTED')]))).toMatchObject([{ kind: 'refused' }]);
  });

  it.each(['stopped', 'not_configured'] as const)('is that the channel is %s', (kind) => {
    const state = { ...aSnapshot().state, kind };
    expect(troublesOf(view({}, { state }))).toMatchObject([{ kind: 'refused', leg: null }]);
  });
});

describe('the guide', () => {
  const addresses = {
    callbackUrl: 'https://relay.example/wechat/tulip',
    boxUrl: 'https://relay.example/integration/box',
  };

  it('names each cause once, with the value that helps', () => {
    const listed: Trouble = { ...trouble('refused', 'WECHAT_IP_NOT_LISTED'), leg: 'wechatOut', value: '203.0.113.9' };
    const callback: Trouble = { ...trouble('elsewhere', 'WECHAT_CALLBACK_NOT_SET'), leg: 'wechatIn' };
    const box: Trouble = { ...trouble('doubt', 'BOX_NOT_CALLED_YET'), leg: 'cxoneIn' };
    expect(guideOf([listed, listed, callback, box], addresses)).toEqual([
      { code: 'WECHAT_IP_NOT_LISTED', leg: 'wechatOut', value: '203.0.113.9', done: false },
      { code: 'WECHAT_CALLBACK_NOT_SET', leg: 'wechatIn', value: addresses.callbackUrl, done: false },
      { code: 'BOX_NOT_CALLED_YET', leg: 'cxoneIn', value: addresses.boxUrl, done: false },
    ]);
  });

  it('keeps what is done, as done, and takes it back when it applies again', () => {
    const one = trouble('refused', 'CXONE_CREDENTIALS_REFUSED');
    const first = guideOf([one], addresses);
    const second = guideOf([], addresses, first);
    expect(second).toMatchObject([{ code: 'CXONE_CREDENTIALS_REFUSED', done: true }]);
    expect(guideOf([one], addresses, second)).toMatchObject([{ code: 'CXONE_CREDENTIALS_REFUSED', done: false }]);
  });
});

describe('what nobody can do anything about', () => {
  it('is named while it stands, and never told as done', () => {
    const addresses = { callbackUrl: null, boxUrl: null };
    const unknown: Trouble = { ...trouble('passing', 'WECHAT_OUTCOME_UNKNOWN'), leg: 'wechatOut' };
    const first = guideOf([unknown], addresses);
    expect(first).toMatchObject([{ code: 'WECHAT_OUTCOME_UNKNOWN', done: false }]);
    expect(guideOf([], addresses, first)).toEqual([]);
  });
});

describe('legs without a proof that counts', () => {
  it('are those never seen to work, and the one the state still waits for', () => {
    const proof = { at: now, strength: 'message' } as const;
    const proven = { proof, fault: null };
    const legs = { wechatIn: proven, wechatOut: proven, cxoneOut: proven, cxoneIn: { proof: null, fault: null } };
    expect(unprovenOf(aSnapshot(legs))).toMatchObject([{ leg: 'cxoneIn', code: 'BOX_NOT_CALLED_YET' }]);
    const waiting = aSnapshot({ ...legs, cxoneIn: proven });
    expect(unprovenOf({ ...waiting, state: { ...waiting.state, kind: 'verifying', leg: 'wechatIn' } })).toMatchObject([
      { leg: 'wechatIn', code: 'NO_PROOF_YET' },
    ]);
    expect(unprovenOf(waiting)).toEqual([]);
  });
});
