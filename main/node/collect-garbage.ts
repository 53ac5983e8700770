import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Collects garbage now, where the runtime allows it. For native handles that are freed only when their JavaScript
 * objects are collected; never for memory.
 */
export function collectGarbage(): void {
  try {
    setFlagsFromString('--expose-gc');
    runInNewContext('if (typeof gc === "function") gc();');
  } catch {
    // A runtime that forbids it: the handles are freed some time later.
  }
}
