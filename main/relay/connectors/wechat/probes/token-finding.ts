import { failed } from '../../../core/probe-findings.ts';
import type { ProbeFinding } from '../../../ports/leg-probe.ts';
import type { TokenFailure } from '../token-answer.ts';

/** No token was to be had. */
export function tokenFinding({ code, platformCode, value, needsOperator }: TokenFailure): ProbeFinding {
  return failed(code, { platformCode, value, retryable: !needsOperator });
}
