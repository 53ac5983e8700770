import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import { writeFileAtomically } from '#main/node/atomic-file.ts';
import type { Language } from '#shared/contract/console-contract.ts';
import type { SlaSettingsView } from '#shared/contract/sla-contract.ts';
import type { SetupView } from '#shared/domain/setup/book.ts';
import type {
  ConfigurationComparison,
  ConfigurationDifference,
  ConfigurationFile,
} from '#shared/domain/setup/config-file.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import { note, type SetupDeps } from '../setup-deps.ts';
import { differencesOf } from './compare.ts';
import { configurationWords } from './configuration-words.ts';
import { findSecret } from './find-secret.ts';
import { configurationOf, configurationText } from './make-file.ts';
import { partsOfBook, partsOfSla } from './parts.ts';
import { readConfigurationFile } from './read-file.ts';
import { slaWithDifferences, withDifferences } from './take-over.ts';

export interface ConfigurationPlaces {
  readonly askSavePath: (options: {
    readonly title: string;
    readonly defaultPath: string;
    readonly extension: 'json';
  }) => Promise<string | null>;
  readonly askOpenPath: (options: {
    readonly title: string;
    readonly defaultPath: string;
    readonly extension: 'json';
  }) => Promise<string | null>;
  /** Where a person keeps documents. */
  readonly folder: () => string;
  readonly language: () => Language;
  /** Resolves when the relay runs, or after a while when it does not. */
  readonly relayUp: () => Promise<void>;
}

/** A file that was read and waits for the person's choice. */
interface Pending {
  readonly token: string;
  readonly isPractice: boolean;
  readonly revision: number;
  readonly file: ConfigurationFile;
  readonly sla: SlaSettingsView | null;
  readonly differences: readonly ConfigurationDifference[];
}

/** The configuration as a file: everything but secrets, out and in again. */
export class ConfigurationDesk {
  readonly #deps: SetupDeps;
  readonly #places: ConfigurationPlaces;
  #pending: Pending | null = null;

  constructor(deps: SetupDeps, places: ConfigurationPlaces) {
    this.#deps = deps;
    this.#places = places;
  }

  /** Null: called off. Throws SETUP_FILE_SECRETS, VAULT_LOCKED (nobody could tell whether one is in it) and FILE_NOT_SAVED. */
  async export(): Promise<string | null> {
    const { here, clock } = this.#deps;
    const { folder, askSavePath, language } = this.#places;
    const file = configurationOf(here.place.store.book, (await this.#sla())?.current.settings ?? null, clock.now());
    const field = findSecret(file, this.#everySecret());
    if (field !== null) throw new RelayError('SETUP_FILE_SECRETS', 'a secret stands in a field', { value: field });
    const day = file.savedAt.slice(0, 10);
    const path = await askSavePath({
      title: configurationWords[language()].save,
      defaultPath: join(folder(), `veerpont-configuration-${day}.json`),
      extension: 'json',
    });
    if (path === null) return null;
    try {
      writeFileAtomically(path, configurationText(file));
    } catch (thrown) {
      throw new RelayError('FILE_NOT_SAVED', 'the configuration could not be written', { value: path, cause: thrown });
    }
    note(this.#deps, 'exported', basename(path));
    return path;
  }

  /** Null: called off. Throws SETUP_FILE_UNREADABLE, SETUP_FILE_NEWER. */
  async read(): Promise<ConfigurationComparison | null> {
    const { here } = this.#deps;
    const { folder, askOpenPath, language } = this.#places;
    const path = await askOpenPath({
      title: configurationWords[language()].open,
      defaultPath: folder(),
      extension: 'json',
    });
    if (path === null) return null;
    const file = await readConfigurationFile(path);
    const sla = file.sla === null ? null : await this.#sla();
    const { book } = here.place.store;
    const own = [...partsOfBook(book), ...(sla === null ? [] : partsOfSla(sla.current.settings))];
    const theirs = [...partsOfBook(file.book), ...(file.sla === null ? [] : partsOfSla(file.sla))];
    const differences = differencesOf(own, theirs, here.place.secrets.list());
    const token = randomUUID();
    this.#pending = { token, isPractice: here.isPractice, revision: book.revision, file, sla, differences };
    return { token, path, savedAt: file.savedAt, revision: book.revision, differences };
  }

  /**
   * Takes the chosen differences over: SLA settings through the relay, and then the rest as drafts, all or none. When the relay
   * refuses the SLA settings, nothing is taken over. Throws SETUP_IMPORT_OLD, SETUP_ENTRY_UNKNOWN, SETUP_STILL_USED,
   * SETUP_ID_TAKEN, and what the relay says.
   */
  async import(token: string, take: readonly string[]): Promise<SetupView> {
    const { here, inTurn, changed, restartRelay } = this.#deps;
    const pending = this.#usable(token);
    const taken = take.map((id) => this.#chosen(pending, id));
    const parts = partsOfBook(pending.file.book);
    // Tried before anything is changed.
    withDifferences(here.place.store.book, parts, taken);
    if (taken.some(({ kind }) => kind === 'sla')) await this.#takeSla(pending, taken);
    const { begun } = here.place.store.book;
    await inTurn(() => {
      this.#usable(token);
      here.place.store.changeForGood((book) => ({ ...withDifferences(book, parts, taken), begun: true }));
      return Promise.resolve();
    }).finally(changed);
    this.#pending = null;
    note(this.#deps, 'imported', `${taken.length} of ${pending.differences.length}`);
    if (!begun || taken.some(({ kind }) => kind === 'address')) await restartRelay();
    return here.view();
  }

  #usable(token: string): Pending {
    const { here } = this.#deps;
    const pending = this.#pending;
    const isStill =
      pending?.token === token &&
      pending.isPractice === here.isPractice &&
      pending.revision === here.place.store.book.revision;
    if (!isStill) throw new RelayError('SETUP_IMPORT_OLD', 'the set-up has changed since the file was compared');
    return pending;
  }

  #chosen({ differences }: Pending, id: string): ConfigurationDifference {
    const difference = differences.find((one) => one.id === id);
    if (difference === undefined) throw new RelayError('SETUP_ENTRY_UNKNOWN', 'no such difference', { value: id });
    const { integrations, channels } = this.#deps.here.beside.given;
    const given = { integration: integrations, channel: channels }[difference.kind as 'integration' | 'channel'] ?? [];
    const own = id.slice(difference.kind.length + 1);
    if (difference.change === 'added' && given.some((one) => one.id === own)) {
      throw new RelayError('SETUP_ID_TAKEN', 'the configuration beside the set-up has this id', { value: own });
    }
    return difference;
  }

  /** Of a relay that does not run nobody knows the settings: it is started first, on a set-up that has begun. */
  async #takeSla({ file, sla }: Pending, taken: readonly ConfigurationDifference[]): Promise<void> {
    if (file.sla === null) return;
    const { client, by } = this.#deps;
    if (sla === null) await this.#startRelay();
    const present = sla ?? (await client.invoke('sla.settings', null));
    await client.invoke('sla.set', {
      settings: slaWithDifferences(sla?.current.settings ?? null, file.sla, taken),
      appliesFrom: null,
      note: '',
      basedOn: (present.planned ?? present.current).id,
      by: by(),
    });
  }

  async #startRelay(): Promise<void> {
    const { here, restartRelay } = this.#deps;
    const { store } = here.place;
    store.changeForGood((book) => (book.begun ? book : { ...book, begun: true }));
    if (this.#pending !== null) this.#pending = { ...this.#pending, revision: store.book.revision };
    await restartRelay();
    await this.#places.relayUp();
  }

  async #sla(): Promise<SlaSettingsView | null> {
    try {
      return await this.#deps.client.invoke('sla.settings', null);
    } catch (thrown) {
      this.#deps.log.info('setup.sla_not_read', { code: toRelayError(thrown).code });
      return null;
    }
  }

  #everySecret(): string[] {
    try {
      return this.#deps.here.place.secrets.everyValue();
    } catch (thrown) {
      // A vault that holds nothing yet has nothing that could leak.
      if (toRelayError(thrown).code === 'VAULT_NO_KEYRING') return [];
      throw thrown;
    }
  }
}
