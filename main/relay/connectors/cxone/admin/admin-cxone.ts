import { channelBody, type ChannelBody } from '#shared/setup/cxone-channel.ts';
import { z } from 'zod';
import type { Clock } from '#shared/lib/clock.ts';
import { withoutSecrets } from '#shared/lib/mask.ts';
import type { AdminCxone, AdminIdentity, AdminSession } from '../../../ports/admin-cxone.ts';
import type { OutboundHttp } from '../../../ports/outbound-http.ts';
import { readChannels, readJson, refusalDetail, type CxoneChannel } from '../cxone-answers.ts';
import { failed, statusFailure, transportFailure, type CxoneResult } from '../cxone-result.ts';

/** Whole call, milliseconds. Less than the listener gives a request for its answer. */
const callTimeoutMs = 8_000;
const longestAnswerBytes = 8 * 1024 * 1024;
const pageSize = 100;
/** More than any tenant has; beyond it a list is taken for endless. */
const mostPages = 100;

interface CxoneRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  /** What of the body must not come back in anything that is shown or logged. */
  readonly secret?: string;
  readonly timeoutMs?: number;
}

const Verification = z.object({
  // It goes into a header.
  accessToken: z.string().regex(/^[\u0021-\u007e]{1,8192}$/u),
  brand: z.object({ tenantId: z.string().min(1).max(200).optional().catch(undefined) }).optional(),
  user: z
    .object({
      firstName: z.string().nullish().catch(null),
      surname: z.string().nullish().catch(null),
      loginUsername: z.string().nullish().catch(null),
    })
    .optional(),
});

const Claims = z.object({
  exp: z.number().optional().catch(undefined),
  tenantId: z.string().min(1).max(200).optional().catch(undefined),
});

/** CXone: Digital Engagement 3.0, with the administrator's own token. */
export function createAdminCxone({ http, clock }: { readonly http: OutboundHttp; readonly clock: Clock }): AdminCxone {
  const call = async (
    apiHost: string,
    accessToken: string | null,
    request: CxoneRequest,
  ): Promise<CxoneResult<{ readonly status: number; readonly body: unknown }>> => {
    try {
      const answer = await http.request<Uint8Array>({
        method: request.method,
        url: `${apiHost}/dfo/3.0${request.path}`,
        headers: {
          accept: 'application/json',
          ...(accessToken !== null && { authorization: `Bearer ${accessToken}` }),
          ...(request.body !== undefined && { 'content-type': 'application/json' }),
        },
        data: request.body,
        timeout: request.timeoutMs ?? callTimeoutMs,
        maxContentLength: longestAnswerBytes,
      });
      if (answer.status >= 200 && answer.status < 300) {
        return { ok: true, value: { status: answer.status, body: readJson(answer.data) } };
      }
      // Before it is cut short, or the beginning of a token that is repeated there would stand.
      const said = withoutSecrets(Buffer.from(answer.data).toString('utf8'), [accessToken, request.secret ?? null]);
      return statusFailure(answer, refusalDetail(readJson(Buffer.from(said))), clock.now());
    } catch (thrown) {
      return transportFailure(thrown);
    }
  };

  const upsert = async ({ apiHost, accessToken }: AdminSession, body: ChannelBody): Promise<CxoneResult<null>> => {
    const answer = await call(apiHost, accessToken, { method: 'POST', path: '/channels', body });
    return answer.ok ? { ok: true, value: null } : answer;
  };

  return {
    // `POST /one-time-token/verification`
    verify: async (apiHost, { brandId, userId, token }) => {
      const body = { brandId, userId, token, purpose: 'channel-integration' };
      const answer = await call(apiHost, null, {
        method: 'POST',
        path: '/one-time-token/verification',
        body,
        secret: token,
      });
      return answer.ok ? readIdentity(answer.value.body, userId, clock.now()) : answer;
    },
    // `GET /channels`, all pages
    listChannels: async ({ apiHost, accessToken }) => {
      const found = new Map<string, CxoneChannel>();
      const endsAt = clock.monotonic() + callTimeoutMs;
      // Whether pages count from 0 or 1 is not published, and 0 may be taken for 1: from the third on, news decide.
      for (let page = 0; page < mostPages; page += 1) {
        const path = `/channels?size=${pageSize}&page=${page}`;
        // Together they may take as long as one: nobody waits for the page any longer.
        const timeoutMs = Math.ceil(endsAt - clock.monotonic());
        if (timeoutMs <= 0) return failed('CXONE_UNREACHABLE', 'maybe', { platformCode: 'timeout' });
        const answer = await call(apiHost, accessToken, { method: 'GET', path, timeoutMs });
        if (!answer.ok) return answer;
        const channels = readChannels(answer.value.body);
        if (channels === null) return failed('CXONE_ANSWER_INVALID', 'answered', { value: 'channels' });
        const before = found.size;
        for (const channel of channels) found.set(channel.id, channel);
        if (channels.length === 0 || (found.size === before && page > 1)) break;
      }
      return { ok: true, value: [...found.values()].filter(({ isDeleted }) => !isDeleted) };
    },
    // `POST /channels`
    upsertChannel: async (session, facts) => {
      const draft = channelBody(facts);
      const answer = await upsert(session, draft);
      // Not every tenant knows WeChat as a platform.
      const refusesPlatform = !answer.ok && (answer.failure.value ?? '').startsWith('realExternalPlatformId');
      return refusesPlatform ? upsert(session, { ...draft, realExternalPlatformId: 'custom' }) : answer;
    },
    // `DELETE /channels/{id}`
    deleteChannel: async ({ apiHost, accessToken }, cxoneChannelId) => {
      const path = `/channels/${encodeURIComponent(cxoneChannelId)}`;
      const answer = await call(apiHost, accessToken, { method: 'DELETE', path });
      if (answer.ok || answer.failure.platformCode === 'HTTP 404') return { ok: true, value: null };
      return answer;
    },
  };
}

function readIdentity(body: unknown, userId: number, now: number): CxoneResult<AdminIdentity> {
  const parsed = Verification.safeParse(body);
  if (!parsed.success) return failed('CXONE_ANSWER_INVALID', 'answered', { value: 'one-time-token' });
  const { accessToken, brand, user } = parsed.data;
  const claims = claimsIn(accessToken);
  const tenants = [brand?.tenantId, claims.tenantId].filter((tenant) => tenant !== undefined);
  const [tenantId] = tenants;
  if (tenantId === undefined || tenants.some((tenant) => tenant !== tenantId)) {
    return failed('CXONE_ANSWER_INVALID', 'answered', { value: 'tenantId' });
  }
  const name = [user?.firstName, user?.surname].filter(Boolean).join(' ') || user?.loginUsername || `${userId}`;
  return {
    ok: true,
    value: {
      userName: plainName(name),
      tenantId,
      accessToken,
      lifeMs: claims.exp === undefined ? null : claims.exp * 1_000 - now,
    },
  };
}

/** A name as it may stand in a line of text: one line, no hidden signs, not longer than names are. */
function plainName(name: string): string {
  const line = name.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return Array.from(line.slice(0, 200)).slice(0, 100).join('');
}

/** Its signature is CXone's own business: the token came over a verified connection. */
function claimsIn(token: string): z.infer<typeof Claims> {
  const encoded = token.split('.')[1];
  if (encoded === undefined) return {};
  return Claims.safeParse(readJson(Buffer.from(encoded, 'base64url'))).data ?? {};
}
