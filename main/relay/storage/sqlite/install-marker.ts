import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomically } from '#main/node/atomic-file.ts';

/**
 * What is known of the database without opening it. 'creating' until the first database was complete: before that
 * nothing was ever acknowledged from it. 'replacing' while a damaged database is moved out of the way.
 */
const InstallMarker = z.object({
  format: z.literal(1),
  state: z.enum(['creating', 'replacing', 'ready']),
  /** Also inside the database: tells this installation's file from another's. */
  storeId: z.string().regex(/^[0-9a-f]{32}$/u),
  keyCheck: z.string().regex(/^[0-9a-f]{32}$/u),
  schemaVersion: z.number().int().nonnegative(),
  createdAt: z.number(),
});
export type InstallMarker = z.infer<typeof InstallMarker>;

export function readMarker(path: string): InstallMarker | 'absent' | 'unreadable' {
  if (!existsSync(path)) return 'absent';
  try {
    return InstallMarker.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // Damaged or cut short: the database itself must show whose it is.
    return 'unreadable';
  }
}

export function writeMarker(path: string, marker: InstallMarker): void {
  writeFileAtomically(path, `${JSON.stringify(marker, null, 2)}\n`);
}
