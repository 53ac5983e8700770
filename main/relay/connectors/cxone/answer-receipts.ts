import type { Socket } from 'node:net';
import type { Clock } from '#shared/lib/clock.ts';

/** A caller that leaves without reading is gone by then, over any distance; milliseconds. */
const leavesWithinMs = 500;

interface Sent {
  readonly key: string;
  readonly run: () => void;
  /** We close the connection ourselves after this answer. */
  readonly closes: boolean;
  /** All answers on the same connection that still wait for a sign. */
  readonly waiting: Set<Sent>;
  readonly cancel: () => void;
}

/**
 * Tells answers that were read from those that merely left. HTTP has no receipt, but a caller that keeps its connections
 * and hangs up right behind our answer most probably never saw it. Only a repeat of the same call has to know.
 */
export class AnswerReceipts {
  readonly #clock: Clock;
  readonly #byConnection = new WeakMap<Socket, Set<Sent>>();
  readonly #byKey = new Map<string, Sent>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * An answer has left completely. `run` is called once it counts as read, and never if the caller hung up. `key` is
   * the same for a repeat of the call.
   */
  sent(socket: Socket, closes: boolean, key: string, run: () => void): void {
    this.repeated(key);
    const waiting = this.#waitingOn(socket);
    const sent: Sent = {
      key,
      run,
      closes,
      waiting,
      cancel: this.#clock.after(leavesWithinMs, () => {
        this.#settle(sent, true);
      }),
    };
    waiting.add(sent);
    this.#byKey.set(key, sent);
  }

  /** The same call again, before it is judged: while its first caller is still there, that one has its answer. */
  repeated(key: string): void {
    const sent = this.#byKey.get(key);
    if (sent) this.#settle(sent, true);
  }

  #waitingOn(socket: Socket): Set<Sent> {
    const known = this.#byConnection.get(socket);
    if (known) return known;
    const waiting = new Set<Sent>();
    this.#byConnection.set(socket, waiting);
    socket.once('close', (hadError) => {
      for (const sent of [...waiting]) this.#settle(sent, sent.closes && !hadError);
    });
    return waiting;
  }

  #settle(sent: Sent, wasRead: boolean): void {
    sent.waiting.delete(sent);
    this.#byKey.delete(sent.key);
    sent.cancel();
    if (wasRead) sent.run();
  }
}
