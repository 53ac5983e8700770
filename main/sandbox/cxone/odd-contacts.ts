import type { JsonObject } from '../kit/json.ts';

/** Ways in which a contact may come other than documented. */
export const contactOddities = ['bare', 'texts', 'unknownStatus', 'noZone', 'strangeSla', 'nulls', 'lists'] as const;
export type ContactOddity = (typeof contactOddities)[number];

/** The contact as that fault leaves it. */
export function oddContact(view: JsonObject, oddity: ContactOddity): JsonObject {
  const { id, channelId, status } = view;
  switch (oddity) {
    case 'bare':
      return { id, channelId, status };
    case 'texts':
      return { ...view, id: Number(id), inboxAssignee: String(view.inboxAssignee), sla: 'soon', createdAt: 'today' };
    case 'unknownStatus':
      return { ...view, status: 'snoozed' };
    case 'noZone':
      return {
        ...view,
        statusUpdatedAt: String(view.statusUpdatedAt).slice(0, 19),
        statusUpdatedAtWithMilliseconds: null,
        createdAt: String(view.createdAt).slice(0, 19),
      };
    case 'strangeSla':
      return {
        ...view,
        sla: { firstResponseTime: { raw: '12', alreadyHasValue: 'no' }, solutionTime: { raw: -7, alreadyHasValue: 1 } },
      };
    case 'nulls':
      return Object.fromEntries(
        Object.keys(view).map((key) => [key, ['id', 'channelId', 'status'].includes(key) ? view[key] : null]),
      );
    case 'lists':
      return Object.fromEntries(Object.keys(view).map((key) => [key, [view[key]]]));
  }
}
