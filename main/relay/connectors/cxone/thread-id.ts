import { OpenId } from '#shared/domain/ids.ts';

/**
 * The name we give CXone for a conversation: the account's own user name and the end user's id. It never changes, so
 * CXone finds the same conversation again, and a reply can be read without looking anything up.
 */
export function threadIdOf(originalId: string, openId: OpenId): string {
  return `${originalId}:${openId}`;
}

/** Reads a name made by `threadIdOf`; null for anything else, such as an id of CXone's own. */
export function parseThreadId(threadId: string): { readonly originalId: string; readonly openId: OpenId } | null {
  const [originalId = '', rest] = threadId.split(':', 2);
  if (rest === undefined || threadId.length !== originalId.length + 1 + rest.length) return null;
  const openId = OpenId.safeParse(rest);
  return openId.success && /^gh_[A-Za-z0-9_-]{1,61}$/u.test(originalId) ? { originalId, openId: openId.data } : null;
}
