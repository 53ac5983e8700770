import { describe, expect, it } from 'vitest';
import { judgeRefusal, type Refusal, type RefusalReason } from '#relay/connectors/wechat/wechat-refusal.ts';

function refusal(reason: RefusalReason, given: Partial<Refusal> = {}): Refusal {
  return { reason, tokenKnown: false, addressedToUs: false, value: null, ...given };
}

const reasons: readonly RefusalReason[] = ['unknown_channel', 'query', 'stale', 'ahead', 'signature', 'mode'];

describe('a stranger', () => {
  it.each(reasons)('cannot cause a fault by %s', (reason) => {
    expect(judgeRefusal(refusal(reason)).fault).toBeNull();
  });

  it('cannot cause a fault by sending an old request again, even a rightly signed one', () => {
    expect(judgeRefusal(refusal('stale', { tokenKnown: true, addressedToUs: true }))).toEqual({
      code: 'WECHAT_PUSH_STALE',
      fault: null,
    });
  });

  it('who knows our account causes a passing fault at most', () => {
    for (const reason of reasons) {
      const { fault } = judgeRefusal(refusal(reason, { addressedToUs: true }));
      expect(fault?.retryable ?? true).toBe(true);
    }
  });
});

describe('a sender that knows the token', () => {
  it.each([
    ['mode', 'WECHAT_MODE_MISMATCH', 'plain'],
    ['appid', 'WECHAT_APPID_MISMATCH', 'wxba5fad812f8e6fb9'],
  ] as const)('%s: only an operator can help, and the value found is named', (reason, code, value) => {
    expect(judgeRefusal(refusal(reason, { tokenKnown: true, value }))).toEqual({
      code,
      fault: { code, platformCode: null, value, retryable: false, nextTryAt: null },
    });
  });

  it.each(['key', 'frame'] as const)('%s: the key differs', (reason) => {
    expect(judgeRefusal(refusal(reason, { tokenKnown: true })).fault).toMatchObject({
      code: 'WECHAT_AESKEY_MISMATCH',
      retryable: false,
    });
  });

  it('from the future: our clock is wrong, by so many seconds', () => {
    expect(judgeRefusal(refusal('ahead', { tokenKnown: true, value: '601' })).fault).toMatchObject({
      code: 'CLOCK_WRONG',
      value: '601',
      retryable: false,
    });
  });

  it('with a broken envelope: something between us changes bodies', () => {
    expect(judgeRefusal(refusal('malformed', { tokenKnown: true })).fault?.code).toBe('WECHAT_PUSH_MALFORMED');
  });
});

describe('a wrong signature', () => {
  it('on a push for our account is told at once, as a passing fault: it may be a stranger’s', () => {
    expect(judgeRefusal(refusal('signature', { addressedToUs: true }))).toEqual({
      code: 'WECHAT_SIGNATURE_MISMATCH',
      fault: { code: 'WECHAT_SIGNATURE_MISMATCH', platformCode: null, value: null, retryable: true, nextTryAt: null },
    });
  });

  it('on anything else is only counted', () => {
    expect(judgeRefusal(refusal('signature'))).toEqual({ code: 'WECHAT_SIGNATURE_MISMATCH', fault: null });
  });
});
