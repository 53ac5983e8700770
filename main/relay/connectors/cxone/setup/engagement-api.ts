import { z } from 'zod';
import { failed, type CxoneResult } from '../cxone-result.ts';
import { mostItems } from './acd-api.ts';
import { ChannelItem, PlatformTemplateItem, QueueItem, type TenantThing } from './tenant-items.ts';
import type { TenantAnswer } from './tenant-http.ts';
import type { TenantSession } from './tenant-session.ts';

const channelPageSize = 100;
/** Of so many channels templates are asked for. */
const mostTemplateChannels = 10;

export type ChannelOfTenant = z.infer<typeof ChannelItem>;

/** Digital Engagement API 3.0, with the credentials of the integration. */
function engagementCall(
  session: TenantSession,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<CxoneResult<TenantAnswer>> {
  const { http, engagementBase, accessToken } = session;
  const url = `${engagementBase}/dfo/3.0${path}`;
  return http.call({ method, url, accessToken, ...(body !== undefined && { body }) });
}

/** CXone: `POST /channels`, creates or updates. */
export async function postChannel(session: TenantSession, body: object): Promise<CxoneResult<null>> {
  const answer = await engagementCall(session, 'POST', '/channels', body);
  return answer.ok ? { ok: true, value: null } : answer;
}

/** CXone: `GET /channels`, all pages, without deleted ones. */
export async function listChannels(session: TenantSession): Promise<CxoneResult<readonly ChannelOfTenant[]>> {
  const found = new Map<string, ChannelOfTenant>();
  // Whether pages count from 0 or 1 is not published, and 0 may be taken for 1: from the third on, news decide.
  for (let page = 0; found.size < mostItems; page += 1) {
    const answer = await engagementCall(session, 'GET', `/channels?size=${channelPageSize}&page=${page}`);
    if (!answer.ok) return answer;
    const channels = itemsIn(answer.value.body, ChannelItem);
    if (channels === null) return failed('CXONE_ANSWER_INVALID', 'answered', { value: 'channels' });
    const before = found.size;
    for (const channel of channels) found.set(channel.id, channel);
    if (channels.length === 0 || (found.size === before && page > 1)) break;
  }
  const live = [...found.values()].filter(({ isDeleted }) => !isDeleted);
  return { ok: true, value: live.slice(0, mostItems) };
}

/** CXone: `GET /routing-queues`. Sub-queues and queues in use, without deleted ones. */
export async function listQueues(session: TenantSession): Promise<CxoneResult<readonly TenantThing[]>> {
  const answer = await engagementCall(session, 'GET', `/routing-queues?size=${mostItems}`);
  if (!answer.ok) return answer;
  const queues = itemsIn(answer.value.body, QueueItem);
  if (queues === null) return failed('CXONE_ANSWER_INVALID', 'answered', { value: 'routing-queues' });
  const live = queues.filter(({ isDeleted }) => !isDeleted).map(({ id, name }) => ({ id, name }));
  return { ok: true, value: live.slice(0, mostItems) };
}

/** CXone: `GET /channels/{id}/external-platform-templates`. Channels that do not tell are passed over. */
export async function listPlatformTemplates(
  session: TenantSession,
  channelIds: readonly string[],
): Promise<readonly TenantThing[]> {
  const found = new Map<string, TenantThing>();
  for (const channelId of channelIds.slice(0, mostTemplateChannels)) {
    const path = `/channels/${encodeURIComponent(channelId)}/external-platform-templates`;
    const answer = await engagementCall(session, 'GET', path);
    const templates = answer.ok ? (itemsIn(answer.value.body, PlatformTemplateItem) ?? []) : [];
    for (const template of templates) found.set(template.id, template);
  }
  return [...found.values()].slice(0, mostItems);
}

const Wrapped = z.object({ data: z.array(z.unknown()) });

/** The readable items of a list, bare or wrapped in `data`; null when it is no list. */
function itemsIn<T>(body: unknown, item: z.ZodType<T>): readonly T[] | null {
  const items = Array.isArray(body) ? (body as readonly unknown[]) : (Wrapped.safeParse(body).data?.data ?? null);
  if (items === null) return null;
  return items.flatMap((one) => item.safeParse(one).data ?? []);
}
