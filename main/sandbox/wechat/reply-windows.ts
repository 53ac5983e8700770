import type { WeChatRules } from './rules.ts';

/** What a user did that lets the account write to him (WeChat: customer service messages, windows and counts). */
export type WindowTrigger = 'message' | 'menuClick' | 'subscribe' | 'scan' | 'payment';

export interface ReplyWindow {
  trigger: WindowTrigger;
  endsAt: number;
  /** Infinity after a payment. */
  repliesLeft: number;
}

/** The windows after the user acted. A repeated trigger starts its window anew rather than adding to it. */
export function openWindow(
  windows: readonly ReplyWindow[],
  trigger: WindowTrigger,
  now: number,
  rules: WeChatRules,
): ReplyWindow[] {
  const others = windows.filter((window) => window.trigger !== trigger && window.endsAt > now);
  return [...others, windowFor(trigger, now, rules)];
}

function windowFor(trigger: WindowTrigger, now: number, rules: WeChatRules): ReplyWindow {
  switch (trigger) {
    case 'message':
      return { trigger, endsAt: now + rules.messageWindowMs, repliesLeft: rules.repliesPerMessage };
    case 'payment':
      return { trigger, endsAt: now + rules.messageWindowMs, repliesLeft: Infinity };
    case 'menuClick':
    case 'subscribe':
    case 'scan':
      return { trigger, endsAt: now + rules.actionWindowMs, repliesLeft: rules.repliesPerAction };
  }
}

export type ReplyPermission = { kind: 'allowed'; windows: ReplyWindow[] } | { kind: 'closed' } | { kind: 'usedUp' };

/** Whether one more message may be sent, and the windows after it. The window that ends first is used first. */
export function takeReply(windows: readonly ReplyWindow[], now: number): ReplyPermission {
  const open = windows.filter((window) => window.endsAt > now).sort((left, right) => left.endsAt - right.endsAt);
  if (open.length === 0) return { kind: 'closed' };
  const chosen = open.find((window) => window.repliesLeft > 0);
  if (!chosen) return { kind: 'usedUp' };
  return {
    kind: 'allowed',
    windows: open.map((window) => (window === chosen ? { ...window, repliesLeft: window.repliesLeft - 1 } : window)),
  };
}

/** Messages the account may still send now. */
export function repliesLeft(windows: readonly ReplyWindow[], now: number): number {
  return windows.reduce((sum, window) => sum + (window.endsAt > now ? window.repliesLeft : 0), 0);
}
