import type { MessageId } from '#shared/domain/ids.ts';
import { hrefOf, wholeTraffic, type Route } from '#renderer/lib/router.ts';

/** The address of another message's story beside the same list. */
export function storyHref(route: Route, messageId: MessageId): string {
  return route.page === 'traffic' || route.page === 'messages'
    ? hrefOf({ ...route, messageId })
    : hrefOf({ page: 'traffic', query: wholeTraffic, messageId });
}
