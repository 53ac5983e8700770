import type { IncomingMessage } from 'node:http';
import type { Clock } from '#shared/lib/clock.ts';

/** Nothing for so long while somebody waits for it, milliseconds: the other side has gone away. */
export const longestSilenceMs = 15_000;

export interface AnswerStreamHooks {
  readonly clock: Clock;
  /** Told of every chunk before it is handed on; throws to end the stream. */
  readonly onChunk: (sizeBytes: number) => void;
  readonly onSilence: () => void;
  /** What is thrown to the reader in place of the system's error. */
  readonly failureFor: (thrown: unknown) => Error;
  /** Runs once, however the stream ends. `complete`: every byte was read. */
  readonly onEnd: (complete: boolean) => void;
}

/** The body of an answer, read as fast as it is asked for. */
export async function* answerStream(response: IncomingMessage, hooks: AnswerStreamHooks): AsyncGenerator<Uint8Array> {
  const chunks = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let complete = false;
  try {
    for (;;) {
      const next = await awaited(chunks, hooks);
      if (next.done) break;
      hooks.onChunk(next.value.length);
      yield next.value;
    }
    if (!response.complete) throw new Error('answer cut short');
    complete = true;
  } catch (thrown) {
    throw hooks.failureFor(thrown);
  } finally {
    hooks.onEnd(complete);
  }
}

async function awaited(
  chunks: AsyncIterator<Buffer>,
  { clock, onSilence }: AnswerStreamHooks,
): Promise<IteratorResult<Buffer>> {
  const cancel = clock.after(longestSilenceMs, onSilence);
  try {
    return await chunks.next();
  } finally {
    cancel();
  }
}
