import type { Scenario } from '#test/faults/plan/scenario.ts';
import { acknowledgedAfterFlush } from './acknowledged-after-flush.ts';
import { backupRestored } from './backup-restored.ts';
import { databaseBitFlip } from './database-bit-flip.ts';
import { diskFull } from './disk-full.ts';
import { fileHeld } from './file-held.ts';
import { filesCutOrSwapped } from './files-cut-or-swapped.ts';
import { folderTrouble } from './folder-trouble.ts';
import { fsyncFails } from './fsync-fails.ts';
import { headerByteFlip } from './header-byte-flip.ts';
import { migrationKilled } from './migration-killed.ts';
import { newerSchema } from './newer-schema.ts';
import { slowDisk } from './slow-disk.ts';
import { walBitFlip } from './wal-bit-flip.ts';
import { walCut } from './wal-cut.ts';
import { writeFails } from './write-fails.ts';
import { wrongKey } from './wrong-key.ts';

export const scenarios: readonly Scenario[] = [
  walCut,
  walBitFlip,
  databaseBitFlip,
  headerByteFlip,
  filesCutOrSwapped,
  fsyncFails,
  acknowledgedAfterFlush,
  writeFails,
  diskFull,
  folderTrouble,
  slowDisk,
  fileHeld,
  wrongKey,
  migrationKilled,
  newerSchema,
  backupRestored,
];
