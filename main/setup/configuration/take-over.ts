import type { SetupBook, SetupKind } from '#shared/domain/setup/book.ts';
import type { ConfigurationDifference } from '#shared/domain/setup/config-file.ts';
import type { SlaSettings } from '#shared/domain/sla-settings.ts';
import { withForm } from '../book/entry-edits.ts';
import { withoutEntry } from '../book/entry-removal.ts';
import { formOfPart, type Part } from './parts.ts';

type Taken = Pick<ConfigurationDifference, 'id' | 'kind' | 'change'>;

/** What builds on others goes first, so that nothing is still used when its turn comes. */
const removalOrder: readonly SetupKind[] = ['skill', 'queue', 'user', 'role', 'channel', 'integration'];

/**
 * The book with the chosen differences, as drafts. Throws SETUP_STILL_USED when something is to be taken out that the relay runs
 * on, or that another entry needs: then nothing is taken over.
 */
export function withDifferences(book: SetupBook, file: readonly Part[], taken: readonly Taken[]): SetupBook {
  let changed = book;
  for (const part of file) {
    const difference = taken.find(({ id }) => id === part.id);
    const form = difference === undefined || difference.change === 'removed' ? null : formOfPart(part);
    if (form !== null) changed = withForm(changed, form);
  }
  const gone = taken.filter(({ change }) => change === 'removed');
  for (const kind of removalOrder) {
    for (const { id } of gone.filter((one) => one.kind === kind)) {
      changed = withoutEntry(changed, kind, id.slice(kind.length + 1));
    }
  }
  return changed;
}

/** The SLA settings with the chosen differences. `here` is null where nothing was set yet: then the file's count whole. */
export function slaWithDifferences(here: SlaSettings | null, file: SlaSettings, taken: readonly Taken[]): SlaSettings {
  if (here === null) return file;
  const wanted = new Map(taken.filter(({ kind }) => kind === 'sla').map(({ id, change }) => [id, change]));
  const merged = <T>(prefix: string, own: readonly T[], other: readonly T[], idOf: (item: T) => string): T[] => {
    const kept = own.flatMap((item) => {
      const change = wanted.get(`${prefix}${idOf(item)}`);
      if (change === 'removed') return [];
      return change === undefined ? [item] : other.filter((one) => idOf(one) === idOf(item));
    });
    const added = other.filter((item) => wanted.get(`${prefix}${idOf(item)}`) === 'added');
    return [...kept, ...added];
  };
  return {
    calendars: merged('sla/calendar/', here.calendars, file.calendars, ({ id }) => id),
    global: wanted.has('sla/global') ? file.global : here.global,
    channels: merged('sla/channel/', here.channels, file.channels, ({ channelId }) => channelId),
  };
}
