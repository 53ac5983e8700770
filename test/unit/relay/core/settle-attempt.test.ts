import { describe, expect, it } from 'vitest';
import { settleAttempt } from '#relay/core/settle-attempt.ts';
import type { DeliveryResult } from '#relay/ports/delivery-target.ts';

const hour = 3_600_000;

function decide(
  result: DeliveryResult,
  options: { repeatable?: boolean; isRefusedAlone?: boolean; now?: number } = {},
) {
  const repeatable = options.repeatable ?? false;
  return settleAttempt({
    message: { direction: repeatable ? 'inbound' : 'outbound', attempts: 0, receivedAt: 0 },
    result,
    repeatable,
    isRefusedAlone: options.isRefusedAlone ?? false,
    rules: { agentLanguage: 'en', unconfirmed: { rule: 'ask', report: 'nothing' } },
    parts: [],
    mayHaveArrived: false,
    tryingSince: 0,
    now: options.now ?? 1_000,
    chance: () => 0.5,
  });
}

const timedOut = { kind: 'unknown', code: 'WECHAT_OUTCOME_UNKNOWN', platformCode: null } as const;

describe('the end of an attempt', () => {
  it('never repeats an unknown outcome toward WeChat', () => {
    expect(decide(timedOut)).toMatchObject({ outcome: { kind: 'unconfirmed' }, leg: 'struggles' });
  });

  it('repeats an unknown outcome toward a target that takes a stable id', () => {
    expect(decide(timedOut, { repeatable: true }).outcome).toMatchObject({ kind: 'retry', counts: true });
  });

  it('keeps a message that only an operator can free, without counting the attempt', () => {
    const result = {
      kind: 'refused',
      scope: 'leg',
      code: 'WECHAT_IP_NOT_LISTED',
      platformCode: '40164',
      value: '203.0.113.9',
    } as const;
    expect(decide(result)).toMatchObject({
      outcome: { kind: 'retry', counts: false, windowClosed: false },
      leg: 'refused',
    });
  });

  it('makes a message the other side refuses for good a dead letter, and the leg works', () => {
    const result = {
      kind: 'refused',
      scope: 'message',
      code: 'WECHAT_USER_BLOCKED',
      platformCode: '48002',
      value: null,
    } as const;
    expect(decide(result)).toMatchObject({ outcome: { kind: 'dead_letter', platformCode: '48002' }, leg: 'works' });
  });

  it('holds a reply outside the window, and lets it expire after 48 hours', () => {
    const result = { kind: 'window_closed', code: 'WECHAT_REPLY_WINDOW_CLOSED', platformCode: '45015' } as const;
    expect(decide(result).outcome).toMatchObject({ kind: 'retry', windowClosed: true });
    expect(decide(result, { now: 48 * hour }).outcome.kind).toBe('expired');
  });

  it('takes nothing for a proof of the leg that never left the house', () => {
    const tooLong = {
      kind: 'refused',
      scope: 'message',
      code: 'WECHAT_TEXT_TOO_LONG',
      platformCode: null,
      value: null,
    } as const;
    expect(decide(tooLong)).toMatchObject({ outcome: { kind: 'dead_letter' }, leg: 'says_nothing' });
    const givenUp = { ...tooLong, kind: 'try_later', code: 'WECHAT_UNREACHABLE', retryAfterMs: null } as const;
    expect(decide(givenUp)).toMatchObject({ outcome: { kind: 'retry' }, leg: 'says_nothing' });
  });

  it('gives up a passing failure only after 48 hours', () => {
    const result = {
      kind: 'try_later',
      scope: 'leg',
      code: 'CXONE_UNREACHABLE',
      platformCode: null,
      retryAfterMs: null,
      value: null,
    } as const;
    expect(decide(result, { repeatable: true }).outcome.kind).toBe('retry');
    expect(decide(result, { repeatable: true, now: 48 * hour }).outcome.kind).toBe('dead_letter');
  });
});
