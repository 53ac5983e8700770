import type { OpenId } from '#shared/domain/ids.ts';
import { entryFor } from '#shared/errors/catalogue.ts';
import { maskId } from '#shared/lib/mask.ts';
import type { CustomerNameSource, NameResult } from '../../ports/customer-name-source.ts';
import type { CxoneClient } from './cxone-client.ts';
import { shortName } from './end-user-name.ts';
import { threadIdOf } from './thread-id.ts';

export interface CxoneNamesDeps {
  readonly client: Pick<CxoneClient, 'read'>;
  readonly channel: { readonly cxoneChannelId: string; readonly originalId: string };
}

/** More on a page is not looked at: CXone's pages hold about fifty. */
const mostCases = 100;
const longestName = 300;

type Members = Readonly<Record<string, unknown>>;

/**
 * DE 3.0: `GET /contacts`, narrowed to one end user. His name stands in each of his cases; the newest that has one counts. What
 * we gave CXone in place of a name is none.
 */
export function createCxoneNames({ client, channel }: CxoneNamesDeps): CustomerNameSource {
  return {
    platform: 'cxone',
    async ask(openId, signal): Promise<NameResult> {
      const query = [
        `channel[]=${encodeURIComponent(channel.cxoneChannelId)}`,
        `endUserIdOnExternalPlatform[]=${encodeURIComponent(openId)}`,
      ].join('&');
      const answer = await client.read({ path: `/contacts?${query}`, missing: 'CXONE_CASES_NOT_ALLOWED' }, signal);
      if (!answer.ok) {
        const { code } = answer.failure;
        return { kind: 'failed', code, isLasting: answer.failure.sent === 'answered' && !entryFor(code).retryable };
      }
      const items = listIn(answer.value);
      if (items === null) return { kind: 'failed', code: 'CXONE_CASES_UNREADABLE', isLasting: true };
      const threadId = threadIdOf(channel.originalId, openId);
      const name = items
        .slice(0, mostCases)
        .map(membersOf)
        // Should the question not have been understood, others' cases are on the list too.
        .filter((contact) => isOf(contact, openId, threadId))
        .flatMap((contact) => nameIn(contact, openId) ?? [])[0];
      return { kind: 'answer', answer: { name: name ?? null, follows: null } };
    },
  };
}

function isOf(contact: Members | null, openId: OpenId, threadId: string): boolean {
  const author = membersOf(contact?.authorEndUserIdentity);
  return contact?.threadIdOnExternalPlatform === threadId || author?.idOnExternalPlatform === openId;
}

function nameIn(contact: Members | null, openId: OpenId): string | null {
  for (const person of [membersOf(contact?.endUser), membersOf(contact?.authorEndUserIdentity)]) {
    const surname = text(person?.surname) || text(person?.lastName);
    const both = [text(person?.firstName), surname].filter((part) => part !== '').join(' ');
    for (const name of [text(person?.fullName), both, text(person?.nickname)]) {
      if (name !== '' && !isOurs(name, openId)) return name;
    }
  }
  return null;
}

/** What stands there because we had no name to give. */
function isOurs(name: string, openId: OpenId): boolean {
  return [openId, shortName(openId), maskId(openId)].some((ours) => ours === name);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, longestName).trim() : '';
}

function membersOf(value: unknown): Members | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : null;
}

function listIn(value: unknown): readonly unknown[] | null {
  const list = Array.isArray(value) ? value : membersOf(value)?.data;
  return Array.isArray(list) ? (list as readonly unknown[]) : null;
}
