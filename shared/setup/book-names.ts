import type { SetupBook } from '../domain/setup/book.ts';
import type { ChannelForm, TenantThing } from '../domain/setup/channel-form.ts';
import { isFilled } from './names.ts';

/** The draft of a channel of the book; null for one that comes from elsewhere. */
export const channelForm = (book: SetupBook, channelId: string): ChannelForm | null =>
  book.channels.find(({ draft }) => draft.id === channelId)?.draft ?? null;

/** Its name, or its id where it has none yet. */
export function channelName(book: SetupBook, channelId: string): string {
  const name = channelForm(book, channelId)?.name.trim() ?? '';
  return name === '' ? channelId : name;
}

export const nameOf = ({ id, name }: { readonly id: string; readonly name: string }): string =>
  isFilled(name) ? name.trim() : id.trim();

/** What a person looks for in the tenant: its name, else its id there. */
export const thingName = (thing: TenantThing): string => nameOf(thing);
