import { createHash, randomBytes } from 'node:crypto';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import { systemClock } from '#main/node/system-clock.ts';
import type { Direction, MessageKind, MessageState } from '#shared/domain/message.ts';
import type { MessageId } from '#shared/domain/ids.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { buildKeyLadder } from '#relay/storage/sqlite/key-ladder.ts';
import { NativeDatabase } from '#relay/storage/sqlite/native-database.ts';
import { directionName, kindName, stateName } from '#relay/storage/sqlite/record-codes.ts';
import { bytes, integer, textAt, textOrNullAt } from '#relay/storage/sqlite/sql-cells.ts';
import { openSqliteStore } from '#relay/storage/sqlite/sqlite-store.ts';
import { storeFilesIn } from '#relay/storage/sqlite/store-files.ts';

/** One message as the relay's own books have it. */
export interface ExportedMessage {
  readonly seq: number;
  readonly id: string;
  /** WeChat's id of an inbound message. */
  readonly externalId: string | null;
  readonly direction: Direction;
  readonly kind: MessageKind;
  readonly state: MessageState;
  /** The conversation, within a direction. */
  readonly contactNo: number;
  readonly receivedAt: number;
  /** Of its text, as the witnesses hash it; null for what is no text. */
  readonly textHash: string | null;
}

export interface ExportedStore {
  readonly messages: readonly ExportedMessage[];
  /** Ids of records whose seal does not hold. */
  readonly unreadable: readonly string[];
  /** The running counts are those of a recount. */
  readonly countsAgree: boolean;
  readonly missingRecords: number;
  /** What the engine's own check of the file says; 'ok' when it is whole. */
  readonly integrity: string;
}

/** Exports the books of a relay that has ended, reading and verifying every record. */
export async function exportStore(dataDir: string, storeKey: Buffer): Promise<ExportedStore> {
  const { rows, integrity } = readRows(dataDir, storeKey);
  const store = openSqliteStore({
    dataDir,
    key: storeKey,
    clock: systemClock,
    random: randomBytes,
    logger: silentLogger,
  });
  const messages: ExportedMessage[] = [];
  const unreadable: string[] = [];
  try {
    for (const row of rows) {
      messages.push(row);
      try {
        const { content } = await store.message(row.id as MessageId);
        const text = content.kind === 'text' || content.kind === 'rich' ? content.text : null;
        if (text !== null) messages[messages.length - 1] = { ...row, textHash: hashOfText(text) };
      } catch (thrown) {
        unreadable.push(`${row.id}: ${toRelayError(thrown).code}`);
      }
    }
    const { agrees } = await store.verifyCounts();
    return { messages, unreadable, countsAgree: agrees, missingRecords: store.missingRecords(), integrity };
  } finally {
    await store.close();
  }
}

/** As the witnesses hash the text of a message. */
export function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function readRows(dataDir: string, storeKey: Buffer): { rows: ExportedMessage[]; integrity: string } {
  const database = new NativeDatabase(storeFilesIn(dataDir).database, buildKeyLadder(storeKey).fileKey);
  try {
    // Never as text: a row may have been poisoned on purpose, and that would end this very process.
    const columns = [
      ...[integer('seq'), bytes('id'), bytes('external_id')],
      ...['direction', 'kind', 'state', 'contact_no', 'received_at'].map(integer),
    ];
    const rows = database.query(`SELECT ${columns.join(', ')} FROM message ORDER BY seq`).all([]);
    return {
      rows: rows.map((row) => ({
        seq: Number(row[0]),
        id: textAt(row, 1),
        externalId: textOrNullAt(row, 2),
        direction: directionName(Number(row[3])),
        kind: kindName(Number(row[4])),
        state: stateName(Number(row[5])),
        contactNo: Number(row[6]),
        receivedAt: Number(row[7]),
        textHash: null,
      })),
      integrity: String(database.value('PRAGMA integrity_check')),
    };
  } finally {
    database.close();
    collectGarbage();
  }
}
