import type { SetupForm } from '#shared/domain/setup/book.ts';
import type { ConfigurationDifference, ConfigurationFile } from '#shared/domain/setup/config-file.ts';
import type { SlaSettings } from '#shared/domain/sla-settings.ts';

export type Kind = ConfigurationDifference['kind'];
/** Kinds whose parts are entries of the book; the others are kept by the relay, or beside it. */
export type BookKind = Exclude<Kind, 'sla' | 'relay' | 'alerts' | 'tunnel' | 'channel_settings'>;

/** One thing of a configuration that is compared, and taken over or not, as a whole. */
export interface Part {
  /** 'integration/support', 'sla/global' … */
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly content: unknown;
}

/** Everything a file says, in the order in which it builds on one another. What it says nothing about has no part. */
export function partsOf({ book, relay, sla, alerts, channelSettings, tunnel }: ConfigurationFile): Part[] {
  return [
    ...partsOfBook(book),
    ...(relay === undefined ? [] : [{ id: 'relay', kind: 'relay' as const, name: '', content: relay }]),
    ...(channelSettings ?? []).map(({ channelId, settings }) => ({
      id: `channel_settings/${channelId}`,
      kind: 'channel_settings' as const,
      name: book.channels.find(({ draft }) => draft.id === channelId)?.draft.name ?? channelId,
      content: settings,
    })),
    ...(sla === null ? [] : partsOfSla(sla)),
    ...(alerts === undefined ? [] : [{ id: 'alerts', kind: 'alerts' as const, name: '', content: alerts }]),
    ...(tunnel === undefined ? [] : [{ id: 'tunnel', kind: 'tunnel' as const, name: tunnel.program, content: tunnel }]),
  ];
}

export function partsOfBook(book: ConfigurationFile['book']): Part[] {
  return [
    { id: 'address', kind: 'address', name: book.address.publicUrl, content: book.address },
    ...book.integrations.map(({ draft }) => partOf('integration', draft)),
    ...book.channels.map(({ draft }) => partOf('channel', draft)),
    ...book.roles.map((form) => partOf('role', form)),
    ...book.users.map((form) => partOf('user', form)),
    ...book.queues.map((form) => partOf('queue', form)),
    ...book.skills.map((form) => partOf('skill', form)),
  ];
}

function partsOfSla(sla: SlaSettings): Part[] {
  return [
    ...sla.calendars.map((calendar) => ({
      id: `sla/calendar/${calendar.id}`,
      kind: 'sla' as const,
      name: calendar.name,
      content: calendar,
    })),
    { id: 'sla/global', kind: 'sla', name: '', content: sla.global },
    ...sla.channels.map(({ channelId, policy }) => ({
      id: `sla/channel/${channelId}`,
      kind: 'sla' as const,
      name: channelId,
      content: policy,
    })),
  ];
}

const ofBook: ReadonlySet<Kind> = new Set<BookKind>([
  'integration',
  'channel',
  'role',
  'user',
  'queue',
  'skill',
  'address',
]);
export const isBookKind = (kind: Kind): kind is BookKind => ofBook.has(kind);

/** A part of the book as an entry to be saved; null for what is no entry of it. */
export function formOfPart({ kind, content }: Part): Extract<SetupForm, { kind: BookKind }> | null {
  // Its content came out of the book's form, under this kind.
  return isBookKind(kind) ? ({ kind, form: content } as Extract<SetupForm, { kind: BookKind }>) : null;
}

function partOf(kind: Exclude<BookKind, 'address'>, form: { readonly id: string; readonly name: string }): Part {
  return { id: `${kind}/${form.id}`, kind, name: form.name, content: form };
}
