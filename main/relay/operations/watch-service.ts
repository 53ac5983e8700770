import type { ChannelId, MessageId, OpenId } from '#shared/domain/ids.ts';
import type { MessageState, TrafficRow } from '#shared/domain/message.ts';
import { Watch } from '#shared/domain/operations.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { maskId } from '#shared/lib/mask.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { OperationsStore } from '../ports/operations-store.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import { bodiesOf } from './record-body.ts';
import type { RecordIds } from './record-id.ts';
import type { RecordKeeper } from './record-keeper.ts';

const customerWatchMs = 7 * 86_400_000;
const mostOpen = 2_000;
const lookEveryMs = 3_600_000;
/** Changed messages are gathered for so long, and read so many at a time. */
const gatherMs = 200;
const readAtOnce = 400;
/** So many changed messages may wait to be looked at; of more, the oldest are left out. */
const mostGathered = 20_000;
/** So much is remembered of what was told, so that nothing is told twice. */
const mostTold = 2_000;

/** States in which a message can still come to another end by itself. */
const goesOn: ReadonlySet<MessageState> = new Set(['pending', 'unconfirmed']);

export interface WatchTold {
  readonly watch: Watch;
  readonly row: TrafficRow;
  readonly outcome: 'delivered' | 'failed';
}

export interface WatchServiceDeps {
  readonly store: Pick<OperationsStore, 'records'> & Pick<RelayStore, 'message' | 'rows'>;
  readonly keeper: RecordKeeper;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly log: Logger;
  readonly newId: RecordIds;
  readonly onChange: (watch: Watch) => void;
  /** A watched message was delivered, or failed. */
  readonly onTold: (told: WatchTold) => void;
}

/** 'Watch this message' and 'watch this customer': tells what becomes of them. Costs nothing while nothing is watched. */
export class WatchService {
  readonly #deps: WatchServiceDeps;
  readonly #open = new Map<string, Watch>();
  /** Watched messages by their place in the order of acceptance: the only ones that need to be read. */
  readonly #messages = new Map<number, MessageId>();
  #customers = 0;
  readonly #gathered = new Set<number>();
  readonly #told = new Set<string>();
  #cancelGather: (() => void) | null = null;
  #cancelLook: () => void = () => undefined;
  #reading: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(deps: WatchServiceDeps) {
    this.#deps = deps;
  }

  /** Goes on with what was watched when the relay ended, and tells what came to its end meanwhile. */
  async start(): Promise<void> {
    const { store, log } = this.#deps;
    try {
      const query = { kind: 'watch', openOnly: true, order: 'oldest_first', limit: mostOpen } as const;
      for (const watch of bodiesOf(Watch, await store.records(query), log)) await this.#goOn(watch);
    } catch (thrown) {
      log.error('watches.not_read', { code: toRelayError(thrown).code });
    }
    this.#planLook();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelLook();
    this.#cancelGather?.();
    await this.#reading;
  }

  /** Throws MESSAGE_NOT_FOUND; WATCH_NOT_POSSIBLE when it has come to its end. */
  async watchMessage({ messageId, by }: { readonly messageId: MessageId; readonly by: string }): Promise<Watch> {
    const { row } = await this.#deps.store.message(messageId);
    if (!goesOn.has(row.state)) {
      throw new RelayError('WATCH_NOT_POSSIBLE', 'the message has come to its end', { value: messageId });
    }
    this.#messages.set(row.seq, messageId);
    const watch = await this.#begin({ kind: 'message', messageId }, by, row);
    // It may have come to its end meanwhile.
    this.note(row.seq);
    return watch;
  }

  /** Throws MESSAGE_NOT_FOUND; WATCH_NOT_POSSIBLE when its sender cannot be read. */
  async watchCustomer({ messageId, by }: { readonly messageId: MessageId; readonly by: string }): Promise<Watch> {
    const { row, openId } = await this.#deps.store.message(messageId);
    if (openId === null) {
      throw new RelayError('WATCH_NOT_POSSIBLE', 'the sender of the message cannot be read', { value: messageId });
    }
    return this.#begin({ kind: 'customer', channelId: row.channelId, openId }, by, row);
  }

  /** Throws WATCH_NOT_FOUND when it has ended. */
  async end({ id, by }: { readonly id: string; readonly by: string }): Promise<Watch> {
    const watch = this.#open.get(id);
    if (watch === undefined) throw new RelayError('WATCH_NOT_FOUND', 'there is no such watch', { value: id });
    const { audit, clock } = this.#deps;
    const { subject } = watch;
    audit.note({
      by,
      action: 'watch_end',
      channelId: subject.kind === 'customer' ? subject.channelId : null,
      subject: subject.kind === 'message' ? subject.messageId : id,
      detail: subject.kind,
    });
    return this.#keep({ ...watch, endedAt: clock.now() });
  }

  /** Those that go on, oldest first. */
  list(): Watch[] {
    return [...this.#open.values()];
  }

  get isWatching(): boolean {
    return this.#open.size > 0;
  }

  /** The message with this seq is new or has changed. */
  note(seq: number): void {
    if (this.#isStopped || (this.#customers === 0 && !this.#messages.has(seq))) return;
    this.#gathered.add(seq);
    if (this.#gathered.size > mostGathered) this.#leaveOutOldest();
    this.#cancelGather ??= this.#deps.clock.after(gatherMs, () => {
      this.#cancelGather = null;
      this.#reading = this.#reading.then(() => this.#readGathered());
    });
  }

  /** A row as it now stands, and whose it is, where that is known. */
  changed(row: TrafficRow, contact: { readonly openId: OpenId } | null): void {
    if (this.#open.size === 0 || row.state === 'pending') return;
    for (const watch of [...this.#open.values()]) {
      if (this.#concerns(watch, row, contact?.openId ?? null)) this.#tell(watch, row);
    }
  }

  #concerns({ subject, at }: Watch, row: TrafficRow, openId: OpenId | null): boolean {
    if (subject.kind === 'message') return subject.messageId === row.id;
    return subject.openId === openId && subject.channelId === row.channelId && row.changedAt >= at;
  }

  #tell(watch: Watch, row: TrafficRow): void {
    const name = `${watch.id} ${row.id} ${row.state}`;
    if (this.#told.has(name)) return;
    this.#told.add(name);
    if (this.#told.size > mostTold) this.#told.delete(this.#told.values().next().value ?? name);
    const { clock, onTold } = this.#deps;
    const isOver = watch.subject.kind === 'message' && !goesOn.has(row.state);
    const last = { at: row.changedAt, messageId: row.id, state: row.state };
    const next = { ...watch, last, endedAt: isOver ? clock.now() : null };
    void this.#keep(next);
    onTold({ watch: next, row, outcome: row.state === 'delivered' ? 'delivered' : 'failed' });
  }

  async #goOn(watch: Watch): Promise<void> {
    if (this.#isOld(watch)) {
      await this.#keep({ ...watch, endedAt: this.#deps.clock.now() });
      return;
    }
    this.#put(watch);
    const { subject, last } = watch;
    if (last !== null) this.#told.add(`${watch.id} ${last.messageId} ${last.state}`);
    if (subject.kind === 'customer') return;
    const message = await this.#deps.store.message(subject.messageId).catch(() => null);
    if (message === null) {
      // Removed by the retention rule, or damaged: nothing more will become of it.
      await this.#keep({ ...watch, endedAt: this.#deps.clock.now() });
      return;
    }
    this.#messages.set(message.row.seq, message.row.id);
    this.changed(message.row, null);
  }

  /** `row`: the message it was asked for at. */
  async #begin(subject: Watch['subject'], by: string, row: TrafficRow): Promise<Watch> {
    const name = nameOf(subject);
    const known = this.list().find((watch) => watch.by === by && nameOf(watch.subject) === name);
    if (known !== undefined) return known;
    const { clock, newId, audit } = this.#deps;
    // Whom it concerns is found by the message: an openid has no place in the audit.
    audit.note({ by, action: 'watch', channelId: row.channelId, subject: row.id, detail: subject.kind });
    return this.#keep({ id: newId('wat'), subject, by, at: clock.now(), endedAt: null, last: null });
  }

  async #keep(watch: Watch): Promise<Watch> {
    this.#put(watch);
    this.#deps.onChange(watch);
    const { id, at, endedAt, subject } = watch;
    const channelId: ChannelId | null = subject.kind === 'customer' ? subject.channelId : null;
    await this.#deps.keeper.put({
      kind: 'watch',
      id,
      channelId,
      parent: null,
      at,
      endedAt: endedAt === null ? null : Math.max(at, endedAt),
      body: JSON.stringify(watch),
    });
    return watch;
  }

  #put(watch: Watch): void {
    if (watch.endedAt === null) this.#open.set(watch.id, watch);
    else this.#open.delete(watch.id);
    const subjects = this.list().map(({ subject }) => subject);
    this.#customers = subjects.filter(({ kind }) => kind === 'customer').length;
    if (watch.endedAt === null) return;
    const watched = new Set(subjects.flatMap((subject) => (subject.kind === 'message' ? subject.messageId : [])));
    for (const [seq, id] of this.#messages) if (!watched.has(id)) this.#messages.delete(seq);
  }

  async #readGathered(): Promise<void> {
    const seqs = [...this.#gathered];
    this.#gathered.clear();
    for (let from = 0; from < seqs.length && this.isWatching; from += readAtOnce) {
      try {
        for (const row of await this.#deps.store.rows(seqs.slice(from, from + readAtOnce))) await this.#look(row);
      } catch (thrown) {
        this.#deps.log.warn('watches.not_looked', { code: toRelayError(thrown).code });
      }
    }
  }

  /** The row shows the sender's last characters only: whose it is, is read where those agree. */
  async #look(row: TrafficRow): Promise<void> {
    if (row.state === 'pending') return;
    const mayBe = this.list().some(
      ({ subject }) =>
        subject.kind === 'customer' && subject.channelId === row.channelId && maskId(subject.openId) === row.endUser,
    );
    const openId = mayBe ? (await this.#deps.store.message(row.id)).openId : null;
    this.changed(row, openId === null ? null : { openId });
  }

  #leaveOutOldest(): void {
    for (const seq of this.#gathered) {
      if (this.#messages.has(seq)) continue;
      this.#gathered.delete(seq);
      return;
    }
  }

  #planLook(): void {
    this.#cancelLook = this.#deps.clock.after(lookEveryMs, () => {
      for (const watch of this.list()) {
        if (this.#isOld(watch)) void this.#keep({ ...watch, endedAt: this.#deps.clock.now() });
      }
      this.#planLook();
    });
  }

  #isOld({ subject, at }: Watch): boolean {
    return subject.kind === 'customer' && this.#deps.clock.now() - at >= customerWatchMs;
  }
}

function nameOf(subject: Watch['subject']): string {
  return subject.kind === 'message' ? subject.messageId : `${subject.channelId} ${subject.openId}`;
}
