import { connect } from 'node:net';

export interface RawAnswer {
  /** 0 when the connection was closed without an answer. */
  readonly status: number;
  readonly text: string;
  readonly elapsedMs: number;
}

/** Writes exactly these bytes and reads until the other side closes, or `limitMs` has passed. */
export function sendRaw(
  port: number,
  parts: readonly (string | Uint8Array)[],
  options: { limitMs?: number; pauseMs?: number } = {},
): Promise<RawAnswer> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1');
    const timer = setTimeout(() => socket.destroy(), options.limitMs ?? 3_000);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      const text = Buffer.concat(chunks).toString('latin1');
      const status = Number(/^HTTP\/1\.1 (\d{3})/u.exec(text)?.[1] ?? 0);
      resolve({ status, text, elapsedMs: performance.now() - startedAt });
    });
    socket.on('connect', () => void writeAll());
    async function writeAll(): Promise<void> {
      for (const part of parts) {
        if (socket.destroyed) return;
        socket.write(part);
        if (options.pauseMs !== undefined) await new Promise((next) => setTimeout(next, options.pauseMs));
      }
    }
  });
}
