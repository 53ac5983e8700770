import type { SandboxClock } from '../kit/clock.ts';
import type { JsonObject } from '../kit/json.ts';
import { stringOf } from '../kit/json.ts';
import type { Random } from '../kit/random.ts';
import { Ring } from '../kit/ring.ts';
import { createSignal } from '../kit/signal.ts';
import { routeOf } from './admin/route-of.ts';
import type { Route } from './admin/route-of.ts';
import { createTenantBook } from './admin/tenant-book.ts';
import type { TenantBook } from './admin/tenant-book.ts';
import { fillTenant } from './admin/tenant-defaults.ts';
import { afterAgentReply, afterCustomerMessage, canChangeStatus, isRunning } from './contact-status.ts';
import type { ContactStatus } from './contact-status.ts';
import { cardNamed, seededCard } from './customer-card.ts';
import type { Channel, Contact, DeMessage, EndUser, Thread } from './model.ts';

/** Internal ids of a stored message, kept long after its text, so that a repeat is recognised. */
export interface StoredId {
  messageId: string;
  threadId: string;
  contactNumber: string;
}

const keptIds = 200_000;
const keptContacts = 50_000;
const keptMessagesPerThread = 100;

/** Channels, threads, contacts and messages of the tenant, in memory and bounded. */
export class TenantStore {
  readonly channels = new Map<string, Channel>();
  readonly threads = new Map<string, Thread>();
  readonly contacts = new Map<string, Contact>();
  /** What an administrator keeps: people, roles, skills, queues. */
  readonly book: TenantBook;
  /** Contacts whose status or assignee changed, after it did; and new ones. */
  readonly contactChanges = createSignal<Contact>();
  private readonly threadsByExternalId = new Map<string, Thread>();
  private readonly storedIds = new Map<string, StoredId>();
  private readonly outbound = new Map<string, DeMessage>();
  private lastContactNumber: number;
  private readonly random: Random;
  private readonly clock: SandboxClock;

  constructor(random: Random, clock: SandboxClock) {
    this.random = random;
    this.clock = clock;
    this.book = createTenantBook(random.fork('book'));
    fillTenant(this.book);
    this.lastContactNumber = random.int(100_000, 900_000);
  }

  liveChannel(id: string): Channel | undefined {
    const channel = this.channels.get(id);
    return channel && !channel.isDeleted ? channel : undefined;
  }

  /** Where a case of the channel goes as things stand now. */
  routeOf(channelId: string): Route {
    return routeOf(this.liveChannel(channelId), this.book);
  }

  storedId(channelId: string, externalId: string): StoredId | undefined {
    return this.storedIds.get(`${channelId} ${externalId}`);
  }

  rememberId(channelId: string, externalId: string, stored: StoredId): void {
    this.storedIds.set(`${channelId} ${externalId}`, stored);
    dropOldest(this.storedIds, keptIds);
  }

  /** Accepts either id, as the two ids of a thread are easily confused. */
  findThread(channelId: string, threadId: string): Thread | undefined {
    const internal = this.threads.get(threadId);
    return internal?.channelId === channelId ? internal : this.threadsByExternalId.get(`${channelId} ${threadId}`);
  }

  /** The thread in which an end user of a channel wrote last. */
  threadWith(channelId: string, endUserId: string): Thread | undefined {
    let latest: Thread | undefined;
    for (const thread of this.threads.values()) {
      if (thread.channelId !== channelId || thread.endUser.idOnExternalPlatform !== endUserId) continue;
      if (!latest || thread.lastActivityAt >= latest.lastActivityAt) latest = thread;
    }
    return latest;
  }

  /** An agent writes a name on the card of an end user who wrote before. */
  nameEndUser(endUserId: string, name: string): void {
    for (const thread of this.threads.values()) {
      if (thread.endUser.idOnExternalPlatform === endUserId) thread.card = cardNamed(name);
    }
  }

  ensureThread(channelId: string, externalId: string, threadName: string, endUser: EndUser): Thread {
    const known = this.threadsByExternalId.get(`${channelId} ${externalId}`);
    if (known) {
      known.endUser = endUser;
      return known;
    }
    const thread: Thread = {
      id: this.random.uuid(),
      idOnExternalPlatform: externalId,
      channelId,
      threadName,
      canAddMoreMessages: true,
      endUser,
      card: seededCard(endUser.idOnExternalPlatform),
      contactNumber: '',
      messages: new Ring<DeMessage>(keptMessagesPerThread),
      lastActivityAt: this.clock.stampNow(),
    };
    this.threads.set(thread.id, thread);
    this.threadsByExternalId.set(`${channelId} ${externalId}`, thread);
    return thread;
  }

  /** The middleware named a thread that the agent began. A thread that already has the name keeps it as well. */
  renameThread(thread: Thread, externalId: string): void {
    this.threadsByExternalId.delete(`${thread.channelId} ${thread.idOnExternalPlatform}`);
    const known = this.threadsByExternalId.get(`${thread.channelId} ${externalId}`);
    thread.idOnExternalPlatform = externalId;
    if (!known) this.threadsByExternalId.set(`${thread.channelId} ${externalId}`, thread);
  }

  /** The contact an inbound message belongs to: the latest one, or a new one when that is closed. */
  contactForCustomerMessage(thread: Thread): Contact {
    const latest = this.contacts.get(thread.contactNumber);
    const next = afterCustomerMessage(latest?.status);
    if (latest && next.contact === 'same') {
      this.changeStatus(latest, next.status);
      return latest;
    }
    return this.addContact(thread, 'inbound');
  }

  /** The contact an agent's message belongs to; a first message of the brand opens one. A bot's is no answer. */
  contactForAgentMessage(thread: Thread, isBot = false): Contact {
    const latest = this.contacts.get(thread.contactNumber);
    if (!latest || latest.status === 'trashed') return this.addContact(thread, 'outbound');
    if (isBot) return latest;
    this.changeStatus(latest, afterAgentReply(latest.status));
    latest.firstAgentReplyAt ??= this.clock.stampNow();
    return latest;
  }

  /** Gives the contact to a user, or takes it from whoever has it. */
  assign(contact: Contact, userId: number | null): void {
    if (contact.assigneeId === userId) return;
    contact.assigneeId = userId;
    if (userId !== null) contact.assignedAt = this.clock.stampNow();
    this.contactChanges.emit(contact);
  }

  /** False when the status machine has no such step. */
  changeStatus(contact: Contact, status: ContactStatus): boolean {
    if (!canChangeStatus(contact.status, status)) return false;
    if (contact.status === status) return true;
    const now = this.clock.stampNow();
    if (contact.runningSince !== null && !isRunning(status)) {
      contact.solvedMs += now - contact.runningSince;
      contact.runningSince = null;
    }
    if (contact.runningSince === null && isRunning(status)) contact.runningSince = now;
    contact.status = status;
    contact.statusUpdatedAt = now;
    this.contactChanges.emit(contact);
    return true;
  }

  addMessage(thread: Thread, message: Omit<DeMessage, 'id' | 'threadId'>): DeMessage {
    const stored: DeMessage = { id: this.random.uuid(), threadId: thread.id, ...message };
    thread.messages.push(stored);
    thread.lastActivityAt = this.clock.stampNow();
    return stored;
  }

  /** Makes an outbound message findable by the id the middleware gave it. */
  nameOutbound(channelId: string, externalId: string, message: DeMessage): void {
    message.idOnExternalPlatform = externalId;
    this.outbound.set(`${channelId} ${externalId}`, message);
    dropOldest(this.outbound, keptIds);
  }

  outboundNamed(channelId: string, externalId: string): DeMessage | undefined {
    return this.outbound.get(`${channelId} ${externalId}`);
  }

  private addContact(thread: Thread, direction: 'inbound' | 'outbound'): Contact {
    const now = this.clock.stampNow();
    this.lastContactNumber += 1;
    const contact: Contact = {
      id: String(this.lastContactNumber),
      contactId: this.random.uuid(),
      interactionId: this.random.uuid(),
      channelId: thread.channelId,
      threadId: thread.id,
      direction,
      status: direction === 'inbound' ? 'new' : 'open',
      createdAt: now,
      statusUpdatedAt: now,
      firstAgentReplyAt: direction === 'inbound' ? null : now,
      solvedMs: 0,
      runningSince: now,
      assigneeId: null,
      assignedAt: null,
      customFields: [],
    };
    this.contacts.set(contact.id, contact);
    dropOldest(this.contacts, keptContacts);
    thread.contactNumber = contact.id;
    this.contactChanges.emit(contact);
    return contact;
  }
}

export function channelFrom(key: string, members: JsonObject): Channel {
  return {
    key,
    id: String(members.id),
    idOnExternalPlatform: String(members.idOnExternalPlatform),
    channelIntegrationId: String(members.channelIntegrationId),
    name: String(members.name),
    isDeleted: false,
    scriptId: stringOf(members.studioScript) ?? null,
    defaultSkillId: stringOf(members.defaultSkillId) ?? null,
    members,
  };
}

function dropOldest<K, V>(map: Map<K, V>, keep: number): void {
  if (map.size <= keep) return;
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}
