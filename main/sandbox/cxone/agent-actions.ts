import type { SandboxClock } from '../kit/clock.ts';
import type { FaultRegistry } from '../kit/fault-registry.ts';
import type { JsonObject } from '../kit/json.ts';
import type { Random } from '../kit/random.ts';
import { Ring } from '../kit/ring.ts';
import { createSignal } from '../kit/signal.ts';
import type { Signal } from '../kit/signal.ts';
import type { StatusNotice } from './api-context.ts';
import { automaticAgent } from './automatic-agents.ts';
import type { BoxClient, BoxOutcome } from './box-client.ts';
import { outboundRequest, replyRequest, textContent, typingRequest, validationRequest } from './box-requests.ts';
import type { BoxRequest, OutgoingContent } from './box-requests.ts';
import type { ContactStatus } from './contact-status.ts';
import type { CxoneFaultTable } from './faults.ts';
import { disturb } from './box-faults.ts';
import { readableText } from './message-body.ts';
import type { Channel, Contact, DeMessage, StatusRecord, Thread } from './model.ts';
import type { AgentFile, AgentFiles } from './agent-files.ts';
import { readAnswer, readRefusal } from './outbound-outcome.ts';
import type { OutboundOutcome } from './outbound-outcome.ts';
import { roster } from './roster.ts';
import type { TenantUser } from './roster.ts';
import type { CxoneRules } from './rules.ts';
import type { TenantStore } from './store.ts';
import type { IntegrationOptions, ReplyVersion, TenantOptions } from './tenant.ts';

/** An agent's message on its way through the middleware. */
export interface OutboundOffer {
  offerId: string;
  channel: string;
  thread: Thread;
  endUserId: string;
  text: string;
  /** False for anything but a text alone: its wording at the far side cannot be known here. */
  isPlainText: boolean;
}

export type OutboundNotice =
  | { kind: 'offered'; offer: OutboundOffer; at: number }
  | { kind: 'settled'; offer: OutboundOffer; outcome: OutboundOutcome; at: number }
  | { kind: 'status'; offer: OutboundOffer | undefined; status: StatusNotice; at: number };

export interface AgentMessage {
  contact: Contact;
  message: DeMessage;
  author: TenantUser;
}

export interface OutboundTicket {
  offerId: string;
  /** Our own id of the message. */
  messageId: string;
  /** Never rejects. */
  settled: Promise<OutboundOutcome>;
}

/** What agents do in CXone. */
export interface AgentActions {
  /**
   * Throws UnknownThreadError. `conversation` is a thread's id, its external id, or a contact number. `authorId`: a user of
   * the tenant; absent: the first of them.
   */
  reply(conversation: string, content: string | OutgoingContent, authorId?: number): OutboundTicket;
  /** A call that nobody published. Throws UnknownThreadError. */
  probe(conversation: string, request: BoxRequest): Promise<BoxOutcome>;
  /** Messages of agents and bots as they are sent, whatever becomes of them. */
  readonly sent: Signal<AgentMessage>;
  /** Numbers of contacts of which a message's state changed. */
  readonly outcomes: Signal<string>;
  /** Validates the recipient, then writes first: an outbound call without a thread. */
  startThread(channelId: string, endUserId: string, content: string | OutgoingContent): OutboundTicket;
  /** Puts a file at a signed address; the attachment object goes into a message. Throws UnknownThreadError. */
  attach(conversationOrChannel: string, file: AgentFile): JsonObject;
  /** Status calls of the middleware, newest last, those for unknown messages included. */
  statuses(filter?: { channel?: string | undefined; externalId?: string | undefined }): readonly StatusCall[];
  /** Resolves to the HTTP status the middleware answered; null without an answer. `authorId` as for `reply`. */
  type(conversation: string, isTyping: boolean, authorId?: number): Promise<number | null>;
  /** False when the status machine has no such step. */
  setStatus(conversation: string, status: ContactStatus): boolean;
  find(conversation: string): Thread | undefined;
  setReplyVersion(version: ReplyVersion): void;
  replyVersion(): ReplyVersion;
}

/** A status call as it came. */
export interface StatusCall extends StatusRecord {
  channel: string;
  externalId: string;
  isKnown: boolean;
}

export class UnknownThreadError extends Error {
  override readonly name = 'UnknownThreadError';
  constructor(conversation: string) {
    super(`No conversation "${conversation}"`);
  }
}

export class UnknownCaseError extends Error {
  override readonly name = 'UnknownCaseError';
  constructor(number: string) {
    super(`No case "${number}"`);
  }
}

export interface AgentActionsParts {
  tenant: TenantOptions;
  integrations: readonly IntegrationOptions[];
  store: TenantStore;
  boxes: ReadonlyMap<string, BoxClient>;
  clock: SandboxClock;
  random: Random;
  rules: () => CxoneRules;
  faults: FaultRegistry<CxoneFaultTable>;
  notices: Signal<OutboundNotice>;
  files: AgentFiles;
}

export interface AgentDesk extends AgentActions {
  /** A status the middleware reports. False when no outbound message has that id and none is on its way. */
  reportStatus(notice: StatusNotice & { channelId: string }): boolean;
}

export function createAgentDesk(parts: AgentActionsParts): AgentDesk {
  const { tenant, store, clock, random, rules, faults, notices } = parts;
  const [agent] = roster;
  if (!agent) throw new Error('The tenant has no users');
  // Replies in one thread leave one after the other, as an agent sends them.
  const lanes = new Map<string, Promise<unknown>>();
  const callsInFlight = new Map<string, number>();
  // The middleware may report a result before its own answer has been read here.
  const earlyStatuses = new Map<string, StatusNotice>();
  const offers = new Map<string, OutboundOffer>();
  const statusCalls = new Ring<StatusCall>(50_000);
  const sent = createSignal<AgentMessage>();
  const outcomes = createSignal<string>();
  const authorOf = (id: number | undefined): TenantUser =>
    (id === undefined ? undefined : (store.book.users.get(id) ?? automaticAgent(id))) ?? agent;
  const versions = new Map(parts.integrations.map(({ key, replyVersion }) => [key, replyVersion]));

  const integrationOf = (channel: Channel): IntegrationOptions | undefined =>
    parts.integrations.find(({ integrationId }) => integrationId === channel.channelIntegrationId);

  const find = (conversation: string): Thread | undefined => {
    const byContact = store.contacts.get(conversation);
    if (byContact) return store.threads.get(byContact.threadId);
    const byId = store.threads.get(conversation);
    if (byId) return byId;
    for (const channel of store.channels.values()) {
      const thread = store.findThread(channel.id, conversation);
      if (thread) return thread;
    }
    return undefined;
  };

  const requireThread = (conversation: string): { thread: Thread; channel: Channel } => {
    const thread = find(conversation);
    const channel = thread && store.channels.get(thread.channelId);
    if (!thread || !channel) throw new UnknownThreadError(conversation);
    return { thread, channel };
  };

  const call = async (channel: Channel, request: BoxRequest, hangUpAtAnswer = false): Promise<BoxOutcome> => {
    const integration = integrationOf(channel);
    const box = integration && parts.boxes.get(integration.key);
    if (!integration || !box) return { kind: 'unanswered', detail: 'no integration', tookMs: 0 };
    callsInFlight.set(channel.id, (callsInFlight.get(channel.id) ?? 0) + 1);
    try {
      return await box.post(request.path, request.body, [integration.key, channel.key], hangUpAtAnswer);
    } finally {
      callsInFlight.set(channel.id, (callsInFlight.get(channel.id) ?? 1) - 1);
    }
  };

  const callWithFaults = async (channel: Channel, request: BoxRequest): Promise<BoxOutcome> => {
    if (faults.isEmpty) return call(channel, request);
    const targets = [integrationOf(channel)?.key, channel.key].filter((key) => key !== undefined);
    const body = disturb(request.body, faults, targets);
    const duplicated = faults.take('boxDuplicated', targets);
    const copies = Array.from({ length: (duplicated?.copies ?? 1) - 1 }, () => call(channel, { ...request, body }));
    const lost = faults.take('boxLostAnswer', targets);
    let outcome = await call(channel, { ...request, body }, lost !== undefined);
    if (lost?.repeat) {
      await new Promise<void>((resolve) => void clock.transportAfter(lost.afterMs, resolve));
      outcome = await call(channel, { ...request, body });
    }
    await Promise.all(copies);
    return outcome;
  };

  const inLane = <T>(thread: Thread, work: () => Promise<T>): Promise<T> => {
    const before = lanes.get(thread.id) ?? Promise.resolve();
    const result = before.then(work);
    lanes.set(thread.id, result);
    void result.finally(() => {
      if (lanes.get(thread.id) === result) lanes.delete(thread.id);
    });
    return result;
  };

  const applyStatus = (message: DeMessage, notice: StatusNotice): void => {
    const { status, reason, updatedAt } = notice;
    message.state = status;
    message.reason = reason;
    message.statuses.push({ status, reason, updatedAt, at: clock.stampNow() });
    const offer = offers.get(`${notice.channel} ${notice.externalId}`);
    notices.emit({ kind: 'status', offer, status: notice, at: clock.stampNow() });
    outcomes.emit(message.contactNumber);
  };

  const settle = (
    channel: Channel,
    message: DeMessage,
    offer: OutboundOffer,
    outcome: OutboundOutcome,
  ): OutboundOutcome => {
    if (outcome.kind === 'accepted') {
      message.state = 'accepted';
      store.nameOutbound(channel.id, outcome.externalId, message);
      remember(offers, `${channel.key} ${outcome.externalId}`, offer);
    } else {
      message.state = outcome.kind;
      message.reason = outcome.reason;
    }
    notices.emit({ kind: 'settled', offer, outcome, at: clock.stampNow() });
    outcomes.emit(message.contactNumber);
    if (outcome.kind === 'accepted') {
      const early = earlyStatuses.get(`${channel.id} ${outcome.externalId}`);
      if (early) {
        earlyStatuses.delete(`${channel.id} ${outcome.externalId}`);
        applyStatus(message, early);
      }
    }
    return outcome;
  };

  const send = (
    channel: Channel,
    thread: Thread,
    outgoing: OutgoingContent,
    author: TenantUser,
    prepare: () => Promise<BoxRequest | OutboundOutcome>,
  ): OutboundTicket => {
    const contact = store.contactForAgentMessage(thread, author.isBotUser);
    const text = readableText(outgoing.content);
    const message = store.addMessage(thread, {
      idOnExternalPlatform: null,
      direction: 'outbound',
      createdAt: clock.stampNow(),
      text,
      content: outgoing.content,
      attachments: outgoing.attachments,
      contactNumber: contact.id,
      authorUserId: author.id,
      state: 'sending',
      reason: null,
      statuses: [],
      isDeletedOnExternalPlatform: false,
    });
    sent.emit({ contact, message, author });
    const endUserId = thread.endUser.idOnExternalPlatform;
    const isPlainText = outgoing.content.type === 'TEXT' && outgoing.attachments.length === 0;
    const offer: OutboundOffer = { offerId: random.uuid(), channel: channel.key, thread, endUserId, text, isPlainText };
    const settled = inLane(thread, async () => {
      const request = await prepare();
      if ('kind' in request) return settle(channel, message, offer, request);
      notices.emit({ kind: 'offered', offer, at: clock.stampNow() });
      const { outcome, threadName } = readAnswer(await callWithFaults(channel, request));
      if (threadName !== undefined && thread.idOnExternalPlatform.startsWith('draft ')) {
        store.renameThread(thread, threadName);
      }
      return settle(channel, message, offer, outcome);
    });
    return { offerId: offer.offerId, messageId: message.id, settled };
  };

  return {
    find,
    reply(conversation, content, authorId) {
      const author = authorOf(authorId);
      const { thread, channel } = requireThread(conversation);
      const outgoing = typeof content === 'string' ? { content: textContent(content), attachments: [] } : content;
      const integration = integrationOf(channel);
      const version = versions.get(integration?.key ?? '') ?? integration?.replyVersion ?? '2.0';
      return send(channel, thread, outgoing, author, () =>
        Promise.resolve(replyRequest(version, rules(), tenant, channel, thread, author, outgoing)),
      );
    },
    startThread(channelId, endUserId, content) {
      const channel = store.channels.get(channelId);
      if (!channel) throw new UnknownThreadError(channelId);
      const endUser = { idOnExternalPlatform: endUserId, firstName: '', lastName: '', nickname: '' };
      // The middleware names the thread in its answer; until then it has no external id.
      const thread = store.ensureThread(channel.id, `draft ${random.uuid()}`, endUserId, endUser);
      const unnamed: Thread = { ...thread, idOnExternalPlatform: '' };
      const outgoing = typeof content === 'string' ? { content: textContent(content), attachments: [] } : content;
      return send(channel, thread, outgoing, agent, async () => {
        const validated = await call(channel, validationRequest(channel, thread));
        return readRefusal(validated) ?? outboundRequest(tenant, channel, unnamed, agent, outgoing);
      });
    },
    sent,
    outcomes,
    probe(conversation, request) {
      return call(requireThread(conversation).channel, request);
    },
    async type(conversation, isTyping, authorId) {
      const { thread, channel } = requireThread(conversation);
      const outcome = await call(channel, typingRequest(tenant, channel, thread, authorOf(authorId), isTyping));
      return outcome.kind === 'answered' ? outcome.status : null;
    },
    setStatus(conversation, status) {
      const { thread } = requireThread(conversation);
      const contact = store.contacts.get(thread.contactNumber);
      return contact !== undefined && store.changeStatus(contact, status);
    },
    setReplyVersion(version) {
      for (const key of versions.keys()) versions.set(key, version);
    },
    attach(conversationOrChannel, file) {
      const channel = store.channels.get(conversationOrChannel) ?? requireThread(conversationOrChannel).channel;
      return parts.files.attach(file, channel.key, clock.now(), rules().agentFileLifeMs);
    },
    statuses: ({ channel, externalId } = {}) =>
      statusCalls
        .list()
        .filter(
          (call) =>
            (channel === undefined || call.channel === channel) &&
            (externalId === undefined || call.externalId === externalId),
        ),
    replyVersion: () => [...versions.values()][0] ?? '2.0',
    reportStatus(notice) {
      const { channel, externalId, status, reason, updatedAt } = notice;
      const isKnown = reported(notice);
      statusCalls.push({ channel, externalId, status, reason, updatedAt, at: clock.stampNow(), isKnown });
      return isKnown;
    },
  };

  function reported(notice: StatusNotice & { channelId: string }): boolean {
    const message = store.outboundNamed(notice.channelId, notice.externalId);
    if (message) {
      applyStatus(message, notice);
      return true;
    }
    if ((callsInFlight.get(notice.channelId) ?? 0) === 0) return false;
    remember(earlyStatuses, `${notice.channelId} ${notice.externalId}`, notice);
    return true;
  }
}

/** The last few messages: memory, not bookkeeping. */
function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.set(key, value);
  if (map.size <= 100_000) return;
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}
