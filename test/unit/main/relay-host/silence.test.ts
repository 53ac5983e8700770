import { describe, expect, it } from 'vitest';
import { relayHeartbeat, silenceOf } from '#main/relay-host/silence.ts';

const judge = (silentMs: number, sinceLastLookMs = 1_000) =>
  silenceOf(relayHeartbeat, { beatAt: 0, checkedAt: silentMs - sinceLastLookMs, now: silentMs }).verdict;

describe('silence of a child', () => {
  it('is nothing for two missed beats', () => expect(judge(2_999)).toBe('fine'));

  it('is told at the third missed beat', () => expect(judge(3_000)).toBe('unresponsive'));

  it('ends in a replacement at the tenth', () => {
    expect(judge(9_999)).toBe('unresponsive');
    expect(judge(10_000)).toBe('replace');
  });

  it('starts anew when the watcher itself stood still, as after a sleep of the machine', () => {
    expect(silenceOf(relayHeartbeat, { beatAt: 0, checkedAt: 1_000, now: 3_600_000 })).toEqual({
      beatAt: 3_600_000,
      verdict: 'fine',
    });
  });
});
