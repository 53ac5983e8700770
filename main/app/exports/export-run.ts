import { basename } from 'node:path';
import type { ContractClient } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { ExportProgress } from '#shared/domain/message-export.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { PartialFile } from './partial-file.ts';

export interface ExportRunDeps {
  readonly client: Pick<ContractClient<RelayContract>, 'invoke'>;
  readonly file: Pick<PartialFile, 'write' | 'finish' | 'remove'>;
  readonly path: string;
  readonly by: string;
  readonly clock: Clock;
  readonly onProgress: (progress: ExportProgress) => void;
}

type Outcome = 'done' | 'failed' | 'cancelled';

const noticeMs = 200;
/** The search comes back within seconds after it ended, and goes on where it was. */
const waitMs = 1_000;
const mostWaits = 30;
/** The relay that began this export is not there any more. */
const goneCodes: readonly ErrorCode[] = ['RELAY_NOT_RUNNING', 'RELAY_UNRESPONSIVE', 'EXPORT_UNKNOWN'];

/** One export on its way into its file. */
export class ExportRun {
  readonly path: string;
  readonly #deps: ExportRunDeps;
  #isCancelled = false;
  #onCancel: () => void = () => undefined;
  #progress: ExportProgress;
  #noticedAt = Number.NEGATIVE_INFINITY;

  constructor(begun: Pick<ExportProgress, 'id' | 'form' | 'isMasked' | 'expected'>, deps: ExportRunDeps) {
    this.#deps = deps;
    this.path = deps.path;
    this.#progress = {
      ...begun,
      fileName: basename(deps.path),
      state: 'running',
      rows: 0,
      sizeBytes: 0,
      code: null,
      startedAt: deps.clock.now(),
      endedAt: null,
    };
  }

  get progress(): ExportProgress {
    return this.#progress;
  }

  /** Nothing is left of it once `run` has resolved. */
  cancel(): void {
    this.#isCancelled = true;
    this.#onCancel();
  }

  /** Resolves when it is over, whatever became of it. */
  async run(): Promise<void> {
    this.#notice();
    try {
      const outcome = await this.#write();
      if (outcome === 'done') await saved(this.path, () => this.#deps.file.finish());
      await this.#end(outcome, null);
    } catch (thrown) {
      const { code } = toRelayError(thrown);
      await this.#end('failed', goneCodes.includes(code) ? 'EXPORT_INTERRUPTED' : code);
    }
  }

  async #write(): Promise<Outcome> {
    for (;;) {
      const piece = await this.#read();
      if (piece === 'cancelled') return 'cancelled';
      const written = await saved(this.path, () => this.#deps.file.write(piece.text));
      const { rows, sizeBytes } = this.#progress;
      this.#progress = { ...this.#progress, rows: rows + piece.rows, sizeBytes: sizeBytes + written };
      if (piece.isEnd) return 'done';
      this.#notice();
    }
  }

  async #read() {
    for (let waits = 0; ; waits += 1) {
      try {
        const asked = this.#deps.client.invoke('export.read', { exportId: this.#progress.id });
        return await this.#unlessCancelled(asked);
      } catch (thrown) {
        if (toRelayError(thrown).code !== 'SEARCH_UNAVAILABLE' || waits === mostWaits) throw thrown;
      }
      if ((await this.#unlessCancelled(this.#wait())) === 'cancelled') return 'cancelled';
    }
  }

  /** Not a race with one lasting promise: that would keep every piece in memory. */
  #unlessCancelled<T>(asked: Promise<T>): Promise<T | 'cancelled'> {
    return new Promise((resolve, reject) => {
      this.#onCancel = () => {
        resolve('cancelled');
      };
      asked.then(resolve, reject);
      if (this.#isCancelled) this.#onCancel();
    });
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => {
      this.#deps.clock.after(waitMs, resolve);
    });
  }

  async #end(outcome: Outcome, code: ErrorCode | null): Promise<void> {
    const { client, file, by, clock } = this.#deps;
    if (outcome !== 'done') await file.remove();
    const { id: exportId, rows } = this.#progress;
    this.#progress = { ...this.#progress, state: outcome, code, endedAt: clock.now() };
    this.#deps.onProgress(this.#progress);
    // The file is what it is, whether or not the relay is still there to note it.
    await client.invoke('export.close', { exportId, outcome, rows, by }).catch(() => null);
  }

  #notice(): void {
    const now = this.#deps.clock.monotonic();
    if (now - this.#noticedAt < noticeMs) return;
    this.#noticedAt = now;
    this.#deps.onProgress(this.#progress);
  }
}

/** Throws FILE_NOT_SAVED for whatever the system says. */
export async function saved<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    throw new RelayError('FILE_NOT_SAVED', 'the messages could not be written', { value: path, cause: thrown });
  }
}
