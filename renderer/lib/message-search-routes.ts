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
  readonly tab?: undefined;
}

/** What is and was done with many messages, and exports. `taskId`: the one whose results are looked at. */
export interface TasksRoute {
  readonly page: 'messages';
  readonly tab: 'tasks';
  readonly taskId: string | null;
  readonly messageId: MessageId | null;
}

export type SearchRoute = MessagesRoute | TasksRoute | { readonly page: 'customer'; readonly contactNo: number };

const tasksPath = '/messages/tasks';

function contactNoOf(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/u.test(text) ? Number(text) : null;
}

/** Half a character at the end is left out. */
function cut(text: string): string {
  return text.slice(0, maxSearchLength).replace(/[\uD800-\uDBFF]$/u, '');
}

function messageIdIn(query: URLSearchParams): MessageId | null {
  const id = MessageId.safeParse(query.get('message'));
  return id.success ? id.data : null;
}

function parseTasksRoute(path: string, query: string): TasksRoute | null {
  if (path !== tasksPath && !path.startsWith(`${tasksPath}/`)) return null;
  const taskId = path.slice(tasksPath.length + 1);
  return {
    page: 'messages',
    tab: 'tasks',
    taskId: /^[A-Za-z0-9_-]{1,64}$/u.test(taskId) ? taskId : null,
    messageId: messageIdIn(new URLSearchParams(query)),
  };
}

/** Reads what stands after '#' when it is the page Messages, its tasks or a customer's; null when it is none of them. */
export function parseSearchRoute(path: string, query: string): SearchRoute | null {
  if (path === '/messages') {
    const params = new URLSearchParams(query);
    const text = params.get('q');
    return {
      page: 'messages',
      text: text === null ? null : cut(text),
      contactNo: contactNoOf(params.get('customer')),
      messageId: messageIdIn(params),
    };
  }
  const tasks = parseTasksRoute(path, query);
  if (tasks !== null) return tasks;
  const contactNo = path.startsWith('/customer/') ? contactNoOf(path.slice('/customer/'.length)) : null;
  return contactNo === null ? null : { page: 'customer', contactNo };
}

/** The address of a search route, with '#'. */
export function hrefOfSearch(route: SearchRoute): string {
  if (route.page === 'customer') return `#/customer/${route.contactNo}`;
  const params = new URLSearchParams();
  if (route.tab === 'tasks') {
    if (route.messageId !== null) params.set('message', route.messageId);
    const place = route.taskId === null ? '' : `/${route.taskId}`;
    return [`#${tasksPath}${place}`, params.toString()].filter((part) => part !== '').join('?');
  }
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

/** Shorthand for a link to all tasks, or to one with its results. */
export const tasksHref = (taskId: string | null = null): string =>
  hrefOfSearch({ page: 'messages', tab: 'tasks', taskId, messageId: null });
