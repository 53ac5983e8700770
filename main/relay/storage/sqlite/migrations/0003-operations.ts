import type { Migration } from './migration.ts';

/** Above this a message counts as one that waited. Part of an index: changing it takes a new step of the schema. */
export const lateAfterMs = 10_000;

/**
 * What operations keep besides messages: time spent in states, incidents, receipts, gaps, who did what. Adds only: no row
 * of version 2 is rewritten. The numbers for kinds are those of operations/record-kinds.ts.
 */
export const operations: Migration = {
  version: 3,
  name: 'operations',
  up: (database) => {
    database.exec(`
      CREATE TABLE operations_record (
        no INTEGER PRIMARY KEY,
        kind INTEGER NOT NULL,
        id TEXT NOT NULL,
        -- Our own id of a channel; null: all channels, or none.
        channel_id TEXT,
        parent TEXT,
        at INTEGER NOT NULL,
        ended_at INTEGER,
        -- From when on its age counts for removal; null while it goes on.
        over_at INTEGER,
        -- Sealed.
        body BLOB NOT NULL,
        UNIQUE (kind, id)
      ) STRICT;

      CREATE INDEX operations_time ON operations_record (kind, at);
      CREATE INDEX operations_channel ON operations_record (kind, channel_id, at) WHERE channel_id IS NOT NULL;
      CREATE INDEX operations_parent ON operations_record (kind, parent, at) WHERE parent IS NOT NULL;
      CREATE INDEX operations_open ON operations_record (kind, at) WHERE ended_at IS NULL;
      CREATE INDEX operations_over ON operations_record (over_at) WHERE over_at IS NOT NULL;

      -- Only messages that had to wait: in daily work nearly none, so that the way of a message costs no more than before.
      CREATE INDEX message_late ON message (channel_no, changed_at, state, received_at)
        WHERE state <> 0 AND changed_at > received_at + ${lateAfterMs};
    `);
  },
};
