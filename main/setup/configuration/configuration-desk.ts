import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readOperatorFile } from '#main/relay-host/config-file.ts';
import { writeFileAtomically } from '#main/node/atomic-file.ts';
import type { SetupView } from '#shared/domain/setup/book.ts';
import type {
  ConfigurationComparison,
  ConfigurationDifference,
  ConfigurationFile,
  ConfigurationSaved,
  RelayFileSaved,
} from '#shared/domain/setup/config-file.ts';
import type { TunnelSettings } from '#shared/domain/setup/tunnel.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import { secretOf } from '#shared/setup/context.ts';
import { note, type SetupDeps } from '../setup-deps.ts';
import { differencesOf } from './compare.ts';
import type { ConfigurationPlaces, TunnelPlace } from './configuration-places.ts';
import { configurationWords } from './configuration-words.ts';
import { findSecret } from './find-secret.ts';
import { givenEntries } from './given-entries.ts';
import { readKept, type KeptByRelay } from './kept-by-relay.ts';
import { configurationOf, configurationText, type ConfigurationSources } from './make-file.ts';
import { secretsMissing } from './missing-secrets.ts';
import { secretsOf } from './operator-file.ts';
import { partsOf, partsOfBook } from './parts.ts';
import { readConfigurationFile } from './read-file.ts';
import { relayFileOf } from './relay-file.ts';
import { hereBeside, ofFile } from './said-by-file.ts';
import { isKeptByRelay, takeKept } from './take-kept.ts';
import { withDifferences, withRelayTaken } from './take-over.ts';

/** A file that was read and waits for the person's choice. */
interface Pending {
  readonly token: string;
  readonly isPractice: boolean;
  readonly revision: number;
  readonly file: ConfigurationFile;
  /** What the relay kept then; null: it did not run, or the file says nothing about it. */
  readonly kept: KeptByRelay | null;
  readonly differences: readonly ConfigurationDifference[];
}

/** The configuration as a file: everything but secrets, out and in again; and as a relay.json for a server. */
export class ConfigurationDesk {
  readonly #deps: SetupDeps;
  readonly #places: ConfigurationPlaces;
  #pending: Pending | null = null;

  constructor(deps: SetupDeps, places: ConfigurationPlaces) {
    this.#deps = deps;
    this.#places = places;
  }

  /**
   * Throws SETUP_FILE_SECRETS, VAULT_LOCKED (nobody could tell whether one is in it), FILE_NOT_SAVED, and what is wrong with
   * relay.json.
   */
  async export(): Promise<ConfigurationSaved> {
    const sources = this.#sources();
    const file = configurationOf({ ...sources, kept: await this.#kept(channelIdsOf(sources)) }, this.#deps.clock.now());
    const path = await this.#save(file, `veerpont-configuration-${file.savedAt.slice(0, 10)}.json`, 'save');
    return { path, left: file.left ?? [] };
  }

  /** The same for a server: what the relay runs on, or is to run on. Throws SETUP_RELAY_FILE_PRACTICE besides. */
  async exportRelayFile(): Promise<RelayFileSaved> {
    const { here } = this.#deps;
    if (here.isPractice) throw new RelayError('SETUP_RELAY_FILE_PRACTICE', 'the set-up is one for practice');
    const { store, secrets } = here.place;
    const { file, variables, left } = relayFileOf(this.#operatorFile(), store.book, secrets.list());
    const path = await this.#save(file, 'relay.json', 'saveRelay');
    return { path, left: [...left], variables: [...variables] };
  }

  /** Null: called off. Throws SETUP_FILE_UNREADABLE, SETUP_FILE_NEWER, and what is wrong with relay.json. */
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
    const sources = this.#sources();
    const channelIds = [...new Set([...channelIdsOf(sources), ...file.book.channels.map(({ draft }) => draft.id)])];
    const asks = file.sla !== null || file.alerts !== undefined || file.channelSettings !== undefined;
    const kept = asks ? await this.#kept(channelIds) : null;
    const own = configurationOf({ ...sources, kept }, 0);
    const differences = differencesOf(
      partsOf(hereBeside(file, own, sources)),
      partsOf(ofFile(file, sources, this.#hasPassword)),
      {
        missing: (part) =>
          secretsMissing(part, {
            secrets: here.place.secrets.list(),
            alerts: kept?.alerts ?? null,
            tunnel: isSameProgram(this.#tunnel(), file.tunnel) ? (this.#tunnel()?.view.keptSecrets ?? []) : [],
            givenWays: sources.book.relay.draft.out.own ? null : (sources.givenRelay?.out ?? null),
          }),
        given: this.#givenIds(sources),
      },
    );
    const token = randomUUID();
    const { revision } = sources.book;
    this.#pending = { token, isPractice: here.isPractice, revision, file, kept, differences };
    return { token, path, savedAt: file.savedAt, revision, differences, left: file.left ?? [] };
  }

  /**
   * Takes the chosen differences over: first what the relay keeps and the tunnel, then the rest as drafts, all or none. When the relay
   * refuses something, nothing of the set-up is taken over. Throws SETUP_IMPORT_OLD, SETUP_ENTRY_UNKNOWN, SETUP_STILL_USED,
   * SETUP_ID_TAKEN (it stands in relay.json here), TUNNEL_NOT_SAVED, and what the relay says.
   */
  async import(token: string, take: readonly string[]): Promise<SetupView> {
    const { here, inTurn, changed, restartRelay } = this.#deps;
    const pending = this.#usable(token);
    const taken = take.map((id) => chosen(pending, id));
    const { file } = pending;
    const parts = partsOfBook(file.book);
    const beside = { given: this.#sources().givenRelay, hasPassword: this.#hasPassword };
    const takes = (kind: ConfigurationDifference['kind']): boolean => taken.some((one) => one.kind === kind);
    // Tried before anything is changed.
    withDifferences(here.place.store.book, parts, taken);
    if (taken.some(isKeptByRelay)) await this.#takeKept(pending, taken);
    if (takes('tunnel') && file.tunnel !== undefined) await takeTunnel(this.#tunnel(), file.tunnel);
    const { begun } = here.place.store.book;
    await inTurn(() => {
      this.#usable(token);
      here.place.store.changeForGood((book) => {
        const changedBook = withDifferences(book, parts, taken);
        const relay = takes('relay') ? file.relay : undefined;
        return { ...(relay === undefined ? changedBook : withRelayTaken(changedBook, relay, beside)), begun: true };
      });
      return Promise.resolve();
    }).finally(changed);
    this.#pending = null;
    note(this.#deps, 'imported', `${taken.length} of ${pending.differences.length}`);
    if (!begun || takes('address')) await restartRelay();
    return here.view();
  }

  readonly #hasPassword = (ownerId: string): boolean =>
    secretOf(this.#deps.here.place.secrets.list(), { owner: 'relay', ownerId }, 'proxy_password') !== null;

  /** All but what the relay keeps. What is for practice has neither relay.json nor tunnel beside it. */
  #sources(): Omit<ConfigurationSources, 'kept'> {
    const { here } = this.#deps;
    const { isPractice } = here;
    return {
      book: here.place.store.book,
      given: givenEntries(this.#operatorFile()),
      givenRelay: isPractice ? null : here.beside.given.relay,
      givenUrl: isPractice ? null : here.beside.publicUrl,
      tunnel: this.#tunnel()?.view.settings ?? null,
    };
  }

  #operatorFile() {
    const { operatorFile } = this.#places;
    return operatorFile === undefined || this.#deps.here.isPractice
      ? null
      : (readOperatorFile(operatorFile.path)?.file ?? null);
  }

  #tunnel(): TunnelPlace | null {
    return this.#deps.here.isPractice ? null : (this.#places.tunnel?.() ?? null);
  }

  /** Ids of parts that are changed beside the book alone: in relay.json, or in the sandbox. */
  #givenIds({ given, givenUrl }: Pick<ConfigurationSources, 'given' | 'givenUrl'>): ReadonlySet<string> {
    const { integrations, channels } = this.#deps.here.beside.given;
    return new Set([
      ...(givenUrl === null ? [] : ['address']),
      ...[...given.integrations, ...integrations].map(({ id }) => `integration/${id}`),
      ...[...given.channels, ...channels].map(({ id }) => `channel/${id}`),
    ]);
  }

  /** Null: called off. */
  async #save(file: object, name: string, title: 'save' | 'saveRelay'): Promise<string | null> {
    const { folder, askSavePath, language } = this.#places;
    const field = findSecret(file, this.#everySecret());
    if (field !== null) throw new RelayError('SETUP_FILE_SECRETS', 'a secret stands in a field', { value: field });
    const path = await askSavePath({
      title: configurationWords[language()][title],
      defaultPath: join(folder(), name),
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

  /** Of a relay that does not run nobody knows the settings: it is started first, on a set-up that has begun. */
  async #takeKept({ file, kept }: Pending, taken: readonly ConfigurationDifference[]): Promise<void> {
    const { client, by } = this.#deps;
    if (kept === null) await this.#startRelay();
    const before = kept ?? (await readKept(client, []));
    await takeKept(client, file, taken, { before, by: by() });
  }

  async #startRelay(): Promise<void> {
    const { here, restartRelay } = this.#deps;
    const { store } = here.place;
    store.changeForGood((book) => (book.begun ? book : { ...book, begun: true }));
    if (this.#pending !== null) this.#pending = { ...this.#pending, revision: store.book.revision };
    await restartRelay();
    await this.#places.relayUp();
  }

  async #kept(channelIds: readonly string[]): Promise<KeptByRelay | null> {
    try {
      return await readKept(this.#deps.client, channelIds);
    } catch (thrown) {
      this.#deps.log.info('setup.kept_not_read', { code: toRelayError(thrown).code });
      return null;
    }
  }

  #everySecret(): string[] {
    const { here } = this.#deps;
    const { operatorFile } = this.#places;
    const file = this.#operatorFile();
    const given = file === null || operatorFile === undefined ? [] : secretsOf(file, operatorFile);
    try {
      return [...given, ...here.place.secrets.everyValue()];
    } catch (thrown) {
      // A vault that holds nothing yet has nothing that could leak.
      if (toRelayError(thrown).code === 'VAULT_NO_KEYRING') return given;
      throw thrown;
    }
  }
}

const channelIdsOf = ({ book, given }: Pick<ConfigurationSources, 'book' | 'given'>): string[] => [
  ...new Set([...book.channels.map(({ draft }) => draft.id), ...given.channels.map(({ id }) => id)]),
];

function chosen({ differences }: Pending, id: string): ConfigurationDifference {
  const difference = differences.find((one) => one.id === id);
  if (difference === undefined) throw new RelayError('SETUP_ENTRY_UNKNOWN', 'no such difference', { value: id });
  if (difference.isGiven) {
    const value = id.slice(difference.kind.length + 1);
    throw new RelayError('SETUP_ID_TAKEN', 'the configuration beside the set-up has this id', { value });
  }
  return difference;
}

/** The same program with the same arguments. */
function isSameProgram(here: TunnelPlace | null, file: TunnelSettings | undefined): boolean {
  if (here === null || file === undefined) return false;
  const { program, args } = here.view.settings;
  return isDeepStrictEqual({ program, args }, { program: file.program, args: file.args });
}

/** Secrets that were given to one program are not handed to another that came with a file. */
async function takeTunnel(here: TunnelPlace | null, file: TunnelSettings): Promise<void> {
  if (here === null) return;
  const forgotten = isSameProgram(here, file) ? [] : here.view.keptSecrets;
  await here.set(file, Object.fromEntries(forgotten.map((name) => [name, null])));
}
