import { MessageId } from '#shared/domain/ids.ts';

/** Characters of a search that an address carries; as many as the relay takes. */
export const maxSearchLength = 500;

/**
 * The page Messages. `text`: what is searched for; null: what was searched for last, else the person's default search.
 * `contactNo`: one conversation only.
 */
export interface MessagesRoute {
  readonly page: 'messages';
  readonly text: string | null;
  readonly contactNo: number | null;
  readonly messageId: MessageId | null;
}

export type SearchRoute = MessagesRoute | { readonly page: 'customer'; readonly contactNo: number };

function contactNoOf(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/u.test(text) ? Number(text) : null;
}

/** Half a character at the end is left out. */
function cut(text: string): string {
  return text.slice(0, maxSearchLength).replace(/[\uD800-\uDBFF]$/u, '');
}

/** Reads what stands after '#' when it is the page Messages or a customer's; null when it is neither. */
export function parseSearchRoute(path: string, query: string): SearchRoute | null {
  if (path === '/messages') {
    const params = new URLSearchParams(query);
    const text = params.get('q');
    const messageId = MessageId.safeParse(params.get('message'));
    return {
      page: 'messages',
      text: text === null ? null : cut(text),
      contactNo: contactNoOf(params.get('customer')),
      messageId: messageId.success ? messageId.data : null,
    };
  }
  const contactNo = path.startsWith('/customer/') ? contactNoOf(path.slice('/customer/'.length)) : null;
  return contactNo === null ? null : { page: 'customer', contactNo };
}

/** The address of a search route, with '#'. */
export function hrefOfSearch(route: SearchRoute): string {
  if (route.page === 'customer') return `#/customer/${route.contactNo}`;
  const params = new URLSearchParams();
  if (route.text !== null) params.set('q', route.text);
  if (route.contactNo !== null) params.set('customer', String(route.contactNo));
  if (route.messageId !== null) params.set('message', route.messageId);
  const text = params.toString();
  return text === '' ? '#/messages' : `#/messages?${text}`;
}

/** Shorthand for a link to a search. */
export const searchHref = (text: string, contactNo: number | null = null): string =>
  hrefOfSearch({ page: 'messages', text, contactNo, messageId: null });

export const customerHref = (contactNo: number): string => hrefOfSearch({ page: 'customer', contactNo });
