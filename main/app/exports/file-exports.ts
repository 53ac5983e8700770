import { join } from 'node:path';
import type { Language } from '#shared/contract/console-contract.ts';
import type { ContractClient } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { ExportForm, ExportProgress, ExportRequest } from '#shared/domain/message-export.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { isKnownZone, wallClock } from '#shared/sla/zone-time.ts';
import { ExportRun, saved } from './export-run.ts';
import { exportWords } from './export-words.ts';
import { PartialFile } from './partial-file.ts';
import type { UnfinishedExports } from './unfinished.ts';

export interface FileExportsDeps {
  readonly client: Pick<ContractClient<RelayContract>, 'invoke'>;
  /** Asks where to save; null when that was called off. */
  readonly askPath: (options: {
    readonly title: string;
    readonly defaultPath: string;
    readonly extension: ExportForm;
  }) => Promise<string | null>;
  /** Where a person keeps documents. */
  readonly folder: () => string;
  readonly language: () => Language;
  /** Shows a file in its folder. */
  readonly show: (path: string) => void;
  /** At most five times a second for each export, and always at its end. */
  readonly onProgress: (progress: ExportProgress) => void;
  readonly unfinished: UnfinishedExports;
  readonly clock: Clock;
}

/** Of those that are over, so many are remembered. */
const mostEnded = 50;

/** Exports of messages of this session: asked where to, pulled from the relay, written to files. */
export class FileExports {
  readonly #deps: FileExportsDeps;
  readonly #runs = new Map<string, { readonly run: ExportRun; readonly ended: Promise<void> }>();

  constructor(deps: FileExportsDeps) {
    this.#deps = deps;
  }

  /** Newest first. */
  list(): ExportProgress[] {
    return [...this.#runs.values()].map(({ run }) => run.progress).reverse();
  }

  /**
   * Begins, and comes back at once; null when the question was called off. Rejects with FILE_NOT_SAVED and with what
   * 'export.open' rejects with.
   */
  async start(request: ExportRequest, by: string): Promise<ExportProgress | null> {
    const { client, clock, onProgress } = this.#deps;
    const path = await this.#askPath(request);
    if (path === null) return null;
    // First of all: nothing is noted as exported that could not be written.
    const file = await saved(path, () => PartialFile.create(path, this.#deps.unfinished));
    let opened;
    try {
      opened = await client.invoke('export.open', { ...request, by });
    } catch (thrown) {
      await file.remove();
      throw thrown;
    }
    const { exportId: id, expected } = opened;
    const { form, revealReason } = request;
    const begun = { id, form, isMasked: revealReason === null, expected };
    const run = new ExportRun(begun, { client, file, path, by, clock, onProgress });
    this.#forgetOld();
    this.#runs.set(id, { run, ended: run.run() });
    return run.progress;
  }

  /** Resolves when nothing is left of it. What is over stays as it is. */
  async cancel(id: string): Promise<void> {
    const found = this.#runs.get(id);
    found?.run.cancel();
    await found?.ended;
  }

  /** Throws EXPORT_UNKNOWN when there is no such file. */
  show(id: string): void {
    const run = this.#runs.get(id)?.run;
    if (run?.progress.state !== 'done') throw new RelayError('EXPORT_UNKNOWN', 'no file of an export has this id');
    this.#deps.show(run.path);
  }

  /** Cancels what is under way, before the relay is stopped. */
  async stop(): Promise<void> {
    await Promise.all([...this.#runs.keys()].map((id) => this.cancel(id)));
  }

  #askPath({ search, form }: ExportRequest): Promise<string | null> {
    const { folder, language, clock } = this.#deps;
    const name = `veerpont-messages-${stamp(search.timeZone, clock.now())}.${form}`;
    const title = exportWords[language()].save;
    return this.#deps.askPath({ title, defaultPath: join(folder(), name), extension: form });
  }

  #forgetOld(): void {
    const ended = [...this.#runs].filter(([, { run }]) => run.progress.state !== 'running');
    for (const [id] of ended.slice(0, Math.max(0, ended.length - mostEnded + 1))) this.#runs.delete(id);
  }
}

/** '2026-11-23-1430', on that zone's clock. */
function stamp(timeZone: string, now: number): string {
  const { date, hour, minute } = wallClock(isKnownZone(timeZone) ? timeZone : 'UTC', now);
  return `${date}-${String(hour).padStart(2, '0')}${String(minute).padStart(2, '0')}`;
}
