import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { CaseAnswer, CaseFailure, CaseSource } from '../../ports/case-source.ts';
import { readAuthors, readCase, readCasePage } from './case-answers.ts';
import type { CxoneClient } from './cxone-client.ts';
import type { CxoneFailure, CxoneResult } from './cxone-result.ts';

/** Statuses of a case that somebody still works on (DE 3.0, contacts). */
const openStatuses = ['new', 'open', 'pending', 'escalated'];

/** Reads cases and the authors of answers over the Digital Engagement API. */
export function createCaseSource({
  client,
  clock,
}: {
  readonly client: Pick<CxoneClient, 'read'>;
  readonly clock: Clock;
}): CaseSource {
  const ask = (path: string, missing: ErrorCode, signal: AbortSignal): Promise<CxoneResult<unknown>> =>
    client.read({ path, missing }, signal);

  return {
    async listOpen(cxoneChannelIds, scrollToken, signal) {
      const query = [
        ...listed('channel', cxoneChannelIds),
        ...listed('status', openStatuses),
        ...(scrollToken === null ? [] : [`scrollToken=${encodeURIComponent(scrollToken)}`]),
      ];
      const answer = await ask(`/contacts?${query.join('&')}`, 'CXONE_CASES_NOT_ALLOWED', signal);
      return answer.ok ? readable(readCasePage(answer.value, clock.now())) : refused(answer.failure);
    },

    async one(caseId, signal) {
      const answer = await ask(`/contacts/${encodeURIComponent(caseId)}`, 'SLA_CASE_NOT_FOUND', signal);
      if (!answer.ok) {
        return isGone(answer.failure) ? { ok: true, value: null } : refused(answer.failure);
      }
      const found = readCase(answer.value, clock.now());
      return readable(found?.caseId === caseId ? found : null);
    },

    async authors(messageIds, signal) {
      const query = listed('idOnExternalPlatform', messageIds).join('&');
      const answer = await ask(`/messages?${query}`, 'CXONE_CASES_NOT_ALLOWED', signal);
      return answer.ok ? readable(readAuthors(answer.value, messageIds)) : refused(answer.failure);
    },
  };
}

function listed(name: string, values: readonly string[]): string[] {
  return values.map((value) => `${name}[]=${encodeURIComponent(value)}`);
}

function isGone({ code, platformCode }: CxoneFailure): boolean {
  return code === 'SLA_CASE_NOT_FOUND' || platformCode === 'HTTP 410';
}

function readable<T>(value: T | null): CaseAnswer<T> {
  return value === null
    ? { ok: false, failure: { code: 'CXONE_CASES_UNREADABLE', platformCode: null, retryAfterMs: null } }
    : { ok: true, value };
}

function refused({ code, sent, platformCode, retryAfterMs }: CxoneFailure): { ok: false; failure: CaseFailure } {
  // When signing in failed, nothing was said about cases.
  const own = sent === 'no' ? undefined : ownCodes[code];
  return { ok: false, failure: { code: own ?? code, platformCode, retryAfterMs } };
}

/** What those refusals mean when it is cases that were asked for. */
const ownCodes: Partial<Readonly<Record<ErrorCode, ErrorCode>>> = {
  CXONE_FORBIDDEN: 'CXONE_CASES_NOT_ALLOWED',
  CXONE_ANSWER_INVALID: 'CXONE_CASES_UNREADABLE',
};
