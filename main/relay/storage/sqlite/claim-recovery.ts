import { directionName, directionNumber, stateNumber } from './record-codes.ts';
import type { EventLog } from './event-log.ts';
import type { NativeDatabase, SqlStatement } from './native-database.ts';
import type { RunningCounts } from './running-counts.ts';
import { integer, numberAt, whole } from './sql-cells.ts';

const { pending, unconfirmed } = stateNumber;
const code = 'WECHAT_OUTCOME_UNKNOWN';

/** After a start: what was being sent when the last run ended. Runs within a transaction. */
export class ClaimRecovery {
  readonly #counts: RunningCounts;
  readonly #events: EventLog;
  readonly #claimed: SqlStatement;
  readonly #requeue: SqlStatement;
  readonly #end: SqlStatement;
  readonly #doubt: SqlStatement;
  readonly #waitingForWeChat: SqlStatement;
  readonly #clearDoubt: SqlStatement;

  constructor(database: NativeDatabase, counts: RunningCounts, events: EventLog) {
    this.#counts = counts;
    this.#events = events;
    const columns = ['seq', 'channel_no', 'direction', 'attempts', 'claimed_at'].map(integer).join(', ');
    this.#claimed = database.query(`SELECT ${columns} FROM message WHERE claimed_at IS NOT NULL ORDER BY seq`);
    this.#requeue = database.command('UPDATE message SET claimed_at = NULL, due_at = ? WHERE seq = ?');
    this.#end = database.command(
      `UPDATE message SET state = ${unconfirmed}, claimed_at = NULL, window_closed = 0, changed_at = ?, code = ?
       WHERE seq = ? AND state = ${pending}`,
    );
    this.#doubt = database.query(`SELECT ${integer('outbound_doubt')} FROM store_state`);
    this.#waitingForWeChat = database.query(
      `SELECT ${integer('seq')}, ${integer('channel_no')} FROM message
       WHERE state <> 1 AND state = ${pending} AND channel_no IN (SELECT no FROM channel)
         AND direction = ${directionNumber.outbound}`,
    );
    this.#clearDoubt = database.command('UPDATE store_state SET outbound_doubt = 0');
  }

  recover(at: number): { requeued: number; unconfirmed: number } {
    const result = { requeued: 0, unconfirmed: 0 };
    for (const row of this.#claimed.all([])) {
      const [seq, channelNo, attempt, beganAt] = [0, 1, 3, 4].map((index) => numberAt(row, index)) as Four;
      if (directionName(numberAt(row, 2)) === 'inbound') {
        this.#requeue.run([whole(at), seq]);
        this.#events.add({ seq, at, kind: 'recovered', attempt, beganAt });
        result.requeued += 1;
      } else {
        this.#toUnconfirmed(seq, channelNo, at, { attempt, beganAt });
        result.unconfirmed += 1;
      }
    }
    return { ...result, unconfirmed: result.unconfirmed + this.recoverDoubt(at) };
  }

  /**
   * Attempts toward WeChat that were noted once and are noted no more (a damaged log, a restored backup): nobody knows
   * which messages they were for. None of those that wait may be sent by itself. Returns how many there were.
   */
  recoverDoubt(at: number): number {
    if (numberAt(this.#doubt.get([]) ?? [0], 0) === 0) return 0;
    const waiting = this.#waitingForWeChat.all([]);
    for (const row of waiting) this.#toUnconfirmed(numberAt(row, 0), numberAt(row, 1), at, {});
    this.#clearDoubt.run([]);
    return waiting.length;
  }

  #toUnconfirmed(seq: number, channelNo: number, at: number, began: { attempt?: number; beganAt?: number }): void {
    this.#end.run([whole(at), code, seq]);
    this.#counts.messageMoved(channelNo, 'outbound', 'pending', 'unconfirmed', at);
    this.#events.add({ seq, at, kind: 'unconfirmed', code, ...began });
  }
}

type Four = [number, number, number, number];
