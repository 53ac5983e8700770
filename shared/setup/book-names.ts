import type { GivenParts, SetupBook } from '../domain/setup/book.ts';
import type { ChannelForm, TenantThing } from '../domain/setup/channel-form.ts';
import { isFilled } from './names.ts';

/** The draft of a channel of the book; null for one that comes from elsewhere. */
export const channelForm = (book: SetupBook, channelId: string): ChannelForm | null =>
  book.channels.find(({ draft }) => draft.id === channelId)?.draft ?? null;

/** Channels that come from elsewhere, as far as rules have to name them. */
export type GivenChannels = GivenParts['channels'];

/** Its name, or its id where it has none yet; of the book first, like everything of the set-up. */
export function channelName(book: SetupBook, channelId: string, given: GivenChannels): string {
  const form = channelForm(book, channelId) ?? given.find(({ id }) => id === channelId);
  const name = form?.name.trim() ?? '';
  return name === '' ? channelId : name;
}

export const nameOf = ({ id, name }: { readonly id: string; readonly name: string }): string =>
  isFilled(name) ? name.trim() : id.trim();

/** What a person looks for in the tenant: its name, else its id there. */
export const thingName = (thing: TenantThing): string => nameOf(thing);
