import type { SetupBook } from '#shared/domain/setup/book.ts';
import type { ConfigurationFile, LeftOut } from '#shared/domain/setup/config-file.ts';
import type { RelayForm } from '#shared/domain/setup/relay-form.ts';
import type { TunnelSettings } from '#shared/domain/setup/tunnel.ts';
import { alertsOfFile } from './alert-parts.ts';
import { left, type GivenEntries } from './given-entries.ts';
import type { KeptByRelay } from './kept-by-relay.ts';
import { relayHere, saysAnything } from './relay-sections.ts';

/** All that a configuration is made of. */
export interface ConfigurationSources {
  readonly book: SetupBook;
  /** Of relay.json. */
  readonly given: GivenEntries;
  readonly givenRelay: RelayForm | null;
  /** The public address of relay.json, which counts over the book's. */
  readonly givenUrl: string | null;
  /** Null: the relay does not run, and nobody else knows. */
  readonly kept: KeptByRelay | null;
  /** Null: nothing is let out here (practice). */
  readonly tunnel: TunnelSettings | null;
}

/**
 * The configuration as a file. What was applied, when and by whom stays here: it is true of this relay only. Of two entries
 * with one id relay.json's counts, as it does for the relay.
 */
export function configurationOf(sources: ConfigurationSources, at: number): ConfigurationFile {
  const { book, given, givenRelay, givenUrl, kept, tunnel } = sources;
  const { roles, users, queues, skills } = book;
  const notApplied = { applied: null, appliedAt: null, appliedBy: null };
  const shadowed: LeftOut[] = [];
  const entries = <F extends { readonly id: string }>(own: readonly { readonly draft: F }[], theirs: readonly F[]) => {
    const isGiven = (id: string): boolean => theirs.some((one) => one.id === id);
    shadowed.push(...own.filter(({ draft }) => isGiven(draft.id)).map(({ draft }) => left('shadowed', draft.id)));
    return [...own.map(({ draft }) => draft).filter(({ id }) => !isGiven(id)), ...theirs].map((draft) => ({
      draft,
      ...notApplied,
    }));
  };
  const integrations = entries(book.integrations, given.integrations);
  const channels = entries(book.channels, given.channels);
  const relay = relayHere(book.relay.draft, givenRelay);
  return {
    veerpont: 'configuration',
    version: 2,
    savedAt: new Date(at).toISOString(),
    book: {
      address: { ...book.address, publicUrl: givenUrl ?? book.address.publicUrl },
      integrations,
      channels,
      roles,
      users,
      queues,
      skills,
    },
    ...(saysAnything(relay) && { relay }),
    sla: kept?.sla.current.settings ?? null,
    ...(kept !== null && {
      alerts: alertsOfFile(kept.alerts),
      channelSettings: [...kept.channelSettings],
    }),
    ...(tunnel !== null && tunnel.program.trim() !== '' && { tunnel }),
    left: [...(kept === null ? [left('relay_off', '')] : []), ...given.left, ...shadowed].slice(0, 2_000),
  };
}

export const configurationText = (file: unknown): string => `${JSON.stringify(file, null, 2)}\n`;
