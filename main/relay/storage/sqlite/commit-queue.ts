import type { RelayError } from '#shared/errors/relay-error.ts';
import { failureKind, toWriteError, type FailureKind } from './sqlite-failure.ts';
import type { StoreSession } from './store-session.ts';

type Change<T> = (session: StoreSession) => T;

interface Operation {
  readonly run: Change<unknown>;
  /** Undoes the change should it be on disk although its commit was reported as failed. */
  readonly withdraw: Change<void> | null;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: RelayError) => void;
  value: unknown;
  error: RelayError | null;
}

export interface CommitQueueDeps {
  /** The open connection. Throws when it cannot be opened. */
  readonly session: () => StoreSession;
  /** After each commit, before anything of it is acknowledged. Throws when the commit cannot be relied on. */
  readonly onCommitted: (session: StoreSession) => void;
  readonly onFailed: (kind: FailureKind, error: RelayError) => void;
}

/**
 * Gathers the changes of one turn of the event loop and commits them together, in the order they were asked for: many
 * messages share one flush of the disk. A change is answered only after its commit returned.
 */
export class CommitQueue {
  readonly #deps: CommitQueueDeps;
  #waiting: Operation[] = [];
  #isPlanned = false;
  #inDoubt: Change<void>[] = [];

  constructor(deps: CommitQueueDeps) {
    this.#deps = deps;
  }

  add<T>(run: Change<T>, withdraw: Change<void> | null = null): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({
        run,
        withdraw,
        resolve: resolve as (value: unknown) => void,
        reject,
        value: undefined,
        error: null,
      });
      if (this.#isPlanned) return;
      this.#isPlanned = true;
      setImmediate(() => {
        this.flush();
      });
    });
  }

  /** Commits what waits, now. */
  flush(): void {
    this.#isPlanned = false;
    if (this.#waiting.length === 0) return;
    const batch = this.#waiting;
    this.#waiting = [];
    try {
      this.#commit(this.#deps.session(), batch);
    } catch (thrown) {
      this.#failAll(batch, thrown);
      return;
    }
    for (const operation of batch) {
      if (operation.error === null) operation.resolve(operation.value);
      else operation.reject(operation.error);
    }
  }

  #commit(session: StoreSession, batch: readonly Operation[]): void {
    try {
      session.begin();
      for (const withdraw of this.#inDoubt) withdraw(session);
      for (const operation of batch) operation.value = operation.run(session);
      session.writeGathered();
      session.commit();
    } catch (thrown) {
      session.rollBack();
      const kind = failureKind(thrown);
      if (kind !== 'operation' && kind !== 'damaged') throw thrown;
      this.#commitApart(session, batch);
    }
    this.#inDoubt = [];
    this.#deps.onCommitted(session);
  }

  /** One of them is bad. Again, each behind a savepoint of its own, so that the others are not lost with it. */
  #commitApart(session: StoreSession, batch: readonly Operation[]): void {
    try {
      session.begin();
      for (const withdraw of this.#inDoubt) withdraw(session);
      for (const operation of batch) this.#runApart(session, operation);
      session.commit();
    } catch (thrown) {
      session.rollBack();
      throw thrown;
    }
  }

  #runApart(session: StoreSession, operation: Operation): void {
    session.database.exec('SAVEPOINT operation');
    try {
      operation.value = operation.run(session);
      session.writeGathered();
    } catch (thrown) {
      const kind = failureKind(thrown);
      if (kind !== 'operation' && kind !== 'damaged') throw thrown;
      session.database.exec('ROLLBACK TO operation');
      session.forget();
      operation.error = toWriteError(thrown);
    }
    session.database.exec('RELEASE operation');
  }

  /** None of them is on disk, or none can be relied on. */
  #failAll(batch: readonly Operation[], thrown: unknown): void {
    const error = toWriteError(thrown);
    const kind = failureKind(thrown);
    // A change that is wrong in itself never comes here: whatever this is, the connection is not to be trusted.
    const isSure = kind === 'full' || kind === 'busy';
    if (!isSure) this.#inDoubt.push(...batch.flatMap(({ withdraw }) => withdraw ?? []));
    this.#deps.onFailed(isSure ? kind : 'broken', error);
    for (const operation of batch) operation.reject(error);
  }
}
