import type { MessageContent } from '#shared/domain/message.ts';

/** What a waiting message takes beside its text: ids, times and the objects around them, bytes. */
const fixedBytes = 1_024;

/**
 * What all legs together may keep of waiting messages in memory. A leg that holds little may always add, so that one
 * channel with a long backlog takes nothing from the others.
 */
export class MemoryBudget {
  readonly #limitBytes: number;
  #usedBytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  get isSpent(): boolean {
    return this.#usedBytes >= this.#limitBytes;
  }

  take(content: MessageContent): void {
    this.#usedBytes += bytesInMemory(content);
  }

  giveBack(content: MessageContent): void {
    this.#usedBytes -= bytesInMemory(content);
  }
}

/** About so many bytes a message of that content takes. The same for the same content. */
export function bytesInMemory(content: MessageContent): number {
  switch (content.kind) {
    case 'text':
      return fixedBytes + 2 * content.text.length;
    case 'rich':
    case 'template':
      // The text again in choices, links and variables.
      return 2 * fixedBytes + 4 * content.text.length;
    default:
      return 2 * fixedBytes;
  }
}
