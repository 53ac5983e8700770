import type { Migration } from './migration.ts';

/** Messages by why they are not delivered. Adds only: no row of version 4 is rewritten. */
export const codes: Migration = {
  version: 5,
  name: 'codes',
  up: (database) => {
    database.exec(`
      -- Few: what is delivered has no code. All that a search for a code and a state asks, in the order it is shown.
      CREATE INDEX message_code ON message (code, platform_code, state, seq) WHERE code IS NOT NULL;
    `);
  },
};
