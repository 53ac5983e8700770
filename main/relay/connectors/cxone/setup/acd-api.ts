import { z } from 'zod';
import { failed, type CxoneResult } from '../cxone-result.ts';
import type { TenantAnswer } from './tenant-http.ts';
import type { TenantSession } from './tenant-session.ts';

/**
 * CXone's ACD Admin API, as far as the set-up asks it: `{api_endpoint}/incontactapi/services/v30.0/…`.
 *
 * Paths, bodies and answers are those of the vendor's OpenAPI files (read through clients generated from them: skills,
 * campaigns, agents, general) where nothing else is said. From programs that run against live tenants: that lists page
 * with `skip` and `top` (100 at most), that an answer without content is an empty list, that older versions wrap a list
 * in `resultSet`, that a call without an `Accept` header is refused, and that a refused skill may come with status 200.
 * Inferred, for want of any source: that a digital channel is named by `digitalPOC` when a skill is written (documented
 * where skills of agents are read), and that the response timers, accept/reject and sub-skill are written under the
 * names they are read by.
 */
const services = '/incontactapi/services/v30.0';

const pageSize = 100;
/** A list is cut at these. */
export const mostItems = 1_000;

/** No tenant has to offer the Admin API to these credentials; then everything there is looked up by hand. */
export function isNotOffered({ platformCode }: { readonly platformCode: string | null }): boolean {
  return platformCode === 'HTTP 403' || platformCode === 'HTTP 404';
}

export function acdGet(session: TenantSession, path: string): Promise<CxoneResult<TenantAnswer>> {
  const { http, acdBase, accessToken } = session;
  return http.call({ method: 'GET', url: `${acdBase}${services}/${path}`, accessToken });
}

export function acdPost(session: TenantSession, path: string, body: object): Promise<CxoneResult<TenantAnswer>> {
  const { http, acdBase, accessToken } = session;
  return http.call({ method: 'POST', url: `${acdBase}${services}/${path}`, accessToken, body });
}

/** A whole list, cut at `most`. `name`: its member in the answer. Items that cannot be read are left out. */
export async function acdList<T>(
  session: TenantSession,
  list: { readonly path: string; readonly name: string; readonly item: z.ZodType<T>; readonly most?: number },
): Promise<CxoneResult<readonly T[]>> {
  const found: T[] = [];
  const most = list.most ?? mostItems;
  let read = 0;
  let before = '';
  const separator = list.path.includes('?') ? '&' : '?';
  while (read < most) {
    const answer = await acdGet(session, `${list.path}${separator}skip=${read}&top=${pageSize}`);
    if (!answer.ok) return answer;
    const page = pageIn(answer.value, list.name);
    if (page === null) return failed('CXONE_ANSWER_INVALID', 'answered', { value: list.name });
    // A list that does not page comes again and again.
    const first = JSON.stringify(page.items[0]);
    if (first === before) break;
    before = first;
    found.push(...page.items.flatMap((item) => list.item.safeParse(item).data ?? []));
    read += page.items.length;
    if (page.items.length !== pageSize || read >= (page.total ?? Infinity)) break;
  }
  return { ok: true, value: found.slice(0, most) };
}

const Total = z.object({ totalRecords: z.number().optional().catch(undefined) });

/** Null when it is no list. */
function pageIn(
  { status, body }: TenantAnswer,
  name: string,
): { readonly items: readonly unknown[]; readonly total: number | undefined } | null {
  if (status === 204 || body === undefined) return { items: [], total: 0 };
  const list = z.object({ [name]: z.array(z.unknown()).nullish() });
  const bare = list.safeParse(body);
  if (!bare.success) return null;
  const wrapped = z.object({ resultSet: list }).safeParse(body).data?.resultSet;
  const total = Total.safeParse(wrapped ?? body).data?.totalRecords;
  const items = bare.data[name] ?? wrapped?.[name];
  if (items !== undefined && items !== null) return { items, total };
  return typeof body === 'object' && body !== null && ('totalRecords' in body || name in body)
    ? { items: [], total: 0 }
    : null;
}
