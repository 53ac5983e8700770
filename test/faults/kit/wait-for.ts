import { setTimeout as pause } from 'node:timers/promises';

/** Waits until `look` gives something and resolves with it; rejects with `what` when the limit passes first. */
export async function waitFor<T>(
  what: string,
  limitMs: number,
  look: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  everyMs = 50,
): Promise<T> {
  const startedAt = performance.now();
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() - startedAt > limitMs) throw new Error(`not within ${limitMs} ms: ${what}`);
    await pause(everyMs);
  }
}
