import type { Migration } from './migration.ts';

/**
 * Messages in several parts, files of messages, what CXone is told of replies, decisions of operators, and removal of
 * what is old. Adds only: no row of version 1 is rewritten, so that a large file is ready within seconds.
 */
export const delivery: Migration = {
  version: 2,
  name: 'delivery',
  up: (database) => {
    database.exec(`
      -- How many parts the message goes in; 0 while it is not known, and for a message of one piece.
      ALTER TABLE message ADD COLUMN parts INTEGER NOT NULL DEFAULT 0;
      -- The state to go back to when a discarded message is restored.
      ALTER TABLE message ADD COLUMN discarded_from INTEGER;
      -- The part or the file that the line tells of.
      ALTER TABLE message_event ADD COLUMN part INTEGER;
      -- Who did it, sealed.
      ALTER TABLE message_event ADD COLUMN done_by BLOB;
      -- Messages removed by the retention rule; no loss.
      ALTER TABLE store_state ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;

      -- Only of messages in more than one part, and only of parts that were begun.
      CREATE TABLE message_part (
        seq INTEGER NOT NULL REFERENCES message (seq) ON DELETE CASCADE,
        no INTEGER NOT NULL,
        parts INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        state INTEGER NOT NULL,
        at INTEGER NOT NULL,
        code TEXT,
        platform_code TEXT,
        PRIMARY KEY (seq, no)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE message_media (
        seq INTEGER NOT NULL REFERENCES message (seq) ON DELETE CASCADE,
        no INTEGER NOT NULL,
        state INTEGER NOT NULL,
        at INTEGER NOT NULL,
        -- The media store's name of the file, kept after the file was removed.
        ref TEXT,
        size_bytes INTEGER,
        code TEXT,
        -- Name and type, sealed.
        details BLOB,
        PRIMARY KEY (seq, no)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX media_stored ON message_media (at) WHERE state = 1;
      CREATE INDEX media_ref ON message_media (ref) WHERE state = 1;

      -- What CXone is told of a reply: the newest report of each message.
      CREATE TABLE status_report (
        seq INTEGER PRIMARY KEY REFERENCES message (seq) ON DELETE CASCADE,
        status INTEGER NOT NULL,
        state INTEGER NOT NULL,
        at INTEGER NOT NULL,
        attempts INTEGER NOT NULL,
        due_at INTEGER NOT NULL,
        ended_at INTEGER,
        platform_code TEXT,
        -- Sealed.
        reason BLOB
      ) STRICT;
      CREATE INDEX report_waiting ON status_report (due_at, seq) WHERE state = 0;

      CREATE INDEX message_platform_id ON message (platform_message_id)
        WHERE direction = 1 AND platform_message_id IS NOT NULL;
    `);
  },
};
