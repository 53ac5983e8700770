import { z } from 'zod';
import { PracticePlaces } from '#shared/domain/setup/book.ts';

/** What the sandbox says of its places when it listens. */
export const PracticePages = PracticePlaces.extend({ deskPage: z.string() });
export type PracticePages = z.infer<typeof PracticePages>;

export type PracticePage = 'tenant' | 'desk' | 'wechat';

const fieldOf = { tenant: 'tenantPage', desk: 'deskPage', wechat: 'wechatPage' } as const;

/** The page's address, or null when it is none of this computer: nothing else is opened for a sandbox. */
export function practicePageUrl(pages: PracticePages, page: PracticePage): string | null {
  const url = pages[fieldOf[page]];
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, username, password } = new URL(url);
  const isLocal = /^(?:127\.0\.0\.1|localhost|\[::1\])$/u.test(hostname);
  return isLocal && /^https?:$/u.test(protocol) && username === '' && password === '' ? url : null;
}
