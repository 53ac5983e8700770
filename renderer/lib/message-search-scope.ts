import type { SearchScope } from '#shared/domain/message-task.ts';
import type { SearchQuestion } from './message-search-rows.ts';
import { searchZone } from './message-search-time.ts';

/** A question as the relay takes it: everything but the customer stands in the text. */
export function scopeOf({ text, contactNo }: SearchQuestion): SearchScope {
  return {
    text,
    filter: { channelIds: [], direction: null, kinds: [], states: [], from: null, until: null, contactNo },
    timeZone: searchZone(),
  };
}
