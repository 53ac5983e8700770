import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '#main/node/atomic-file.ts';
import type { StartProblem } from '#shared/contract/console-contract.ts';
import { TunnelSettings } from '#shared/domain/setup/tunnel.ts';
import { RelayError } from '#shared/errors/relay-error.ts';

const TunnelFileContent = z.strictObject({ format: z.literal(1), settings: TunnelSettings, on: z.boolean() });
export type TunnelKept = Omit<z.infer<typeof TunnelFileContent>, 'format'>;

const nothing: TunnelKept = { settings: { program: '', args: [], variables: [], addressPattern: '' }, on: false };

/** `tunnel.json` of the profile. A file that cannot be read goes aside, and nothing is started because of it. */
export class TunnelFile {
  readonly #file: string;
  readonly #now: () => number;
  #problem: StartProblem | null = null;

  constructor(folder: string, now: () => number) {
    this.#file = join(folder, 'tunnel.json');
    this.#now = now;
  }

  get problem(): StartProblem | null {
    return this.#problem;
  }

  read(): TunnelKept {
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch (thrown) {
      const isMissing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
      return isMissing ? nothing : this.#damaged();
    }
    const parsed = TunnelFileContent.safeParse(jsonOrNull(text));
    return parsed.success ? { settings: parsed.data.settings, on: parsed.data.on } : this.#damaged();
  }

  /** Throws TUNNEL_NOT_SAVED. */
  write({ settings, on }: TunnelKept): void {
    try {
      writeFileAtomically(this.#file, `${JSON.stringify({ format: 1, settings, on }, null, 1)}\n`);
    } catch (cause) {
      throw new RelayError('TUNNEL_NOT_SAVED', 'tunnel.json could not be written', { cause, value: this.#file });
    }
  }

  #damaged(): TunnelKept {
    const aside = `${this.#file}.damaged-${new Date(this.#now()).toISOString().replaceAll(/[-:.Z]/gu, '')}`;
    let value = this.#file;
    try {
      renameSync(this.#file, aside);
      value = aside;
    } catch {
      // It stays where it is and is replaced by the next change.
    }
    this.#problem = { code: 'TUNNEL_FILE_DAMAGED', value };
    return nothing;
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
