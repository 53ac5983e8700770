import type { NativeDatabase } from '../native-database.ts';

/** One step of the schema, forward only. A released one is never edited: the next one mends it. */
export interface Migration {
  /** The schema version the file has afterwards. */
  readonly version: number;
  readonly name: string;
  up(database: NativeDatabase): void;
}
