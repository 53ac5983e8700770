import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** `in`: WeChat to CXone. `out`: CXone to WeChat. */
export type Direction = 'in' | 'out';

/** One line of a witness file. */
export interface WitnessLine {
  direction: Direction;
  /** In: MsgId, at the far side the message's external id. Out: the sandbox's id of the reply. */
  id: string;
  /** SHA-256 of the text, shortened. */
  hash: string;
  channel: string;
  /** OpenID of the customer. */
  customer: string;
  /** Epoch ms. */
  at: number;
  /** Delivery number, external id, error code: whatever belongs to this kind of line. */
  detail?: Record<string, unknown>;
}

/**
 * `offered`: each request a simulator sent. `acked`: it read a complete success answer. `applied`: each request the
 * side aimed at received. `refused`: what a platform turned down with an answer.
 */
export type WitnessKind = 'offered' | 'acked' | 'applied' | 'refused';

export interface WitnessFiles {
  write(kind: WitnessKind, line: WitnessLine): void;
  flush(): void;
  close(): void;
}

export const noWitnessFiles: WitnessFiles = {
  write: () => undefined,
  flush: () => undefined,
  close: () => undefined,
};

const kinds: readonly WitnessKind[] = ['offered', 'acked', 'applied', 'refused'];

/** Append-only JSON Lines, written in small batches: this process is never the one that is killed. */
export function openWitnessFiles(directory: string): WitnessFiles {
  mkdirSync(directory, { recursive: true });
  const files = new Map(kinds.map((kind) => [kind, openSync(join(directory, `${kind}.jsonl`), 'a')]));
  const waiting = new Map<WitnessKind, string[]>(kinds.map((kind) => [kind, []]));
  let isClosed = false;

  const flush = (): void => {
    if (isClosed) return;
    for (const [kind, lines] of waiting) {
      const file = files.get(kind);
      if (lines.length === 0 || file === undefined) continue;
      writeSync(file, lines.join(''));
      lines.length = 0;
    }
  };
  const timer = setInterval(flush, 50);
  timer.unref();

  return {
    write: (kind, line) => void waiting.get(kind)?.push(`${JSON.stringify(line)}\n`),
    flush,
    close() {
      clearInterval(timer);
      flush();
      isClosed = true;
      for (const file of files.values()) closeSync(file);
    },
  };
}
