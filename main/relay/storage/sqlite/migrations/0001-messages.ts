import type { Migration } from './migration.ts';

/**
 * Messages, their sealed content, their time line, contacts, running counts and facts.
 * Times are epoch milliseconds. The numbers for direction, kind, state and event are those of record-codes.ts.
 */
export const messages: Migration = {
  version: 1,
  name: 'messages',
  up: (database) => {
    database.exec(`
      CREATE TABLE channel (
        no INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE
      ) STRICT;

      -- One end user of one channel. Without the salt nothing sealed for the contact can be read again.
      CREATE TABLE contact (
        no INTEGER PRIMARY KEY,
        channel_no INTEGER NOT NULL REFERENCES channel (no),
        open_id TEXT NOT NULL,
        salt BLOB,
        window_until INTEGER,
        replies_left INTEGER,
        UNIQUE (channel_no, open_id)
      ) STRICT;

      -- Narrow on purpose: rewritten at every claim and settlement. The content stands apart, written once.
      CREATE TABLE message (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        channel_no INTEGER NOT NULL REFERENCES channel (no),
        direction INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        contact_no INTEGER REFERENCES contact (no),
        external_id TEXT,
        -- Holds the end user's id. Set to null when it need not be kept any more.
        dedupe_key TEXT,
        platform_at INTEGER,
        received_at INTEGER NOT NULL,
        stored_at INTEGER NOT NULL,
        answered_at INTEGER,
        state INTEGER NOT NULL,
        changed_at INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        due_at INTEGER NOT NULL,
        window_closed INTEGER NOT NULL DEFAULT 0,
        claimed_at INTEGER,
        -- How long the attempt took that delivered it.
        delivery_ms REAL,
        code TEXT,
        platform_code TEXT,
        platform_message_id TEXT,
        case_id TEXT
      ) STRICT;

      CREATE UNIQUE INDEX message_inbound_key ON message (channel_no, dedupe_key)
        WHERE direction = 0 AND dedupe_key IS NOT NULL;
      CREATE INDEX message_unanswered ON message (channel_no, dedupe_key, seq)
        WHERE direction = 1 AND dedupe_key IS NOT NULL AND answered_at IS NULL;
      -- Everything but what was delivered: the work to do, and what an operator looks for.
      CREATE INDEX message_open ON message (state, channel_no, direction, seq) WHERE state <> 1;
      CREATE INDEX message_lane ON message (contact_no, direction, seq) WHERE state = 0;
      CREATE INDEX message_claimed ON message (seq) WHERE claimed_at IS NOT NULL;
      CREATE INDEX message_channel ON message (channel_no, seq);

      CREATE TABLE message_payload (
        seq INTEGER PRIMARY KEY REFERENCES message (seq) ON DELETE CASCADE,
        body BLOB NOT NULL
      ) STRICT;

      CREATE TABLE message_event (
        seq INTEGER NOT NULL REFERENCES message (seq) ON DELETE CASCADE,
        no INTEGER NOT NULL,
        at INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        attempt INTEGER,
        -- When the attempt began that this line ends.
        began_at INTEGER,
        duration_ms REAL,
        code TEXT,
        platform_code TEXT,
        due_at INTEGER,
        PRIMARY KEY (seq, no)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE thread_link (
        channel_no INTEGER NOT NULL REFERENCES channel (no),
        thread_id TEXT NOT NULL,
        contact_no INTEGER NOT NULL REFERENCES contact (no),
        PRIMARY KEY (channel_no, thread_id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE traffic_minute (
        minute INTEGER NOT NULL,
        channel_no INTEGER NOT NULL REFERENCES channel (no),
        inbound INTEGER NOT NULL,
        outbound INTEGER NOT NULL,
        failed INTEGER NOT NULL,
        PRIMARY KEY (minute, channel_no)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE state_count (
        channel_no INTEGER NOT NULL REFERENCES channel (no),
        direction INTEGER NOT NULL,
        state INTEGER NOT NULL,
        messages INTEGER NOT NULL,
        PRIMARY KEY (channel_no, direction, state)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE fact (
        name TEXT PRIMARY KEY,
        value BLOB NOT NULL
      ) STRICT;

      CREATE TABLE store_state (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        store_id BLOB NOT NULL,
        accepted INTEGER NOT NULL,
        -- Never handed out twice, also when the newest rows are lost or removed.
        last_seq INTEGER NOT NULL,
        outbound_claims INTEGER NOT NULL,
        -- Messages that were accepted and are gone after damage.
        missing INTEGER NOT NULL,
        -- 1: attempts toward WeChat are known to be forgotten; what waits for WeChat may have been sent already.
        outbound_doubt INTEGER NOT NULL
      ) STRICT;
    `);
  },
};
