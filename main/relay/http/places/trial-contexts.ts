import { randomBytes } from 'node:crypto';
import type { SecureContext } from 'node:tls';

export type ChooseContext = (serverName: string, done: (error: Error | null, context?: SecureContext) => void) => void;

/**
 * Certificates on trial at a running listener. Each is shown to callers that ask for a name nobody can guess, which lives as
 * long as the trial; everybody else is shown what is in use.
 */
export class TrialContexts {
  readonly #contexts = new Map<string, SecureContext>();
  /** Also of those that ended a moment ago, as the listener hears of the last calls a little later. */
  readonly #names = new Set<string>();
  readonly #ports = new Map<number, number>();

  /** For the listener: without an answer of ours it shows what is in use. */
  readonly choose: ChooseContext = (serverName, done) => {
    done(null, this.#contexts.get(serverName.toLowerCase()));
  };

  /** Returns the name to ask for. */
  offer(context: SecureContext): string {
    const name = `trial-${randomBytes(16).toString('hex')}.invalid`;
    this.#contexts.set(name, context);
    this.#names.add(name);
    return name;
  }

  /** Nobody is shown it any more. */
  end(name: string): void {
    this.#contexts.delete(name);
  }

  forget(name: string): void {
    this.#names.delete(name);
  }

  /** A call of our own from this port begins. */
  callsFrom(port: number): void {
    this.#ports.set(port, (this.#ports.get(port) ?? 0) + 1);
  }

  /** It is over, for the other end too. */
  calledFrom(port: number): void {
    const left = (this.#ports.get(port) ?? 1) - 1;
    if (left > 0) this.#ports.set(port, left);
    else this.#ports.delete(port);
  }

  readonly isTrial = (remotePort: number | undefined, serverName: string | null): boolean =>
    (remotePort !== undefined && this.#ports.has(remotePort)) || (serverName !== null && this.#names.has(serverName));
}
