import type { MessagePart } from '#shared/domain/message.ts';
import type { NativeDatabase, SqlRow, SqlStatement } from './native-database.ts';
import { errorCodeOf, partKindName, partKindNumber, partStateName, partStateNumber } from './record-codes.ts';
import { bytes, integer, numberAt, textOrNullAt, whole } from './sql-cells.ts';

const { waiting, sending, accepted, unknown } = partStateNumber;

/** Parts of messages that go in more than one. Rows exist for parts that were begun. Changes run within a transaction. */
export class PartBook {
  readonly #of: SqlStatement;
  readonly #begin: SqlStatement;
  readonly #end: SqlStatement;
  readonly #doubt: SqlStatement;
  readonly #again: SqlStatement;
  readonly #confirm: SqlStatement;

  constructor(database: NativeDatabase) {
    const columns = [
      integer('no'),
      integer('parts'),
      integer('kind'),
      integer('state'),
      integer('at'),
      bytes('code'),
      bytes('platform_code'),
    ].join(', ');
    this.#of = database.query(`SELECT ${columns} FROM message_part WHERE seq = ? ORDER BY no`);
    const put = `INSERT INTO message_part VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO UPDATE SET
      parts = excluded.parts, kind = excluded.kind, state = excluded.state, at = excluded.at, code = excluded.code,
      platform_code = excluded.platform_code WHERE state <> ${accepted}`;
    this.#begin = database.command(put);
    this.#end = database.command(put);
    this.#doubt = database.query(
      `UPDATE message_part SET state = ${unknown}, at = ?, code = ? WHERE seq = ? AND state = ${sending}
       RETURNING ${integer('no')}`,
    );
    this.#again = database.command(
      `UPDATE message_part SET state = ${waiting}, at = ? WHERE seq = ? AND state <> ${accepted}`,
    );
    this.#confirm = database.command(
      `UPDATE message_part SET state = ${accepted}, at = ?, code = NULL, platform_code = NULL
       WHERE seq = ? AND state IN (${sending}, ${unknown})`,
    );
  }

  of(seq: number): MessagePart[] {
    return this.#of.all([seq]).map(partFrom);
  }

  begin(seq: number, { no, of, kind }: Pick<MessagePart, 'no' | 'of' | 'kind'>, at: number): void {
    this.#begin.run([seq, no, of, partKindNumber[kind], sending, whole(at), null, null]);
  }

  /** False when it was accepted before: that is final. */
  end(seq: number, part: MessagePart): boolean {
    const { no, of, kind, state, at, code, platformCode } = part;
    const values = [seq, no, of, partKindNumber[kind], partStateNumber[state], whole(at), code, platformCode];
    return this.#end.run(values) > 0;
  }

  /** Parts that had begun and never ended: nobody knows what came of them. Returns their numbers. */
  doubt(seq: number, at: number, code: string): number[] {
    return this.#doubt.all([whole(at), code, seq]).map((row) => numberAt(row, 0));
  }

  /** What is not accepted waits to be sent again. */
  again(seq: number, at: number): void {
    this.#again.run([whole(at), seq]);
  }

  /** Those that went out, and of which nobody knows more, have arrived. Returns how many. */
  confirm(seq: number, at: number): number {
    return this.#confirm.run([whole(at), seq]);
  }
}

function partFrom(row: SqlRow): MessagePart {
  return {
    no: numberAt(row, 0),
    of: numberAt(row, 1),
    kind: partKindName(numberAt(row, 2)),
    state: partStateName(numberAt(row, 3)),
    at: numberAt(row, 4),
    code: errorCodeOf(textOrNullAt(row, 5)),
    platformCode: textOrNullAt(row, 6),
  };
}
