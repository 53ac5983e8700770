import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { MessageId } from '#shared/domain/ids.ts';
import type { AcceptResult, NewMessage, PendingMessage, RelayStore } from '../../ports/relay-store.ts';
import { messageChanges } from './access/change-access.ts';
import { ClaimAccess } from './access/claim-access.ts';
import { customerMethods } from './access/customer-access.ts';
import { mediaAndRetention } from './access/media-access.ts';
import { messageReading } from './access/message-access.ts';
import { operationsMethods } from './access/operations-methods.ts';
import type { StoreAccess } from './access/store-access.ts';
import { WaitingAccess } from './access/waiting-access.ts';
import { CommitQueue } from './commit-queue.ts';
import type { ConnectionKeeper } from './connection-keeper.ts';
import type { CountComparison } from './count-sums.ts';
import { clearUpAccept } from './doubtful-accept.ts';
import type { HeldClaims } from './held-claims.ts';
import { toReadError } from './sqlite-failure.ts';
import type { StoreSession } from './store-session.ts';

/** The files are looked for so often, and while writing fails it is tried so often whether it works again. */
const watchMs = 2_000;
const trialFact = 'store.trial';

export interface SqliteRelayStoreParts {
  readonly connection: ConnectionKeeper;
  readonly held: HeldClaims;
  readonly clock: Clock;
  readonly log: Logger;
  readonly releaseLock: () => void;
}

/** The store of one desktop: one file, one connection, one commit for each turn of the event loop. */
export function createSqliteRelayStore(parts: SqliteRelayStoreParts): RelayStore {
  const { connection, held, clock, log } = parts;
  const queue = new CommitQueue({
    session: () => connection.sessionToWrite(),
    onCommitted: (session, hasNew) => {
      connection.afterCommit(session, hasNew);
    },
    onFailed: (kind, error) => {
      connection.afterFailure(kind, error);
    },
    onFull: () => connection.afterFull(),
  });
  const access: StoreAccess = {
    connection,
    held,
    clock,
    log,
    write: (change, options) => queue.add(change, options),
    read: (read) => queue.read(() => connection.read(read)),
  };
  const keeper = new StoreKeeper(parts, queue);
  const claims = new ClaimAccess(access);
  const waiting = new WaitingAccess(access);
  return {
    ...messageChanges(access),
    ...messageReading(access),
    ...mediaAndRetention(access),
    ...operationsMethods(access),
    ...customerMethods(access),

    accept: (message, unansweredSince = null) => {
      const refusal = connection.refusal();
      if (refusal !== null) return Promise.reject(refusal);
      return queue.add((session) => earlierReply(session, message, unansweredSince) ?? session.writer.accept(message), {
        isNew: true,
        clearUp: (session) => keeper.clearUpAccept(session, message.id),
      });
    },
    claim: (seq, attempt, at) => claims.claim(seq, attempt, at),
    settle: (settlement) => claims.settle(settlement),
    recoverClaims: (at, reportFor) => claims.recoverClaims(at, reportFor),
    recoverChannelClaims: (channelId, at) => claims.recoverChannelClaims(channelId, at),
    pendingPage: (channelId, direction, afterSeq, limit) => waiting.pendingPage(channelId, direction, afterSeq, limit),
    pendingOfConversation: (contactNo, direction, afterSeq, limit) =>
      waiting.pendingOfConversation(contactNo, direction, afterSeq, limit),

    verifyCounts: () => keeper.verifyCounts(),
    missingRecords: () => connection.missing,
    storage: () => connection.storage,
    onFoundWaiting: (listener) => {
      keeper.onFoundWaiting = listener;
    },
    close: () => keeper.close(claims),
  };
}

function earlierReply(session: StoreSession, message: NewMessage, since: number | null): AcceptResult | null {
  if (since === null || message.dedupeKey === null) return null;
  const channelNo = session.channels.find(message.channelId);
  const found = channelNo === null ? null : session.reader.unanswered(channelNo, message.dedupeKey, since);
  return found === null ? null : { kind: 'duplicate', ...found };
}

/** Looks after the file: whether it is there, whether it can be written again, whether its counts agree. */
class StoreKeeper {
  readonly #parts: SqliteRelayStoreParts;
  readonly #queue: CommitQueue;
  #closing: Promise<void> | null = null;
  #cancelWatch: () => void = () => undefined;
  /** One check at a time. */
  #lastCheck: Promise<unknown> = Promise.resolve();
  onFoundWaiting: (message: PendingMessage) => void = () => undefined;

  constructor(parts: SqliteRelayStoreParts, queue: CommitQueue) {
    this.#parts = parts;
    this.#queue = queue;
    this.#planWatch();
  }

  verifyCounts(): Promise<CountComparison> {
    const check = this.#lastCheck.then(() => this.#verifyCounts());
    this.#lastCheck = check.catch(() => undefined);
    return check;
  }

  /** Once; whoever asks meanwhile waits for it. */
  close(claims: ClaimAccess): Promise<void> {
    this.#closing ??= this.#close(claims);
    return this.#closing;
  }

  async #close(claims: ClaimAccess): Promise<void> {
    this.#cancelWatch();
    claims.stopNotes();
    await this.#lastCheck;
    await claims.noteHeld().catch(() => undefined);
    await this.#queue.drain();
    await this.#parts.connection.close();
    this.#parts.releaseLock();
  }

  clearUpAccept(session: StoreSession, id: MessageId): (() => void) | null {
    const { clock, log } = this.#parts;
    const waiting = clearUpAccept(session, id, clock.now());
    if (waiting === null) return null;
    return () => {
      log.warn('store.found_waiting', { messageId: id });
      this.onFoundWaiting(waiting);
    };
  }

  async #verifyCounts(): Promise<CountComparison> {
    const { connection } = this.#parts;
    try {
      return await (await this.#queue.read(() => connection.countCheck())).run();
    } catch (thrown) {
      connection.dropCountCheck();
      throw toReadError(thrown);
    }
  }

  #planWatch(): void {
    const { clock, connection } = this.#parts;
    this.#cancelWatch = clock.after(watchMs, () => {
      void this.#queue.read(() => {
        connection.watch();
      });
      this.#tryWriting();
      this.#planWatch();
    });
  }

  /** What failed may work again, and what is in doubt is cleared up, without anybody who has something to store. */
  #tryWriting(): void {
    const { connection, clock } = this.#parts;
    if ((connection.storage.writable && !this.#queue.isInDoubt) || connection.refusal() !== null) return;
    const trial = (session: StoreSession): void => {
      session.facts.write(trialFact, String(clock.now()));
    };
    this.#queue.add(trial, { isNew: true }).catch(() => undefined);
  }
}
