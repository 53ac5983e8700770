import { expect } from 'vitest';
import { ChannelId, MessageId } from '#shared/domain/ids.ts';
import type { MessageAction, MessageEvent, MessageOutlook, MessageState, TrafficRow } from '#shared/domain/message.ts';
import type { FoundMessage } from '#relay/ports/message-search.ts';
import type { MessageTask, SearchScope, TaskSource } from '#shared/domain/message-task.ts';
import type { AuditLine } from '#shared/domain/operations.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { possibleActions } from '#relay/core/message-actions.ts';
import { createRecordIds } from '#relay/operations/record-id.ts';
import type { OperationsRecord } from '#relay/ports/operations-store.ts';
import type { StoredMessage } from '#relay/ports/relay-store.ts';
import { MessageTasks } from '#relay/tasks/message-tasks.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { MemoryRecords } from '../services/memory-records.ts';

interface Held {
  row: TrafficRow;
  before: MessageState;
  readonly contactNo: number;
  readonly events: MessageEvent[];
  readonly outlook: Partial<MessageOutlook>;
}

export interface Act {
  readonly seq: number;
  readonly action: MessageAction;
  readonly by: string;
  readonly at: number;
}

const acted = {
  send_again: 'sent_again',
  confirm_arrived: 'confirmed_arrived',
  give_up: 'given_up',
  discard: 'discarded',
  restore: 'restored',
} as const;

/** Never answered: whoever asked is not there any more. */
const silence = new Promise<never>(() => undefined);

/** Messages and records that outlive the relay, and a relay's tasks upon them that can end at any moment. */
export class TaskWorld {
  readonly clock = new HandClock();
  readonly messages = new Map<string, Held>();
  readonly records = new MemoryRecords();
  readonly acts: Act[] = [];
  readonly audited: Omit<AuditLine, 'id' | 'at'>[] = [];
  readonly notices: { readonly at: number; readonly task: MessageTask }[] = [];
  /** What happened, in order: audit lines, records and acts. */
  readonly story: string[] = [];
  isBusy = false;
  /** Records are refused. */
  recordTrouble: ErrorCode | null = null;
  /** Acts are refused; `isDone`: and done all the same. */
  actTrouble: { readonly code: ErrorCode; readonly isDone: boolean } | null = null;
  searchTrouble: RelayError | null = null;
  /** After so many more writes the relay is gone; `isDone`: the last one is on disk. */
  crash: { after: number; readonly isDone: boolean } | null = null;
  /** Called before each act. */
  beforeAct: (seq: number) => void = () => undefined;
  afterAct: (seq: number) => void = () => undefined;
  #generation = 0;
  tasks = this.#open();

  add(
    seq: number,
    state: MessageState,
    more: Partial<TrafficRow> & { contactNo?: number; outlook?: Partial<MessageOutlook> } = {},
  ) {
    const { contactNo = 1, outlook = {}, ...row } = more;
    const id = MessageId.parse(`wxout-${String(seq).padStart(26, '0')}`);
    this.messages.set(id, {
      row: { ...rowDefaults(seq, id, state), ...row },
      before: state,
      contactNo,
      events: [],
      outlook,
    });
    return id;
  }

  addMany(count: number, state: MessageState): void {
    for (let seq = 1; seq <= count; seq += 1) this.add(seq, state);
  }

  stateOf(seq: number): MessageState | undefined {
    return this.#bySeq(seq)?.row.state;
  }

  /** Somebody else does something with it. */
  change(seq: number, row: Partial<TrafficRow>): void {
    const held = this.#bySeq(seq);
    if (held !== undefined) held.row = { ...held.row, ...row };
  }

  /** One act by hand. */
  byHand(seq: number, action: MessageAction, by: string): void {
    const held = this.#bySeq(seq);
    if (held !== undefined) this.#do(held, action, by);
  }

  /** The relay is gone without a word, and another one begins. */
  async restart(): Promise<void> {
    this.crash = null;
    this.#generation += 1;
    this.tasks = this.#open();
    const started = this.tasks.start();
    await this.rest();
    await started;
  }

  /** Everything that is ready to run has run. */
  async rest(turns = 6): Promise<void> {
    for (let turn = 0; turn < turns; turn += 1) await settled();
  }

  async pass(ms: number, stepMs = 100): Promise<void> {
    for (let passed = 0; passed < ms; passed += stepMs) {
      this.clock.wind(stepMs);
      await this.rest();
    }
  }

  plan(source: TaskSource, action: MessageAction) {
    return this.tasks.handlers['task.plan']({ source, action, by: 'Ann' });
  }

  async planned(planId: string) {
    for (let turn = 0; turn < 20_000; turn += 1) {
      const plan = await this.tasks.handlers['task.planned']({ planId });
      if (plan.isCounted) return plan;
      await settled();
    }
    throw new Error('it is never counted');
  }

  /** Plans, waits for the count, and starts. */
  async begin(source: TaskSource, action: MessageAction, acceptTwice = false): Promise<MessageTask> {
    const { id } = await this.plan(source, action);
    await this.planned(id);
    return this.tasks.handlers['task.start']({ planId: id, acceptTwice, by: 'Ann' });
  }

  async act(id: string, act: 'hold' | 'resume' | 'cancel' | 'undo', by = 'Bea'): Promise<MessageTask> {
    return this.tasks.handlers['task.act']({ id, act, by });
  }

  async view(id: string): Promise<MessageTask> {
    const found = (await this.tasks.handlers['tasks.list'](null)).find((task) => task.id === id);
    if (found === undefined) throw new Error('no such task');
    return found;
  }

  async results(id: string) {
    const { results } = await this.tasks.handlers['task.results']({ id, from: 0, limit: 200 });
    return results.map(({ row, outcome, code }) => [row?.seq, outcome, code]);
  }

  ids(...seqs: number[]): MessageId[] {
    return seqs.map((seq) => MessageId.parse(`wxout-${String(seq).padStart(26, '0')}`));
  }

  #open(): MessageTasks {
    const generation = this.#generation;
    const { clock, records } = this;
    const here = <T>(work: () => T | Promise<T>): Promise<T> => {
      if (generation !== this.#generation || this.crash?.after === 0) return silence;
      return Promise.resolve().then((): T | Promise<T> => (generation === this.#generation ? work() : silence));
    };
    /** A change of the disk: the relay may be gone right before or right after it. */
    const write = <T>(change: () => T): Promise<T> =>
      here((): T | Promise<T> => {
        if (this.crash?.after === 0) return silence;
        if (this.crash !== null) {
          this.crash.after -= 1;
          if (this.crash.after <= 0) {
            this.crash.after = 0;
            if (this.crash.isDone) change();
            return silence;
          }
        }
        return change();
      });
    return new MessageTasks({
      clock,
      log: silentLogger,
      newId: createRecordIds(() => clock.now(), Math.random),
      sureNow: () => clock.now(),
      isBusy: () => this.isBusy,
      audit: {
        note: (line) => {
          this.audited.push(line);
          this.story.push(`audit ${line.action}`);
        },
      },
      store: {
        message: (id) => here(() => this.#stored(id)),
        rows: (seqs) => here(() => seqs.flatMap((seq) => this.#bySeq(seq)?.row ?? [])),
        putRecord: (record: OperationsRecord) =>
          write(() => {
            if (this.recordTrouble !== null) throw new RelayError(this.recordTrouble, 'told to fail');
            this.story.push(`record ${record.parent ?? ''}`);
            void records.putRecord(record);
          }),
        getRecord: (kind, id) => here(() => records.kept.get(`${kind} ${id}`) ?? null),
        records: (query) => here(() => records.records(query)),
        removeRecord: (kind, id) => write(() => void records.kept.delete(`${kind} ${id}`)),
      },
      actions: {
        outlook: (id) => here(() => this.#outlook(id)),
        act: ({ id, action, acceptTwice, by }) =>
          write(() => {
            const held = this.#held(id);
            this.beforeAct(held.row.seq);
            if (!possibleHere(held).includes(action))
              throw new RelayError('MESSAGE_ACTION_NOT_POSSIBLE', held.row.state);
            if (held.outlook.mayArriveTwice === true && !acceptTwice) {
              throw new RelayError('MESSAGE_MAY_ARRIVE_TWICE', 'not confirmed');
            }
            if (this.actTrouble === null || this.actTrouble.isDone) this.#do(held, action, by);
            if (this.actTrouble !== null) throw new RelayError(this.actTrouble.code, 'told to fail');
          }),
      },
      search: { found: (scope) => this.#found(scope) },
      onChange: (task) => {
        if (generation === this.#generation) this.notices.push({ at: clock.monotonic(), task });
      },
    });
  }

  async *#found(scope: SearchScope): AsyncGenerator<readonly FoundMessage[]> {
    expect(scope).toEqual(aSearch);
    await Promise.resolve();
    const newest = [...this.messages.values()].sort((first, second) => second.row.seq - first.row.seq);
    for (let from = 0; from < newest.length; from += 200) {
      if (this.searchTrouble !== null) throw this.searchTrouble;
      yield newest.slice(from, from + 200).map(({ row: { seq, id }, contactNo }) => ({ seq, id, contactNo }));
    }
  }

  #do(held: Held, action: MessageAction, by: string): void {
    const { seq, state } = held.row;
    const to: Record<MessageAction, MessageState> = {
      send_again: 'pending',
      confirm_arrived: 'delivered',
      give_up: 'dead_letter',
      discard: 'discarded',
      restore: held.before,
    };
    if (action === 'discard') held.before = state;
    held.row = { ...held.row, state: to[action], pendingReason: to[action] === 'pending' ? 'due' : null };
    held.events.push({ ...emptyLine, at: this.clock.now(), kind: acted[action], by });
    this.acts.push({ seq, action, by, at: this.clock.monotonic() });
    this.story.push(`${action} ${seq}`);
    this.afterAct(seq);
  }

  #outlook(id: string): MessageOutlook {
    const held = this.#held(id);
    return {
      actions: possibleHere(held),
      mayArriveTwice: false,
      window: null,
      laterDelivered: 0,
      code: null,
      ...held.outlook,
    };
  }

  #stored(id: string): StoredMessage {
    const { row, events, contactNo } = this.#held(id);
    return {
      row,
      events: [...events],
      contactNo,
      content: { kind: 'text', text: '' },
      platformMessageId: null,
      caseId: null,
      platformAt: null,
      parts: [],
      media: [],
      statusReport: null,
      openId: null,
    };
  }

  #held(id: string): Held {
    const held = this.messages.get(id);
    if (held === undefined) throw new RelayError('MESSAGE_NOT_FOUND', 'no such message');
    return held;
  }

  #bySeq(seq: number): Held | undefined {
    return this.messages.get(this.ids(seq)[0] ?? '');
  }
}

export const aSearch: SearchScope = {
  text: 'refund 138 0013 8000',
  filter: { channelIds: [], direction: null, kinds: [], states: [], from: null, until: null, contactNo: null },
  timeZone: 'Europe/Amsterdam',
};
export const found: TaskSource = { kind: 'found', search: aSearch };

function possibleHere({ row }: Held): MessageAction[] {
  return possibleActions({ row, parts: [], events: [], hasSender: true, isRelayed: true });
}

const emptyLine = {
  attempt: null,
  part: null,
  by: null,
  code: null,
  platformCode: null,
  durationMs: null,
  dueAt: null,
};

function rowDefaults(seq: number, id: MessageId, state: MessageState): TrafficRow {
  return {
    seq,
    id,
    channelId: ChannelId.parse('tulip'),
    direction: 'outbound',
    kind: 'text',
    endUser: '…k4Qz',
    preview: '',
    state,
    pendingReason: state === 'pending' ? 'due' : null,
    code: null,
    platformCode: null,
    attempts: 1,
    receivedAt: 0,
    changedAt: 0,
    dueAt: null,
  };
}
