import type { ProbeOutcome, ProbeResult } from '#shared/domain/health.ts';
import { assertNever } from '#shared/lib/assert-never.ts';
import type { StateLook } from './describe-channel-state.ts';

/** Icon and colour of a check's outcome. What cannot be told from here is grey: it is no fault. */
export function probeLook(outcome: ProbeOutcome): StateLook {
  switch (outcome) {
    case 'passed':
      return { tone: 'ok', sign: 'check' };
    case 'warning':
      return { tone: 'warn', sign: 'half' };
    case 'failed':
      return { tone: 'bad', sign: 'cross' };
    case 'cannot_tell':
      return { tone: 'idle', sign: 'question' };
    case 'not_run':
      return { tone: 'idle', sign: 'ring' };
    default:
      return assertNever(outcome);
  }
}

/** What a check's value is, so that it is written with its unit. */
export type ProbeValue =
  | { readonly kind: 'calls'; readonly count: number }
  | { readonly kind: 'clock'; readonly offMs: number }
  /** Until when it is good. */
  | { readonly kind: 'date'; readonly at: number }
  /** When it was last seen. */
  | { readonly kind: 'seen'; readonly at: number }
  | { readonly kind: 'text'; readonly text: string };

/** Their value is the moment of the other side's last call, not an end. */
const seenProbes: readonly ProbeResult['name'][] = ['wechat_pushes', 'box_token', 'cxone_calls'];

const wholeNumber = /^-?\d{1,15}$/u;

/** Reads the value by the check it belongs to; anything unexpected stays the text that it is. */
export function probeValue({ name, value }: Pick<ProbeResult, 'name' | 'value'>): ProbeValue | null {
  if (value === null || value === '') return null;
  if (name === 'wechat_quota' && wholeNumber.test(value)) return { kind: 'calls', count: Number(value) };
  if (name === 'clock' && wholeNumber.test(value)) return { kind: 'clock', offMs: Number(value) };
  if (/^\d{4}-\d{2}-\d{2}/u.test(value)) {
    const at = Date.parse(value);
    if (!Number.isNaN(at)) return { kind: seenProbes.includes(name) ? 'seen' : 'date', at };
  }
  return { kind: 'text', text: value };
}
