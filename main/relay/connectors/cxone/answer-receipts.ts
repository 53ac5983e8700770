import type { Socket } from 'node:net';
import type { Clock } from '#shared/lib/clock.ts';

/** A caller that leaves without reading is gone by then, over any distance; milliseconds. */
const leavesWithinMs = 450;
/**
 * Answers that left within so long of each other are judged at one moment: what follows of them then shares a commit, and
 * they share a timer. Milliseconds.
 */
const gatherMs = 50;

/** Answers that are judged together, as far as no sign came before. */
interface Group {
  /** Monotonic, milliseconds. */
  readonly beganAt: number;
  readonly waiting: Set<Sent>;
}

interface Sent {
  readonly key: string;
  readonly run: () => void;
  /** We close the connection ourselves after this answer. */
  readonly closes: boolean;
  /** All answers on the same connection that still wait for a sign. */
  readonly waiting: Set<Sent>;
  readonly group: Group;
}

/**
 * Tells answers that were read from those that merely left. HTTP has no receipt, but a caller that keeps its connections
 * and hangs up right behind our answer most probably never saw it. Only a repeat of the same call has to know.
 */
export class AnswerReceipts {
  readonly #clock: Clock;
  readonly #byConnection = new WeakMap<Socket, Set<Sent>>();
  readonly #byKey = new Map<string, Sent>();
  #newest: Group | null = null;

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
    const group = this.#group();
    const sent: Sent = { key, run, closes, waiting, group };
    waiting.add(sent);
    group.waiting.add(sent);
    this.#byKey.set(key, sent);
  }

  /** The same call again, before it is judged: while its first caller is still there, that one has its answer. */
  repeated(key: string): void {
    const sent = this.#byKey.get(key);
    if (sent) this.#settle(sent, true);
  }

  #group(): Group {
    const now = this.#clock.monotonic();
    if (this.#newest !== null && now - this.#newest.beganAt < gatherMs) return this.#newest;
    const group: Group = { beganAt: now, waiting: new Set() };
    this.#newest = group;
    this.#clock.after(leavesWithinMs + gatherMs, () => {
      for (const sent of [...group.waiting]) this.#settle(sent, true);
    });
    return group;
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
    sent.group.waiting.delete(sent);
    if (wasRead) sent.run();
  }
}
