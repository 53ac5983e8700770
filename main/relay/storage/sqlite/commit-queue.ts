import { setTimeout as pause } from 'node:timers/promises';
import type { RelayError } from '#shared/errors/relay-error.ts';
import { failureKind, toWriteError, type FailureKind } from './sqlite-failure.ts';
import type { StoreSession } from './store-session.ts';

/** So long another process that writes is waited for: twice this and a flush must fit into the time of an answer. */
const busyLimitMs = 1_000;
const busyPauseMs = 20;

type Change<T> = (session: StoreSession) => T;

export interface ChangeOptions {
  /**
   * The commit of the change was reported as failed, and it may be on disk all the same. Runs within the next commit,
   * again should that fail too; what it returns is done as soon as that is on disk.
   */
  readonly clearUp?: Change<(() => void) | null>;
  /** True for what brings something new: refused on a full disk, so that there is room to end what was begun. */
  readonly isNew?: boolean;
}

interface Operation {
  readonly clearUp: Change<(() => void) | null> | null;
  readonly isNew: boolean;
  readonly run: Change<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: RelayError) => void;
  value: unknown;
  error: RelayError | null;
}

const noOptions: ChangeOptions = {};

export interface CommitQueueDeps {
  /** The open connection. Throws when it cannot be opened. */
  readonly session: () => StoreSession;
  /**
   * After each commit, before anything of it is acknowledged; `hasNew`: it brought something new. Throws when the commit
   * cannot be relied on.
   */
  readonly onCommitted: (session: StoreSession, hasNew: boolean) => void;
  readonly onFailed: (kind: FailureKind, error: RelayError) => void;
  /** The disk is full. Returns true when some room was made for what must be written. */
  readonly onFull: () => boolean;
}

/**
 * Gathers the changes of one turn of the event loop and commits them together, in the order they were asked for: many
 * messages share one flush of the disk. A change is answered only after its commit returned. The flush runs on a thread of
 * the library: however slow the disk, the event loop goes on meanwhile, and what it brings makes up the next commit.
 */
export class CommitQueue {
  readonly #deps: CommitQueueDeps;
  #waiting: Operation[] = [];
  #isPlanned = false;
  #underWay: Promise<void> | null = null;
  /** Reads that came during a commit: the connection is not free until it is over. */
  #reads: (() => void)[] = [];
  #inDoubt: Change<(() => void) | null>[] = [];
  /** What is to be done once the doubts that this commit clears up are cleared up on disk. */
  #cleared: (() => void)[] = [];
  /** The commit that failed had been asked for: before that nothing of a transaction counts. */
  #isAsked = false;
  #wasBusy = false;

  constructor(deps: CommitQueueDeps) {
    this.#deps = deps;
  }

  add<T>(run: Change<T>, { clearUp, isNew }: ChangeOptions = noOptions): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const answer = resolve as (value: unknown) => void;
      // Every member named, in one order: objects of one shape are made far faster, and this is made for every change.
      this.#waiting.push({
        clearUp: clearUp ?? null,
        isNew: isNew ?? false,
        run,
        resolve: answer,
        reject,
        value: undefined,
        error: null,
      });
      this.#plan();
    });
  }

  /** Runs as soon as no commit is under way: at once, most often. */
  read<T>(run: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const read = (): void => {
        try {
          resolve(run());
        } catch (thrown) {
          reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
        }
      };
      if (this.#underWay === null) read();
      else this.#reads.push(read);
    });
  }

  /** Something may be on disk that was reported as failed. The next commit clears it up. */
  get isInDoubt(): boolean {
    return this.#inDoubt.length > 0;
  }

  /** Commits what waits. Resolves when nothing is under way any more. */
  async drain(): Promise<void> {
    while (this.#underWay !== null || this.#waiting.length > 0) await (this.#underWay ?? this.#flush());
  }

  #plan(): void {
    if (this.#isPlanned || this.#underWay !== null) return;
    this.#isPlanned = true;
    setImmediate(() => {
      this.#isPlanned = false;
      if (this.#underWay === null && this.#waiting.length > 0) void this.#flush();
    });
  }

  #flush(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    this.#underWay = this.#commitAll(batch)
      .catch((thrown: unknown) => {
        // What was answered stays as it was answered.
        rejectAll(batch, toWriteError(thrown));
      })
      .then(() => {
        this.#underWay = null;
        for (const read of this.#reads.splice(0)) read();
        if (this.#waiting.length > 0) this.#plan();
      });
    return this.#underWay;
  }

  /** Every operation is answered by itself. Rejects only when what follows a failure fails too. */
  async #commitAll(batch: readonly Operation[]): Promise<void> {
    this.#isAsked = false;
    try {
      await this.#commit(this.#deps.session(), batch);
    } catch (thrown) {
      if (failureKind(thrown) === 'full' && this.#hasMadeRoom()) await this.#commitWhatMustBe(batch, thrown);
      else this.#failAll(batch, thrown);
      return;
    }
    for (const operation of batch) {
      if (operation.error === null) operation.resolve(operation.value);
      else operation.reject(operation.error);
    }
  }

  /** Whatever goes wrong in it, the disk is as full as it was. */
  #hasMadeRoom(): boolean {
    try {
      return this.#deps.onFull();
    } catch {
      return false;
    }
  }

  /** There is a little room: not for new messages, but for the ends of what was begun. */
  async #commitWhatMustBe(batch: readonly Operation[], thrown: unknown): Promise<void> {
    this.#failAll(
      batch.filter(({ isNew }) => isNew),
      thrown,
    );
    const rest = batch.filter(({ isNew }) => !isNew);
    for (const operation of rest) operation.error = null;
    if (rest.length > 0) await this.#commitAll(rest);
  }

  async #commit(session: StoreSession, batch: readonly Operation[]): Promise<void> {
    try {
      await this.#begin(session);
      for (const operation of batch) operation.value = operation.run(session);
      session.writeGathered();
      this.#isAsked = true;
      await session.commit();
    } catch (thrown) {
      session.rollBack();
      demandSound(thrown);
      this.#isAsked = false;
      await this.#commitApart(session, batch);
    }
    const hasNew = batch.some(({ isNew }) => isNew);
    this.#deps.onCommitted(session, hasNew);
    this.#inDoubt = [];
    for (const done of this.#cleared.splice(0)) done();
  }

  /** Begins a transaction with what is in doubt. Another process that writes is waited for beside the event loop. */
  async #begin(session: StoreSession): Promise<void> {
    const until = performance.now() + busyLimitMs;
    for (;;) {
      try {
        if (this.#wasBusy) session.beginAtOnce();
        else session.begin();
        break;
      } catch (thrown) {
        if (failureKind(thrown) !== 'busy') throw thrown;
        this.#wasBusy = true;
        if (performance.now() >= until) throw thrown;
      }
      await pause(busyPauseMs);
    }
    this.#wasBusy = false;
    this.#cleared = this.#inDoubt.flatMap((clearUp) => this.#clearUp(session, clearUp) ?? []);
  }

  /** One that fails by itself must not keep the store from everything else. */
  #clearUp(session: StoreSession, clearUp: Change<(() => void) | null>): (() => void) | null {
    session.setSavepoint();
    let done: (() => void) | null = null;
    try {
      done = clearUp(session);
      session.writeGathered();
    } catch (thrown) {
      demandSound(thrown);
      session.rollBackToSavepoint();
    }
    session.releaseSavepoint();
    return done;
  }

  /** One of them is bad. Again, each behind a savepoint of its own, so that the others are not lost with it. */
  async #commitApart(session: StoreSession, batch: readonly Operation[]): Promise<void> {
    try {
      await this.#begin(session);
      for (const operation of batch) this.#runApart(session, operation);
      this.#isAsked = true;
      await session.commit();
    } catch (thrown) {
      session.rollBack();
      throw thrown;
    }
  }

  #runApart(session: StoreSession, operation: Operation): void {
    session.setSavepoint();
    try {
      operation.value = operation.run(session);
      session.writeGathered();
    } catch (thrown) {
      demandSound(thrown);
      session.rollBackToSavepoint();
      operation.error = toWriteError(thrown);
    }
    session.releaseSavepoint();
  }

  /** None of them is on disk, or none can be relied on. */
  #failAll(batch: readonly Operation[], thrown: unknown): void {
    if (batch.length === 0) return;
    const error = toWriteError(thrown);
    const kind = failureKind(thrown);
    // A change that is wrong in itself never comes here: whatever this is, the connection is not to be trusted.
    const isSure = kind === 'full' || kind === 'busy';
    if (!isSure && this.#isAsked) this.#inDoubt.push(...batch.flatMap(({ clearUp }) => clearUp ?? []));
    // Heard when this has returned, whatever becomes of it.
    rejectAll(batch, error);
    this.#deps.onFailed(isSure ? kind : 'broken', error);
  }
}

function rejectAll(batch: readonly Operation[], error: RelayError): void {
  for (const operation of batch) operation.reject(error);
}

/** Throws it again when more than one statement is wrong. */
function demandSound(thrown: unknown): void {
  const kind = failureKind(thrown);
  if (kind !== 'operation' && kind !== 'damaged') throw thrown;
}
