import type { FetchOutcome } from './fetch-media.ts';
import type { TokenFailure } from './token-answer.ts';
import type { CallOutcome } from './wechat-call.ts';
import { isTokenRefused } from './wechat-results.ts';
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
  if (!refusesToken(outcome)) return called(tokens, outcome);
  const second = await tokens.replace(first.token, signal);
  return second.ok ? called(tokens, await call(second.token)) : { kind: 'no_token', failure: second.failure };
}

function called<T extends CallOutcome | FetchOutcome>(tokens: Tokens, outcome: T): Called<T> {
  const answered = outcome.kind === 'stream' || apiOutcome(outcome)?.kind === 'answer';
  if (answered && !refusesToken(outcome)) tokens.worked();
  return { kind: 'called', outcome };
}

function refusesToken(outcome: CallOutcome | FetchOutcome): boolean {
  const api = apiOutcome(outcome);
  return api !== null && isTokenRefused(api);
}

function apiOutcome(outcome: CallOutcome | FetchOutcome): CallOutcome | null {
  if (outcome.kind === 'stream') return null;
  return outcome.kind === 'no_file' ? outcome.outcome : outcome;
}
