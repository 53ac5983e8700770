import { describe, expect, it } from 'vitest';
import { ProofStrength } from '#shared/domain/channel.ts';
import { ProbeOutcome } from '#shared/domain/health.ts';
import { ReconnectPhase } from '#shared/domain/reconnect.ts';
import { headAction, valueToCopy } from '#renderer/features/channel/head-view.ts';
import { en } from '#renderer/i18n/en.ts';
import { probeLook, probeValue } from '#renderer/lib/describe/describe-probe.ts';
import { legOrder, strengthText } from '#renderer/lib/describe/describe-proof.ts';
import {
  endOf,
  isUnderWay,
  phaseLook,
  repeatsReason,
  rungStateText,
  runSteps,
  shownPhase,
} from '#renderer/lib/describe/describe-reconnect.ts';
import { pauseEnds } from '#renderer/lib/pause-ends.ts';
import { aChannel, hour, mixedChannels, present } from '../fake-data.ts';
import { aCatchUp, aRun } from '../fake-operations.ts';

describe('checks', () => {
  it('uses red for a failure alone: what cannot be told is grey', () => {
    expect(ProbeOutcome.options.filter((one) => probeLook(one).tone === 'bad')).toEqual(['failed']);
    expect(probeLook('cannot_tell').tone).toBe('idle');
    expect(new Set(ProbeOutcome.options.map((one) => probeLook(one).sign)).size).toBe(ProbeOutcome.options.length);
  });

  it('reads figures with their unit, and leaves anything else as it is', () => {
    expect(probeValue({ name: 'wechat_quota', value: '812' })).toEqual({ kind: 'calls', count: 812 });
    expect(probeValue({ name: 'clock', value: '-4200' })).toEqual({ kind: 'clock', offMs: -4_200 });
    expect(probeValue({ name: 'own_certificate', value: '2026-12-01T00:00:00Z' })?.kind).toBe('date');
    expect(probeValue({ name: 'cxone_calls', value: '2026-11-22T14:00:00Z' })?.kind).toBe('seen');
    expect(probeValue({ name: 'wechat_quota', value: 'many' })).toEqual({ kind: 'text', text: 'many' });
    expect(probeValue({ name: 'wechat_api', value: '203.0.113.24' })).toEqual({ kind: 'text', text: '203.0.113.24' });
    expect(probeValue({ name: 'clock', value: null })).toBeNull();
  });
});

describe('proofs', () => {
  it('has words for every strength of every leg', () => {
    for (const leg of legOrder) {
      for (const strength of [...ProofStrength.options, null]) {
        const key = strengthText(leg, strength).replace('strength.', '') as keyof typeof en.strength;
        expect(en.strength[key]).toBeTypeOf('string');
      }
    }
    expect(strengthText('cxoneIn', 'answered')).toBe('strength.answeredCxone');
  });
});

describe('a reconnect', () => {
  const states = (part: Parameters<typeof aRun>[0]): readonly string[] =>
    runSteps(aRun(part)).map(({ state }) => state);

  it('shows where it stands', () => {
    expect(states({ phase: 'laddering' })).toEqual(['now', 'open', 'open', 'open']);
    expect(states({ phase: 'catching_up' })).toEqual(['done', 'done', 'now', 'open']);
    expect(states({ phase: 'done' })).toEqual(['done', 'done', 'done', 'done']);
  });

  it('says how far it came when it failed', () => {
    expect(states({ phase: 'paused' })).toEqual(['done', 'failed', 'open', 'open']);
    expect(states({ phase: 'failed' })).toEqual(['failed', 'open', 'open', 'open']);
    expect(states({ phase: 'cancelled', catchUp: aCatchUp() })).toEqual(['done', 'done', 'failed', 'open']);
  });

  it('calls a rung not needed only where another one helped', () => {
    const waiting = { state: 'waiting', code: null } as const;
    const skipped = { state: 'skipped', code: null } as const;
    expect(rungStateText(waiting, endOf({ phase: 'laddering' }))).toBe('waiting');
    expect(rungStateText(waiting, endOf({ phase: 'done' }))).toBe('unneeded');
    expect(rungStateText(skipped, endOf({ phase: 'done' }))).toBe('unneeded');
    expect(rungStateText(waiting, endOf({ phase: 'cancelled' }))).toBe('untried');
    expect(rungStateText(skipped, endOf({ phase: 'failed' }))).toBe('untried');
    expect(rungStateText({ state: 'failed', code: null }, 'given_up')).toBe('brokenOff');
    expect(rungStateText({ state: 'failed', code: 'WECHAT_BUSY' }, 'given_up')).toBe('failed');
    expect(rungStateText({ state: 'skipped', code: 'WECHAT_BUSY' }, 'given_up')).toBe('skipped');
  });

  it('tells a reason once, not again for each rung that it kept from being tried', () => {
    const rung = { startedAt: null, endedAt: null, platformCode: null } as const;
    const failed = { ...rung, name: 'recheck', state: 'failed', code: 'WECHAT_IP_NOT_LISTED' } as const;
    const skipped = { ...rung, name: 'new_token', state: 'skipped', code: 'WECHAT_IP_NOT_LISTED' } as const;
    expect(repeatsReason(skipped, [failed, skipped])).toBe(true);
    expect(repeatsReason(failed, [failed, skipped])).toBe(false);
    expect(repeatsReason({ ...skipped, code: 'WECHAT_BUSY' }, [failed, skipped])).toBe(false);
  });

  it('waits for nobody while the relay goes on by itself', () => {
    expect(shownPhase({ phase: 'asking' }, true)).toBe('asking');
    expect(shownPhase({ phase: 'asking' }, false)).toBe('trying_on');
    expect(shownPhase({ phase: 'verifying' }, false)).toBe('verifying');
    expect(phaseLook('trying_on').tone).toBe('warn');
  });

  it('is under way until it has ended, in every phase', () => {
    const going = ReconnectPhase.options.filter((phase) => isUnderWay(aRun({ phase })));
    expect(going).toEqual(['laddering', 'asking', 'verifying', 'catching_up']);
    expect(isUnderWay(null)).toBe(false);
    expect(phaseLook('asking').tone).toBe('bad');
  });
});

describe('the one thing to do', () => {
  const [delta, tulip, canal, , polder, zee] = mixedChannels();

  it('fits the state, and is left to the reconnect while one is under way', () => {
    expect([delta, tulip, canal, polder, zee].map((one) => headAction(one ?? aChannel(), null))).toEqual([
      'check',
      'reconnect',
      'reconnect',
      'check',
      'start',
    ]);
    expect(headAction(aChannel({ state: { kind: 'not_configured' } }), null)).toBe('document');
    for (const code of ['CHANNEL_WAITS_FOR_CXONE', 'SETUP_SECRET_MISSING'] as const) {
      expect(headAction(aChannel({ state: { kind: 'not_configured', code } }), null)).toBe('set_up');
    }
    expect(headAction(tulip ?? aChannel(), aRun())).toBeNull();
  });

  it('gives the value that the fault named, and the callback address only where that is the cure', () => {
    expect(valueToCopy(tulip ?? aChannel())).toBe('203.0.113.24');
    const unlisted = aChannel({ state: { kind: 'action_required', code: 'WECHAT_IP_NOT_LISTED' } });
    expect(valueToCopy(unlisted)).toBeNull();
    const unreachable = aChannel({ state: { kind: 'degraded', code: 'WECHAT_CALLBACK_UNREACHABLE' } });
    expect(valueToCopy(unreachable)).toBe(unreachable.callbackUrl);
    // CXone wants another address of ours than WeChat does.
    const notCalled = aChannel({ state: { kind: 'verifying', leg: 'cxoneIn', code: 'BOX_NOT_CALLED_YET' } });
    expect(valueToCopy(notCalled)).toBeNull();
    expect(valueToCopy(delta ?? aChannel())).toBeNull();
  });
});

describe('the ends of a pause', () => {
  it('offers a length from the moment of pressing, and an evening that is still to come', () => {
    for (let step = 0; step < 48; step += 1) {
      const now = present + step * 0.5 * hour;
      const [quarter, whole, evening] = pauseEnds(now);
      expect(quarter.at(now + 7_000)).toBe(now + 7_000 + 15 * 60_000);
      expect(whole.at(now)).toBe(now + hour);
      expect(evening.at(now)).toBeGreaterThan(now);
      expect(new Date(evening.at(now)).getHours()).toBe(18);
    }
  });
});
