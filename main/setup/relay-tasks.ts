import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';

/** More than these are not waiting for a relay that will come up soon. */
const mostWaiting = 200;

export interface RelayTasksDeps {
  readonly isRunning: () => boolean;
  readonly log: Logger;
}

interface Task {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

/** Small things to be told to the relay, which may be about to start: they wait until it runs, and are not lost to a restart. */
export class RelayTasks {
  readonly #deps: RelayTasksDeps;
  #waiting: Task[] = [];

  constructor(deps: RelayTasksDeps) {
    this.#deps = deps;
  }

  add(name: string, run: () => Promise<unknown>): void {
    this.#waiting = [...this.#waiting, { name, run }].slice(-mostWaiting);
    this.relayChanged();
  }

  /** To be called when the relay's process changed. */
  relayChanged(): void {
    if (!this.#deps.isRunning()) return;
    const due = this.#waiting;
    this.#waiting = [];
    for (const task of due) void this.#try(task);
  }

  async #try(task: Task): Promise<void> {
    try {
      await task.run();
    } catch (thrown) {
      const { code } = toRelayError(thrown);
      // It went away again; with the next one it is told.
      if (code === 'RELAY_NOT_RUNNING') this.#waiting = [task, ...this.#waiting].slice(0, mostWaiting);
      else this.#deps.log.warn('setup.relay_not_told', { task: task.name, code });
    }
  }
}
