import type { Clock } from '#shared/lib/clock.ts';
import { withoutSecrets } from '#shared/lib/mask.ts';
import type { OutboundHttp } from '../../../ports/outbound-http.ts';
import { readJson } from '../cxone-answers.ts';
import { failed, statusFailure, transportFailure, type CxoneResult } from '../cxone-result.ts';
import { tenantReason } from './tenant-reason.ts';

/** Whole call, milliseconds. */
const callTimeoutMs = 10_000;
/** All calls for one question together, milliseconds: somebody waits for the answer. */
const questionLimitMs = 30_000;
const longestAnswerBytes = 1024 * 1024;

export interface TenantCall {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Null for what everybody may ask. */
  readonly accessToken: string | null;
  readonly body?: object;
}

/** What CXone answered. `body`: undefined when there was none. */
export interface TenantAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Calls of the set-up to CXone. Never rejects; failures hold no secret. */
export interface TenantHttp {
  call(call: TenantCall): Promise<CxoneResult<TenantAnswer>>;
  /** A text of CXone's without our secrets, which it may repeat. `accessToken`: of the call it answers. */
  withoutSecrets(text: string, accessToken: string | null): string;
  /** How far our clock is from CXone's by the last answer, milliseconds to add to ours; null before any. Exact to a second. */
  readonly clockOffsetMs: number | null;
}

/** `secrets`: what an answer may repeat and nobody may be shown. */
export function createTenantHttp(deps: {
  readonly http: OutboundHttp;
  readonly clock: Clock;
  readonly secrets: readonly string[];
}): TenantHttp {
  const { http, clock, secrets } = deps;
  let clockOffsetMs: number | null = null;
  const endsAt = clock.monotonic() + questionLimitMs;

  const clean = (text: string, accessToken: string | null): string => withoutSecrets(text, [accessToken, ...secrets]);

  const noteDate = (headers: object): void => {
    const { date } = headers as Readonly<Record<string, unknown>>;
    const theirs = typeof date === 'string' ? Date.parse(date) : Number.NaN;
    if (!Number.isNaN(theirs)) clockOffsetMs = theirs - clock.now();
  };

  return {
    get clockOffsetMs() {
      return clockOffsetMs;
    },
    withoutSecrets: clean,
    call: async ({ method, url, accessToken, body }) => {
      const leftMs = Math.ceil(endsAt - clock.monotonic());
      if (leftMs <= 0) return failed('CXONE_UNREACHABLE', 'no', { platformCode: 'timeout' });
      try {
        const answer = await http.request<Uint8Array>({
          method,
          url,
          headers: {
            accept: 'application/json',
            ...(accessToken !== null && { authorization: `Bearer ${accessToken}` }),
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
          ...(body !== undefined && { data: body }),
          timeout: Math.min(callTimeoutMs, leftMs),
          maxContentLength: longestAnswerBytes,
        });
        noteDate(answer.headers);
        if (answer.status >= 200 && answer.status < 300) {
          return { ok: true, value: { status: answer.status, body: readJson(answer.data) } };
        }
        // Each text as it reads, and before it is cut short, or the beginning of a secret would stand there.
        const said = cleanJson(answer.data, (text) => clean(text, accessToken));
        return statusFailure(answer, tenantReason(said), clock.now());
      } catch (thrown) {
        return transportFailure(thrown);
      }
    },
  };
}

/** Undefined when it is no JSON. */
function cleanJson(bytes: Uint8Array, clean: (text: string) => string): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'), (_name, value: unknown) =>
      typeof value === 'string' ? clean(value) : value,
    );
  } catch {
    // What says nothing we can read says nothing.
    return undefined;
  }
}
