import type { ChannelId, IntegrationId, MessageId, OpenId } from '#shared/domain/ids.ts';
import type { Direction, MessageKind } from '#shared/domain/message.ts';
import type { AnswerAuthor } from '#shared/domain/sla.ts';
import { maskId } from '#shared/lib/mask.ts';
import { slaCaseIdOf } from '../core/sla-case-id.ts';
import type { CaseObservation, SeenCase } from './case-observation.ts';
import { takeMissing, takeSight, type Sight } from './case-sight.ts';
import { addMessage, isEnd, newCase, statusOf, type KeptCase, type KeptMessage } from './kept-case.ts';

/** A channel as the cases know it. */
export interface SlaChannel {
  readonly id: ChannelId;
  readonly name: string;
  readonly integrationId: IntegrationId;
  readonly cxoneChannelId: string;
}

/** A message was stored. Without its content. */
export interface StoredNote {
  readonly seq: number;
  readonly id: MessageId;
  readonly channelId: ChannelId;
  readonly direction: Direction;
  readonly kind: MessageKind;
  readonly contactNo: number;
  readonly openId: OpenId;
  readonly platformAt: number | null;
  readonly receivedAt: number;
}

/** An attempt ended its waiting. */
export interface SettledNote {
  readonly seq: number;
  readonly at: number;
  readonly isDelivered: boolean;
  readonly caseId: string | null;
}

export interface CaseBookDeps {
  readonly channel: (id: ChannelId) => SlaChannel | null;
  /** Our channel that CXone knows under that id. */
  readonly channelAt: (integrationId: IntegrationId, cxoneChannelId: string) => SlaChannel | null;
  /** The end user whom CXone's name of a conversation means, or null. */
  readonly openIdOf: (channelId: ChannelId, threadId: string) => OpenId | null;
  readonly newId: (prefix: string) => string;
  /** False: nobody can answer on the channel yet, so that no case of it begins. Without it all are timed. */
  readonly isTimed?: (channelId: ChannelId) => boolean;
  /** Whether CXone can be asked about the channel's cases. */
  readonly isAsked: (channelId: ChannelId) => boolean;
  /** Something about it is new. */
  readonly onChange: (kept: KeptCase) => void;
  /** An end user's message began it. */
  readonly onBegun: (kept: KeptCase) => void;
  /** A case of CXone's whose messages we do not have at hand. */
  readonly onUnknown: (kept: KeptCase) => void;
}

/** CXone has to go on for so long not knowing a case before it is believed. */
const missingForMs = 30_000;
/** So many of CXone's cases are compared in one go. */
const casesPerStep = 1_000;

/**
 * The cases that may still change, in memory. It groups messages into cases: one conversation has one case at a time, begun
 * by the end user's first message, ended by CXone's Closed. CXone's own grouping counts as soon as it is known.
 */
export class CaseBook {
  readonly #deps: CaseBookDeps;
  readonly #byId = new Map<string, KeptCase>();
  readonly #byCaseId = new Map<string, KeptCase>();
  /** The one that takes the next message. */
  readonly #current = new Map<string, KeptCase>();
  readonly #waiting = new Map<number, KeptCase>();
  /** When each integration was last asked for its open cases. */
  readonly #lastAskedAt = new Map<IntegrationId, number>();

  constructor(deps: CaseBookDeps) {
    this.#deps = deps;
  }

  all(): IterableIterator<KeptCase> {
    return this.#byId.values();
  }

  get size(): number {
    return this.#byId.size;
  }

  find(id: string): KeptCase | null {
    return this.#byId.get(id) ?? null;
  }

  /** Messages that wait in the relay, by seq. */
  get waiting(): ReadonlyMap<number, KeptCase> {
    return this.#waiting;
  }

  /** As it was read from disk. */
  admit(kept: KeptCase): void {
    this.#byId.set(kept.id, kept);
    this.#index(kept);
    for (const message of kept.messages) if (message.doneAt === null) this.#waiting.set(message.seq, kept);
    if (kept.overAt !== null || kept.openId === null) return;
    const key = conversationOf(kept.channelId, kept.openId);
    const other = this.#current.get(key);
    const isNewer = other === undefined || other.beganAt <= kept.beganAt;
    if (other !== undefined) (isNewer ? other : kept).isSuperseded = true;
    if (isNewer) this.#current.set(key, kept);
  }

  /** Nothing is asked of it any more. */
  drop(kept: KeptCase): void {
    this.#byId.delete(kept.id);
    if (kept.caseId !== null && this.#byCaseId.get(this.#caseKey(kept, kept.caseId)) === kept) {
      this.#byCaseId.delete(this.#caseKey(kept, kept.caseId));
    }
    this.#leaveConversation(kept);
    for (const { seq } of kept.messages) if (this.#waiting.get(seq) === kept) this.#waiting.delete(seq);
  }

  /** It is over although CXone did not say so: nothing was heard of it for a long time. */
  giveUp(kept: KeptCase, at: number): void {
    kept.overAt = at;
    this.#leaveConversation(kept);
    this.#changed(kept, at);
  }

  /** Whose cases these are is not known any more: everything kept of the end user is removed. Their times stay. */
  forgetEndUser(channelId: ChannelId, openId: OpenId): void {
    for (const kept of this.#byId.values()) {
      if (kept.channelId !== channelId || kept.openId !== openId) continue;
      this.#leaveConversation(kept);
      Object.assign(kept, { openId: null, endUser: null, contactNo: null });
      this.#changed(kept, null);
    }
  }

  stored(note: StoredNote): void {
    if (note.kind === 'event' || this.#deps.channel(note.channelId) === null) return;
    if (this.#deps.isTimed?.(note.channelId) === false) return;
    const key = conversationOf(note.channelId, note.openId);
    let kept = this.#current.get(key) ?? null;
    if (note.direction === 'inbound') kept ??= this.#begin(note, key);
    if (kept === null) return;
    kept.contactNo ??= note.contactNo;
    if (addMessage(kept, this.#messageOf(note))) {
      this.#waiting.set(note.seq, kept);
      this.#changed(kept, note.receivedAt);
    }
  }

  settled(note: SettledNote): void {
    const kept = this.#waiting.get(note.seq);
    if (kept === undefined) return;
    this.#waiting.delete(note.seq);
    // It is among the newest: a long case has hundreds.
    const index = kept.messages.findLastIndex(({ seq }) => seq === note.seq);
    const message = kept.messages[index];
    if (message === undefined) return;
    const done = { ...message, doneAt: note.at, acceptedAt: note.isDelivered ? note.at : message.acceptedAt };
    kept.messages[index] = done;
    this.#changed(kept, note.at);
    if (note.caseId !== null && message.kind === 'request') this.#belongs(kept, index, note.caseId);
  }

  /** CXone was heard. In steps: others have their turn between them. */
  *observing(observation: CaseObservation): Generator<void> {
    const { integrationId, askedAt, readAt, channelIds } = observation;
    const absentAt = this.#lastAskedAt.get(integrationId) ?? null;
    const sight: Sight = { askedAt, readAt, absentAt };
    const listed = new Set<KeptCase>();
    let steps = 0;
    for (const seen of observation.open) {
      steps += 1;
      if (steps % casesPerStep === 0) yield;
      const kept = this.#keptOf(integrationId, seen, readAt);
      if (kept === null) continue;
      listed.add(kept);
      this.#take(kept, seen, sight);
    }
    for (const seen of observation.gone) {
      const kept = this.#byCaseId.get(`${integrationId} ${seen.caseId}`);
      if (kept === undefined || kept.overAt !== null) continue;
      kept.askedForAt = readAt;
      listed.add(kept);
      if ('missing' in seen) {
        // Said once, it may be a slip of CXone's: what is over cannot be taken up again.
        if (readAt - (kept.missingAt ??= readAt) < missingForMs) continue;
        takeMissing(kept, sight);
        this.#ended(kept);
        this.#changed(kept, readAt);
      } else this.#take(kept, seen, sight);
    }
    this.#markLeft(new Set(channelIds), listed, askedAt);
    if (channelIds.length > 0) this.#lastAskedAt.set(integrationId, askedAt);
  }

  /** Who wrote answers. Those asked for before that CXone does not know stay asked for. */
  authors(authors: ReadonlyMap<string, Exclude<AnswerAuthor, 'asking'>>): void {
    for (const kept of this.#byId.values()) {
      let isNews = false;
      kept.messages.forEach((message, index) => {
        const author = message.author === 'asking' ? authors.get(message.messageId) : undefined;
        if (author === undefined) return;
        kept.messages[index] = { ...message, author };
        isNews = true;
      });
      if (isNews) this.#changed(kept, null);
    }
  }

  /** Messages of a case of CXone's that were looked up. Those of other cases are left where they are. */
  fill(kept: KeptCase, notes: readonly (StoredNote & { readonly done: SettledNote | null })[]): void {
    if (this.#byId.get(kept.id) !== kept) return;
    const taken = new Set<number>();
    for (const other of this.#byId.values()) {
      if (other.channelId !== kept.channelId || other.openId !== kept.openId) continue;
      for (const { seq } of other.messages) taken.add(seq);
    }
    for (const { done, ...note } of notes) {
      if (taken.has(note.seq) || note.kind === 'event') continue;
      kept.contactNo ??= note.contactNo;
      const message = this.#messageOf(note);
      const doneAt = done?.at ?? null;
      addMessage(kept, { ...message, doneAt, acceptedAt: done?.isDelivered === true ? done.at : null });
      if (doneAt === null) this.#waiting.set(note.seq, kept);
    }
    this.#changed(kept, null);
  }

  /** The idle timer was set back. */
  extend(kept: KeptCase, at: number, by: string): void {
    kept.extensions.push({ at, by });
    this.#changed(kept, at);
  }

  /** CXone can, or cannot, be asked about these channels. */
  setAsked(channelIds: ReadonlySet<ChannelId>, asked: boolean): void {
    for (const kept of this.#byId.values()) {
      if (kept.asked === asked || !channelIds.has(kept.channelId) || kept.overAt !== null) continue;
      kept.asked = asked;
      if (!asked) {
        kept.messages.forEach((message, index) => {
          if (message.author === 'asking') kept.messages[index] = { ...message, author: 'unknown' };
        });
      }
      this.#changed(kept, null);
    }
  }

  /** The wall clock was set back: what was known "until later" is not known. */
  forgetFuture(now: number): void {
    for (const kept of this.#byId.values()) {
      if (kept.knownUntil !== null && kept.knownUntil > now) kept.knownUntil = now;
    }
    for (const [id, at] of this.#lastAskedAt) if (at > now) this.#lastAskedAt.set(id, now);
  }

  #begin(note: StoredNote, key: string): KeptCase | null {
    const id = slaCaseIdOf(note.id);
    if (this.#byId.has(id)) return null;
    const { channelId, openId, contactNo } = note;
    const beganAt = Math.min(note.platformAt ?? note.receivedAt, note.receivedAt);
    const asked = this.#deps.isAsked(channelId);
    const kept = newCase({
      id,
      channelId,
      openId,
      contactNo,
      endUser: maskId(openId),
      beganAt,
      beganBy: 'customer',
      asked,
    });
    this.#byId.set(id, kept);
    this.#current.set(key, kept);
    this.#deps.onBegun(kept);
    return kept;
  }

  #messageOf(note: StoredNote): KeptMessage {
    const { seq, id: messageId, direction, receivedAt, platformAt } = note;
    const isRequest = direction === 'inbound';
    const whoAnswered = this.#deps.isAsked(note.channelId) ? 'asking' : 'unknown';
    return {
      seq,
      messageId,
      kind: isRequest ? 'request' : 'answer',
      at: isRequest ? Math.min(platformAt ?? receivedAt, receivedAt) : receivedAt,
      author: isRequest ? null : whoAnswered,
      acceptedAt: null,
      doneAt: null,
    };
  }

  /** CXone said which case a message of ours is in. */
  #belongs(kept: KeptCase, index: number, caseId: string): void {
    if (kept.caseId === caseId) return;
    const known = this.#byCaseId.get(this.#caseKey(kept, caseId));
    if (known === undefined && kept.caseId === null) {
      kept.caseId = caseId;
      this.#index(kept);
      return;
    }
    // Another case than the rest: it and what follows belong there. Nothing is left behind of one with no case of its own.
    const from = kept.caseId === null ? 0 : index;
    if (known !== undefined && known.overAt !== null) return;
    const target = known ?? this.#split(kept, from, caseId);
    if (target !== kept) this.#move(kept, from, target);
  }

  #split(kept: KeptCase, from: number, caseId: string | null): KeptCase {
    const first = kept.messages[from];
    const id = first === undefined ? this.#deps.newId('sla') : slaCaseIdOf(first.messageId);
    const made = newCase({
      // A case keeps the name of its first message also when that one left it.
      id: this.#byId.has(id) ? this.#deps.newId('sla') : id,
      channelId: kept.channelId,
      openId: kept.openId,
      contactNo: kept.contactNo,
      endUser: kept.endUser,
      beganAt: first?.at ?? kept.beganAt,
      beganBy: 'customer',
      asked: kept.asked,
    });
    made.caseId = caseId;
    this.#byId.set(made.id, made);
    this.#index(made);
    return made;
  }

  /** Messages from that place on go over, and the conversation with them. */
  #move(kept: KeptCase, from: number, target: KeptCase): void {
    for (const message of kept.messages.splice(from)) {
      addMessage(target, message);
      if (message.doneAt === null) this.#waiting.set(message.seq, target);
    }
    target.contactNo ??= kept.contactNo;
    if (kept.openId !== null) this.#current.set(conversationOf(kept.channelId, kept.openId), target);
    this.#changed(target, null);
    if (kept.messages.length === 0 && kept.caseId === null) {
      // There was never such a case.
      kept.overAt ??= kept.changedAt;
    } else if (kept.overAt === null) {
      kept.isSuperseded = true;
      if (!kept.asked) this.#inferClosed(kept, target);
    }
    this.#changed(kept, null);
  }

  /** CXone begins a new case only when the one before is closed. */
  #inferClosed(kept: KeptCase, next: KeptCase): void {
    const latest = Math.max(next.beganAt, kept.beganAt);
    const earliest = Math.min(
      Math.max(statusOf(kept)?.at.latest ?? kept.messages.at(-1)?.at ?? kept.beganAt, kept.beganAt),
      latest,
    );
    kept.statuses.push({ status: 'closed', at: { earliest, latest } });
    this.#ended(kept);
  }

  #keptOf(integrationId: IntegrationId, seen: SeenCase, readAt: number): KeptCase | null {
    const known = this.#byCaseId.get(`${integrationId} ${seen.caseId}`);
    if (known !== undefined) return known.overAt === null ? known : null;
    const channel = this.#deps.channelAt(integrationId, seen.cxoneChannelId);
    if (channel === null) return null;
    const openId = seen.threadId === null ? null : this.#deps.openIdOf(channel.id, seen.threadId);
    const key = openId === null ? null : conversationOf(channel.id, openId);
    const current = key === null ? undefined : this.#current.get(key);
    if (current !== undefined && current.caseId === null) return current;
    const made = newCase({
      id: this.#deps.newId('sla'),
      channelId: channel.id,
      openId,
      contactNo: current?.contactNo ?? null,
      endUser: openId === null ? null : maskId(openId),
      beganAt: Math.min(seen.createdAt ?? readAt, readAt),
      beganBy: seen.beganBy,
      asked: true,
    });
    made.caseId = seen.caseId;
    this.#byId.set(made.id, made);
    this.#index(made);
    if (key === null) return made;
    if (current === undefined) {
      this.#current.set(key, made);
      this.#deps.onUnknown(made);
      return made;
    }
    const { createdAt } = seen;
    const from = createdAt === null ? -1 : current.messages.findIndex((message) => startsAt(message, createdAt));
    // Without a message of its own it is taken for the older of the two.
    if (from > 0) this.#move(current, from, made);
    return made;
  }

  #take(kept: KeptCase, seen: SeenCase, sight: Sight): void {
    const isKnown = kept.caseId === seen.caseId;
    const isNews = takeSight(kept, seen, sight);
    if (!isKnown) this.#index(kept);
    if (kept.overAt !== null) this.#ended(kept);
    if (isNews) this.#changed(kept, sight.readAt);
  }

  /** CXone closed it. What the end user wrote later began a new one. */
  #ended(kept: KeptCase): void {
    const end = statusOf(kept);
    kept.overAt ??= end?.at.latest ?? kept.changedAt;
    const closedAt = end !== null && isEnd(end.status) ? end.at.latest : kept.overAt;
    const from = kept.messages.findIndex(
      ({ kind, at, acceptedAt }) => kind === 'request' && at > closedAt && (acceptedAt ?? Infinity) > closedAt,
    );
    const isCurrent = kept.openId !== null && this.#current.get(conversationOf(kept.channelId, kept.openId)) === kept;
    this.#leaveConversation(kept);
    if (from > 0 && isCurrent) this.#move(kept, from, this.#split(kept, from, null));
  }

  #markLeft(channelIds: ReadonlySet<ChannelId>, listed: ReadonlySet<KeptCase>, askedAt: number): void {
    for (const kept of this.#byId.values()) {
      if (kept.caseId === null || kept.hasLeft || kept.overAt !== null) continue;
      if (listed.has(kept) || !channelIds.has(kept.channelId) || statusOf(kept)?.status === 'resolved') continue;
      // CXone named it to us only after the list was asked for.
      if (kept.knownUntil === null && kept.changedAt >= askedAt) continue;
      kept.hasLeft = true;
      this.#changed(kept, null);
    }
  }

  #leaveConversation(kept: KeptCase): void {
    if (kept.openId === null) return;
    const key = conversationOf(kept.channelId, kept.openId);
    if (this.#current.get(key) === kept) this.#current.delete(key);
  }

  #index(kept: KeptCase): void {
    if (kept.caseId !== null) this.#byCaseId.set(this.#caseKey(kept, kept.caseId), kept);
  }

  #caseKey(kept: KeptCase, caseId: string): string {
    return `${this.#deps.channel(kept.channelId)?.integrationId ?? ''} ${caseId}`;
  }

  #changed(kept: KeptCase, at: number | null): void {
    kept.revision += 1;
    if (at !== null) kept.changedAt = Math.max(kept.changedAt, at);
    this.#deps.onChange(kept);
  }
}

/** Stamps of CXone's and of ours may lie so far apart. */
const stampsApartMs = 5_000;

/** Whether a message can be the one a case created then began with. */
function startsAt({ kind, at, acceptedAt }: KeptMessage, createdAt: number): boolean {
  if (kind !== 'request') return false;
  return acceptedAt === null ? at >= createdAt - stampsApartMs : acceptedAt >= createdAt - stampsApartMs;
}

function conversationOf(channelId: ChannelId, openId: OpenId): string {
  return `${channelId} ${openId}`;
}
