import { entryFor, type ErrorCode } from '#shared/errors/catalogue.ts';
import type { ProbeFinding } from '../ports/leg-probe.ts';

interface Details {
  readonly platformCode?: string | null;
  readonly value?: string | null;
}

/** `value`: a figure to show with it. */
export function passed(value: string | null = null): ProbeFinding {
  return { outcome: 'passed', code: null, platformCode: null, value, retryable: true };
}

export function warning(code: ErrorCode, details: Details = {}): ProbeFinding {
  return finding('warning', code, details, true);
}

/** `retryable`: by the catalogue unless said otherwise. */
export function failed(
  code: ErrorCode,
  { retryable = entryFor(code).retryable, ...details }: Details & { readonly retryable?: boolean } = {},
): ProbeFinding {
  return finding('failed', code, details, retryable);
}

/** It could not be found out; says nothing against the leg. */
export function cannotTell(details: Details = {}, code: ErrorCode = 'CHECK_CANNOT_TELL'): ProbeFinding {
  return finding('cannot_tell', code, details, true);
}

function finding(
  outcome: ProbeFinding['outcome'],
  code: ErrorCode,
  { platformCode = null, value = null }: Details,
  retryable: boolean,
): ProbeFinding {
  return { outcome, code, platformCode, value, retryable };
}
