import type { MessageContent } from '#shared/domain/message.ts';
import { bytesInMemory, MemoryBudget } from '../core/memory-budget.ts';

/**
 * One worker's part of the memory all legs share. What a worker that has ended still held is given back at once: nobody
 * takes its messages from it any more.
 */
export class WorkerMemory extends MemoryBudget {
  readonly #shared: MemoryBudget;
  #held: { bytes: number; readonly contents: Map<MessageContent, number> } = { bytes: 0, contents: new Map() };
  #released = false;

  constructor(shared: MemoryBudget) {
    super(Infinity);
    this.#shared = shared;
  }

  override get usedBytes(): number {
    return this.#held.bytes;
  }

  override get isSpent(): boolean {
    return this.#shared.isSpent;
  }

  override take(content: MessageContent): void {
    if (this.#released) return;
    this.#shared.take(content);
    this.#note(content, 1);
  }

  override giveBack(content: MessageContent): void {
    if (this.#released) return;
    this.#shared.giveBack(content);
    this.#note(content, -1);
  }

  release(): void {
    this.#released = true;
    for (const [content, times] of this.#held.contents) {
      for (let time = 0; time < times; time += 1) this.#shared.giveBack(content);
    }
    this.#held = { bytes: 0, contents: new Map() };
  }

  #note(content: MessageContent, by: 1 | -1): void {
    const times = (this.#held.contents.get(content) ?? 0) + by;
    if (times === 0) this.#held.contents.delete(content);
    else this.#held.contents.set(content, times);
    this.#held.bytes += by * bytesInMemory(content);
  }
}
