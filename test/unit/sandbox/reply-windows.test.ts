import { describe, expect, it } from 'vitest';
import { openWindow, repliesLeft, takeReply } from '#sandbox/wechat/reply-windows.ts';
import type { ReplyWindow } from '#sandbox/wechat/reply-windows.ts';
import { defaultWeChatRules as rules } from '#sandbox/wechat/rules.ts';

const hour = 3_600_000;
const spend = (windows: readonly ReplyWindow[], now: number, times: number): readonly ReplyWindow[] => {
  let left = windows;
  for (let sent = 0; sent < times; sent += 1) {
    const permission = takeReply(left, now);
    if (permission.kind !== 'allowed') throw new Error(permission.kind);
    left = permission.windows;
  }
  return left;
};

describe('the reply window', () => {
  it('allows five messages within 48 hours of a message', () => {
    const windows = openWindow([], 'message', 0, rules);
    const after = spend(windows, 47 * hour, 5);
    expect(takeReply(after, 47 * hour).kind).toBe('usedUp');
    expect(takeReply(windows, 48 * hour).kind).toBe('closed');
    expect(takeReply([], 0).kind).toBe('closed');
  });

  it('starts anew with each message instead of adding up', () => {
    const used = spend(openWindow([], 'message', 0, rules), 0, 3);
    expect(repliesLeft(openWindow(used, 'message', hour, rules), hour)).toBe(5);
  });

  it.each(['menuClick', 'subscribe', 'scan'] as const)('allows three messages within a minute of a %s', (trigger) => {
    const windows = openWindow([], trigger, 0, rules);
    expect(takeReply(spend(windows, 59_999, 3), 59_999).kind).toBe('usedUp');
    expect(takeReply(windows, 60_000).kind).toBe('closed');
  });

  it('uses the window that ends first', () => {
    const windows = openWindow(openWindow([], 'message', 0, rules), 'menuClick', 0, rules);
    const after = spend(windows, 1_000, 3);
    expect(repliesLeft(after, 61_000)).toBe(5);
  });

  it('has no count after a payment', () => {
    const windows = openWindow([], 'payment', 0, rules);
    expect(repliesLeft(spend(windows, hour, 100), hour)).toBe(Infinity);
  });
});
