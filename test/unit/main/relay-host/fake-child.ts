import type { ChildPort } from '#main/relay-host/child-port.ts';

/** A child process played by the test. Counts its listeners, so that a leak shows. */
export class FakeChild implements ChildPort {
  readonly pid: number;
  readonly posted: unknown[] = [];
  killed = 0;
  hasEnded = false;
  readonly #spawn = new Set<(pid: number) => void>();
  readonly #message = new Set<(message: unknown) => void>();
  readonly #exit = new Set<(code: number) => void>();
  /** What the child does when asked to stop: 'obey' ends at once, 'ignore' does not. */
  onStop: 'obey' | 'ignore' = 'obey';
  /** A killed child ends at once, except when a test wants to look in between. */
  endsWhenKilled = true;

  constructor(pid: number) {
    this.pid = pid;
  }

  get listeners(): number {
    return this.#spawn.size + this.#message.size + this.#exit.size;
  }

  post(message: unknown): void {
    if (this.hasEnded) return;
    this.posted.push(message);
    const isStop = typeof message === 'object' && message !== null && 'type' in message && message.type === 'stop';
    if (isStop && this.onStop === 'obey') this.end(0);
  }

  onSpawn(listener: (pid: number) => void): () => void {
    return subscribe(this.#spawn, listener);
  }

  onMessage(listener: (message: unknown) => void): () => void {
    return subscribe(this.#message, listener);
  }

  onExit(listener: (code: number) => void): () => void {
    return subscribe(this.#exit, listener);
  }

  kill(): void {
    this.killed += 1;
    if (this.endsWhenKilled) this.end(137);
  }

  // What the test makes it do.

  spawn(): void {
    for (const listener of [...this.#spawn]) listener(this.pid);
  }

  say(message: unknown): void {
    for (const listener of [...this.#message]) listener(message);
  }

  end(code: number): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    for (const listener of [...this.#exit]) listener(code);
  }
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
