import type { CallOutcome } from '../wechat-call.ts';

/** How a call ended, in the other side's or the system's own word; null when it simply went well. */
export function outcomeWord(outcome: CallOutcome): string | null {
  switch (outcome.kind) {
    case 'answer':
      return outcome.answer.errcode === null || outcome.answer.errcode === 0 ? null : String(outcome.answer.errcode);
    case 'throttled':
      return 'HTTP 429';
    case 'unreadable':
      return `HTTP ${outcome.status}`;
    case 'transport':
      return outcome.cause;
  }
}
