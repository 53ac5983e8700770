import { createTurns } from '#main/node/turn-taking.ts';
import type { Language, RelayProcess, StartProblem } from '#shared/contract/console-contract.ts';
import type { ContractClient } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { SetupView } from '#shared/domain/setup/book.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { BookStore, type BookStoreDeps } from './book/book-store.ts';
import { ConfigurationDesk } from './configuration/configuration-desk.ts';
import type { ConfigurationPlaces } from './configuration/configuration-places.ts';
import { saveSheet, type SheetPlaces } from './hand-over/save-sheet.ts';
import { makeCertificate, type CertificateWish, type KeyPlaces } from './make-certificate.ts';
import { PlatformDesk } from './platform-desk.ts';
import { RelayBook } from './relay-book.ts';
import { RelayTasks } from './relay-tasks.ts';
import { memoryShelf, vaultShelf, type Vault } from './secrets/secret-shelf.ts';
import { SetupSecrets } from './secrets/setup-secrets.ts';
import { SetupDesk } from './setup-desk.ts';
import { SetupHere } from './setup-here.ts';
import type { SetupPlaces } from './setup-place.ts';

/** How long an import waits for the relay it has just started. */
const relayUpMs = 20_000;
const lookAgainMs = 250;

/** One that waits for a port that somebody else has may wait for ever; beside the sandbox it moves to another one. */
const isOnItsWay = ({ kind, code }: RelayProcess, mayMove: boolean): boolean =>
  kind === 'starting' || (kind === 'restarting' && (mayMove || code !== 'PORT_TAKEN'));

export interface SetupBooksDeps {
  readonly folder: string;
  readonly vault: Vault;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Logger;
  /** Another one only in tests. */
  readonly write?: BookStoreDeps['write'] | undefined;
}

/** The books as they were found, before there is a relay. */
export interface SetupBooks {
  readonly places: SetupPlaces;
  /** For the relay's planner. */
  readonly relayBook: RelayBook;
  /** What was wrong with the files, for 'app.problems'. */
  readonly problems: () => StartProblem[];
}

/** Opens the set-up book of the profile, and the one for practice. Secrets of practice last as long as this session. */
export function openSetupBooks({ folder, vault, clock, log, write }: SetupBooksDeps): SetupBooks {
  const store = (name: string): BookStore => new BookStore({ folder, name, log, now: () => clock.now(), write });
  const places: SetupPlaces = {
    real: { store: store('setup'), secrets: new SetupSecrets(vaultShelf(vault)) },
    practice: { store: store('setup-practice'), secrets: new SetupSecrets(memoryShelf()) },
  };
  return {
    places,
    relayBook: new RelayBook(places, log),
    problems: () => [places.real.store.problem, places.practice.store.problem].filter((problem) => problem !== null),
  };
}

export interface SetupParts {
  readonly books: SetupBooks;
  readonly relay: {
    readonly client: Pick<ContractClient<RelayContract>, 'invoke'>;
    readonly process: RelayProcess;
    readonly sandboxStatus: { readonly kind: string };
    /** What the running sandbox said of its places, unchecked, or null. */
    readonly practice: unknown;
    restartRelay(): Promise<unknown>;
  };
  readonly push: (view: SetupView) => void;
  readonly openPage: (url: string) => Promise<void>;
  readonly askSavePath: SheetPlaces['askPath'] & ConfigurationPlaces['askSavePath'] & KeyPlaces['askPath'];
  readonly askOpenPath: ConfigurationPlaces['askOpenPath'];
  readonly folder: () => string;
  readonly language: () => Language;
  readonly operatorFile: NonNullable<ConfigurationPlaces['operatorFile']>;
  readonly tunnel: NonNullable<ConfigurationPlaces['tunnel']>;
  readonly by: () => string;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface Setup {
  readonly desk: SetupDesk;
  readonly platforms: PlatformDesk;
  readonly configuration: ConfigurationDesk;
  readonly saveSheet: (input: { integrationId: string; secret: string | null }) => Promise<string | null>;
  readonly makeCertificate: (wish: CertificateWish) => ReturnType<typeof makeCertificate>;
  readonly client: Pick<ContractClient<RelayContract>, 'invoke'>;
  /** The relay's process or the sandbox changed: to be called with each notice of either. */
  readonly relayChanged: () => void;
  /** The vault was opened: what wanted for secrets of the book may run now. */
  readonly vaultOpened: () => void;
  readonly close: () => void;
}

/** The set-up on its books, with the relay that runs on them. */
export function createSetup(parts: SetupParts): Setup {
  const { books, relay, clock, log, by, folder, language } = parts;
  const here = new SetupHere({
    places: books.places,
    relayBook: books.relayBook,
    sandboxInUse: () => relay.sandboxStatus.kind !== 'off',
    practice: () => relay.practice,
    relayUrls: () => relay.process.urls,
  });
  const isRunning = (): boolean => relay.process.kind === 'running' && relay.process.urls !== null;
  const changed = (): void => {
    parts.push(here.view());
  };
  const deps = {
    here,
    client: relay.client,
    tasks: new RelayTasks({ isRunning, log }),
    inTurn: createTurns(),
    // Whoever changed what it runs on may ask it something at once.
    restartRelay: async () => {
      await relay.restartRelay();
      await until(() => !isOnItsWay(relay.process, here.isPractice), clock);
    },
    changed,
    clock,
    log,
    by,
  };
  books.relayBook.onChange = changed;
  books.relayBook.practice = () => relay.practice;
  const desk = new SetupDesk({ ...deps, openPage: parts.openPage });
  return {
    desk,
    platforms: new PlatformDesk(deps),
    configuration: new ConfigurationDesk(deps, {
      askSavePath: parts.askSavePath,
      askOpenPath: parts.askOpenPath,
      folder,
      language,
      relayUp: () => until(isRunning, clock),
      operatorFile: parts.operatorFile,
      tunnel: parts.tunnel,
    }),
    saveSheet: (input) => saveSheet(deps, { askPath: parts.askSavePath, folder, language }, input),
    makeCertificate: (wish) => makeCertificate(deps, { askPath: parts.askSavePath, folder, language }, wish),
    client: relay.client,
    relayChanged: () => {
      deps.tasks.relayChanged();
      changed();
    },
    vaultOpened: () => {
      changed();
      const { channels, relay: ofRelay } = books.places.real.store.book;
      const isApplied = [...channels, ofRelay].some(({ applied }) => applied !== null);
      // A relay that waits for the vault is started by whoever opened it.
      if (here.isPractice || !isApplied || !isRunning()) return;
      relay.restartRelay().catch((thrown: unknown) => {
        log.warn('setup.not_restarted', { code: toRelayError(thrown).code });
      });
    },
    close: () => {
      desk.close();
    },
  };
}

function until(isSo: () => boolean, clock: Clock): Promise<void> {
  const end = clock.monotonic() + relayUpMs;
  return new Promise((resolve) => {
    const look = (): void => {
      if (isSo() || clock.monotonic() >= end) resolve();
      else clock.after(lookAgainMs, look);
    };
    look();
  });
}
