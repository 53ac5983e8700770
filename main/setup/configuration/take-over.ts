import type { SetupBook, SetupKind } from '#shared/domain/setup/book.ts';
import type { ConfigurationDifference } from '#shared/domain/setup/config-file.ts';
import type { RelayForm } from '#shared/domain/setup/relay-form.ts';
import type { SlaSettings } from '#shared/domain/sla-settings.ts';
import { withForm } from '../book/entry-edits.ts';
import { withoutEntry } from '../book/entry-removal.ts';
import { formOfPart, type Part } from './parts.ts';
import { relayTakenOver, type RelayBeside } from './relay-sections.ts';

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

/** The book with the file's settings of the relay itself, as a draft. */
export const withRelayTaken = (book: SetupBook, file: RelayForm, beside: Omit<RelayBeside, 'typed'>): SetupBook => ({
  ...book,
  relay: { ...book.relay, draft: relayTakenOver(file, { ...beside, typed: book.relay.draft }) },
});

/** The SLA settings with the chosen differences. What was compared while no relay ran may be here all the same: it is replaced. */
export function slaWithDifferences(here: SlaSettings, file: SlaSettings, taken: readonly Taken[]): SlaSettings {
  const wanted = new Map(taken.filter(({ kind }) => kind === 'sla').map(({ id, change }) => [id, change]));
  const merged = <T>(prefix: string, own: readonly T[], other: readonly T[], idOf: (item: T) => string): T[] => {
    const kept = own.flatMap((item) => {
      const change = wanted.get(`${prefix}${idOf(item)}`);
      if (change === 'removed') return [];
      return change === undefined ? [item] : other.filter((one) => idOf(one) === idOf(item));
    });
    const isHere = (id: string): boolean => own.some((item) => idOf(item) === id);
    const added = other.filter((item) => wanted.get(`${prefix}${idOf(item)}`) === 'added' && !isHere(idOf(item)));
    return [...kept, ...added];
  };
  return {
    calendars: merged('sla/calendar/', here.calendars, file.calendars, ({ id }) => id),
    global: wanted.has('sla/global') ? file.global : here.global,
    channels: merged('sla/channel/', here.channels, file.channels, ({ channelId }) => channelId),
  };
}
