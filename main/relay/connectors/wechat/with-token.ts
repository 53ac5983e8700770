import type { FetchOutcome } from './fetch-media.ts';
import type { TokenFailure } from './token-answer.ts';
import type { CallOutcome } from './wechat-call.ts';
import { refusedTokenOf } from './wechat-results.ts';
import type { TokenSource } from './wechat-token.ts';

export type Tokens = Pick<TokenSource, 'current' | 'replace' | 'worked'>;

export type Called<T> =
  { readonly kind: 'called'; readonly outcome: T } | { readonly kind: 'no_token'; readonly failure: TokenFailure };

/** Runs a call with a token; once more with another one when WeChat refused the first, which then did nothing. */
export async function withToken<T extends CallOutcome | FetchOutcome>(
  tokens: Tokens,
  signal: AbortSignal,
  call: (token: string) => Promise<T>,
  options: { readonly recheck?: boolean } = {},
): Promise<Called<T>> {
  const first = await tokens.current(signal, options);
  if (!first.ok) return { kind: 'no_token', failure: first.failure };
  const outcome = await call(first.token);
  if (refusalIn(outcome) === null) return called(tokens, outcome);
  const second = await tokens.replace(first.token, signal);
  if (!second.ok) return { kind: 'no_token', failure: second.failure };
  const again = await call(second.token);
  const refusal = refusalIn(again);
  return refusal === null ? called(tokens, again) : { kind: 'no_token', failure: conflict(refusal) };
}

function called<T extends CallOutcome | FetchOutcome>(tokens: Tokens, outcome: T): Called<T> {
  if (outcome.kind === 'stream' || apiOutcome(outcome)?.kind === 'answer') tokens.worked();
  return { kind: 'called', outcome };
}

/** A token void moments after WeChat gave it was replaced by somebody else who has the account's secret. */
function conflict(platformCode: string): TokenFailure {
  return { code: 'WECHAT_TOKEN_CONFLICT', platformCode, value: null, needsOperator: false, retryAfterMs: null };
}

/** WeChat's code for the refused token, or null when it was not refused. */
function refusalIn(outcome: CallOutcome | FetchOutcome): string | null {
  const api = apiOutcome(outcome);
  return api === null ? null : refusedTokenOf(api);
}

function apiOutcome(outcome: CallOutcome | FetchOutcome): CallOutcome | null {
  if (outcome.kind === 'stream') return null;
  return outcome.kind === 'no_file' ? outcome.outcome : outcome;
}
