import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '#main/node/atomic-file.ts';
import { identityOf, isAlive } from '#main/node/process-identity.ts';
import { endFamily } from './spawn-tunnel.ts';

const Identity = z.object({ pid: z.number().int().min(2), startedAt: z.string(), bootId: z.string() });

/** Remembers which process is the tunnel, so that one left over by a console that was killed can be ended. */
export class TunnelLeftover {
  readonly #file: string;

  constructor(folder: string) {
    this.#file = join(folder, 'tunnel.pid');
  }

  note(pid: number): void {
    try {
      writeFileAtomically(this.#file, JSON.stringify(identityOf(pid)));
    } catch {
      // Then a left-over one has to be ended by hand.
    }
  }

  forget(): void {
    rmSync(this.#file, { force: true });
  }

  /** Ends the one of an earlier console, if it is that very process. True when there was one. */
  end(): boolean {
    const found = this.#read();
    this.forget();
    // Only where the system tells when a process began: a number alone may be anybody's by now.
    if (found === null || !isAlive(found)) return false;
    endFamily(found.pid, 'hard');
    return true;
  }

  #read(): z.infer<typeof Identity> | null {
    try {
      return Identity.safeParse(JSON.parse(readFileSync(this.#file, 'utf8'))).data ?? null;
    } catch {
      return null;
    }
  }
}
