import type { Migration } from './migration.ts';

/** What passed over the wire for messages. Adds only: no row of version 3 is rewritten. */
export const exchanges: Migration = {
  version: 4,
  name: 'exchanges',
  up: (database) => {
    database.exec(`
      -- One row for each attempt of which the calls are kept.
      CREATE TABLE message_exchange (
        no INTEGER PRIMARY KEY,
        seq INTEGER NOT NULL REFERENCES message (seq) ON DELETE CASCADE,
        at INTEGER NOT NULL,
        attempt INTEGER NOT NULL,
        -- The calls, sealed.
        body BLOB NOT NULL
      ) STRICT;
      CREATE INDEX message_exchange_seq ON message_exchange (seq);
    `);
  },
};
