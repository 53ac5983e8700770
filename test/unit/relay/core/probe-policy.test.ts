import { describe, expect, it } from 'vitest';
import { probeAfterMs } from '#relay/core/probe-policy.ts';

const passing = {
  code: 'CXONE_SERVER_ERROR',
  operatorMustAct: false,
  faultAgeMs: 0,
  messagesWait: true,
  channels: 1,
} as const;

describe('probeAfterMs', () => {
  it('looks often at first and rarely later while messages wait', () => {
    const at = (faultAgeMs: number) => probeAfterMs({ ...passing, faultAgeMs });
    expect([at(0), at(4_999), at(5_000), at(59_999), at(60_000), at(3_600_000)]).toEqual([
      1_000, 1_000, 5_000, 5_000, 30_000, 30_000,
    ]);
  });

  it('asks a target that is down for ten minutes at most 34 times', () => {
    let probes = 0;
    for (let ageMs = 0; ageMs < 600_000; ageMs += probeAfterMs({ ...passing, faultAgeMs: ageMs }) ?? Infinity)
      probes += 1;
    expect(probes).toBe(34);
  });

  it('has no hurry when nothing waits, and less with many channels', () => {
    expect(probeAfterMs({ ...passing, messagesWait: false })).toBe(30_000);
    expect(probeAfterMs({ ...passing, channels: 100 })).toBe(5_000);
    expect(probeAfterMs({ ...passing, channels: 100_000 })).toBe(30_000);
  });

  it('never asks again by itself with a secret that was refused', () => {
    for (const code of ['WECHAT_SECRET_INVALID', 'CXONE_CREDENTIALS_REFUSED'] as const) {
      expect(probeAfterMs({ ...passing, code, operatorMustAct: true })).toBeNull();
    }
  });

  it('sees within a minute that an address was listed, and other repairs within five', () => {
    expect(probeAfterMs({ ...passing, code: 'WECHAT_IP_NOT_LISTED', operatorMustAct: true })).toBe(60_000);
    expect(probeAfterMs({ ...passing, code: 'CXONE_CHANNEL_MISSING', operatorMustAct: true })).toBe(300_000);
  });

  it('goes on when the clock was set back', () => {
    expect(probeAfterMs({ ...passing, faultAgeMs: -3_600_000 })).toBe(30_000);
  });
});
