import type { MessageTask } from '#shared/domain/message-task.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { KeptTask } from './kept-task.ts';

/** At most five notices a second of one task. */
const restMs = 200;

export interface ChangeNoticesDeps {
  readonly clock: Clock;
  readonly view: (task: KeptTask) => MessageTask;
  readonly send: (task: MessageTask) => void;
}

/** Tells of changed tasks: the first change at once, then now and then, and the last one always. */
export class ChangeNotices {
  readonly #deps: ChangeNoticesDeps;
  readonly #resting = new Map<KeptTask, { isBehind: boolean; readonly cancel: () => void }>();

  constructor(deps: ChangeNoticesDeps) {
    this.#deps = deps;
  }

  note(task: KeptTask): void {
    const resting = this.#resting.get(task);
    if (resting === undefined) this.#send(task);
    else resting.isBehind = true;
  }

  stop(): void {
    for (const { cancel } of this.#resting.values()) cancel();
    this.#resting.clear();
  }

  #send(task: KeptTask): void {
    const cancel = this.#deps.clock.after(restMs, () => {
      const isBehind = this.#resting.get(task)?.isBehind === true;
      this.#resting.delete(task);
      if (isBehind) this.#send(task);
    });
    this.#resting.set(task, { isBehind: false, cancel });
    this.#deps.send(this.#deps.view(task));
  }
}
