import { createHash } from 'node:crypto';
import type { SandboxClock } from '../kit/clock.ts';
import { createLatencyHistogram } from '../kit/latency.ts';
import type { CxoneSimulator } from '../cxone/simulator.ts';
import type { WeChatSimulator } from '../wechat/simulator.ts';
import { createLedger } from './ledger.ts';
import type { LedgerEntry } from './ledger.ts';
import { noWitnessFiles } from './witness-files.ts';
import type { WitnessFiles } from './witness-files.ts';

/** What was offered, promised and done, seen from outside the relay. */
export interface WitnessReport {
  offeredIn: number;
  ackedIn: number;
  appliedIn: number;
  offeredOut: number;
  ackedOut: number;
  appliedOut: number;
  /**
   * Acknowledged by the relay, never arrived, and older than the grace time. Seen from outside: a reply that the relay
   * keeps as unconfirmed or held looks the same, so a test compares `missing` with the relay's own states.
   */
  lost: number;
  lostIn: number;
  lostOut: number;
  waitingIn: number;
  waitingOut: number;
  duplicates: number;
  duplicatesIn: number;
  duplicatesOut: number;
  /** Repeated create-message requests with a known id: allowed, since they have no effect. */
  extraRequests: number;
  unexpectedIn: number;
  unexpectedOut: number;
  orderBreaksIn: number;
  orderBreaksOut: number;
  notAckedIn: number;
  notAckedOut: number;
  /** Replies the relay reported as failed. */
  reportedFailedOut: number;
  /** Send calls WeChat refused. */
  refusedOut: number;
  eventsOffered: number;
  eventsAcked: number;
  /** Messages at CXone that stand for events. */
  eventEffects: number;
  /** Agents' messages that are more than one plain text: not counted above, as their form at WeChat is the relay's affair. */
  richOffered: number;
  richAcked: number;
  /** Messages at WeChat that stand for them, in whatever number. */
  richEffects: number;
  ackP50Ms: number | null;
  ackP99Ms: number | null;
  ackMaxMs: number | null;
  ackOutP50Ms: number | null;
  ackOutP99Ms: number | null;
  /** From the first offer to the effect at the far side. */
  throughInP50Ms: number | null;
  throughInP99Ms: number | null;
  throughOutP50Ms: number | null;
  throughOutP99Ms: number | null;
}

export interface Witness {
  report(graceMs: number): WitnessReport;
  /** Acknowledged messages whose effect is missing. */
  missing(limit: number): { direction: 'in' | 'out'; entry: LedgerEntry }[];
  stop(): void;
}

interface Parts {
  wechat: WeChatSimulator;
  cxone: CxoneSimulator;
  clock: SandboxClock;
  files?: WitnessFiles | undefined;
}

/** Listens to both simulators and keeps count. */
export function startWitness({ wechat, cxone, clock, files = noWitnessFiles }: Parts): Witness {
  const inbound = createLedger();
  const outbound = createLedger();
  const ackIn = createLatencyHistogram();
  const ackOut = createLatencyHistogram();
  const throughIn = createLatencyHistogram();
  const throughOut = createLatencyHistogram();
  const eventPushers = new Set<string>();
  let extraRequests = 0;
  let refusedOut = 0;
  let eventsOffered = 0;
  let eventsAcked = 0;
  let eventEffects = 0;
  let richOffered = 0;
  let richAcked = 0;
  let richEffects = 0;
  const richReceivers = new Set<string>();

  const stopPushes = wechat.pushes.on((notice) => {
    const { push } = notice;
    const { openid } = push.follower;
    const at = clock.stampNow();
    if (push.kind === 'event') {
      eventPushers.add(openid);
      if (notice.kind === 'delivered' && notice.delivery === 1) eventsOffered += 1;
      if (notice.kind === 'accepted') eventsAcked += 1;
      return;
    }
    if (notice.kind === 'failed') return;
    const hash = push.type === 'text' ? hashOf(push.text) : notTextHash;
    const line = {
      direction: 'in',
      id: push.id,
      hash,
      channel: push.account.options.key,
      customer: openid,
      at,
    } as const;
    switch (notice.kind) {
      case 'delivered':
        inbound.offer(line, at);
        files.write('offered', { ...line, detail: { delivery: notice.delivery } });
        return;
      case 'accepted':
        inbound.ack(push.id, at);
        ackIn.add(notice.tookMs);
        files.write('acked', { ...line, detail: { delivery: notice.delivery } });
        return;
      case 'settled':
        if (notice.outcome.kind === 'lost') inbound.giveUp(push.id);
        return;
    }
  });

  const stopMessages = cxone.messages.on((notice) => {
    if (notice.direction !== 'inbound') return;
    const hash = hashOf(notice.text);
    const { externalId, endUserId, channel, at } = notice;
    const detail = { repeated: notice.kind === 'repeated' };
    files.write('applied', { direction: 'in', id: externalId, hash, channel, customer: endUserId, at, detail });
    if (notice.kind === 'repeated') {
      extraRequests += 1;
      return;
    }
    const id = msgIdIn(externalId, (candidate) => inbound.has(candidate));
    const isKnown =
      id !== undefined || inbound.knowsText(endUserId, hash) || inbound.isMissingText(endUserId, notTextHash);
    if (!isKnown && eventPushers.has(endUserId)) {
      // A relay may tell the agent about events too; they are not messages somebody is missing.
      eventEffects += 1;
      return;
    }
    // How the relay words a picture or a place is its own affair.
    const isOtherType = id === undefined && !inbound.knowsText(endUserId, hash);
    const applied = inbound.apply(
      { id, customer: endUserId, hash: isOtherType ? notTextHash : hash, effectId: externalId },
      at,
    );
    if (applied.kind === 'first') throughIn.add(at - applied.entry.offeredAt);
  });

  const stopOutbound = cxone.outbound.on((notice) => {
    if (notice.kind === 'status') {
      if (notice.status.status === 'failed' && notice.offer) outbound.reportFailed(notice.offer.offerId);
      return;
    }
    const { offer, at } = notice;
    if (!offer.isPlainText || Buffer.byteLength(offer.text) > wechat.rules().textLimitBytes) {
      richReceivers.add(offer.endUserId);
      if (notice.kind === 'offered') richOffered += 1;
      else if (notice.outcome.kind === 'accepted') richAcked += 1;
      return;
    }
    const { offerId: id, channel, endUserId: customer } = offer;
    const line = { direction: 'out', id, hash: hashOf(offer.text), channel, customer, at } as const;
    if (notice.kind === 'offered') {
      outbound.offer(line, at);
      files.write('offered', line);
      return;
    }
    if (notice.outcome.kind === 'accepted') {
      outbound.ack(id, at, notice.outcome.externalId);
      ackOut.add(notice.outcome.tookMs);
      files.write('acked', { ...line, detail: { externalId: notice.outcome.externalId } });
    } else {
      outbound.giveUp(id);
    }
  });

  const stopSends = wechat.sends.on((notice) => {
    const { account, type, text, at } = notice;
    const channel = account.options.key;
    const hash = hashOf(text);
    if (notice.kind === 'refused') {
      refusedOut += 1;
      const detail = { type, errcode: notice.errcode };
      files.write('refused', { direction: 'out', id: '', hash, channel, customer: notice.openid, at, detail });
      return;
    }
    const { openid: customer } = notice.follower;
    if (richReceivers.has(customer) && !outbound.knowsText(customer, hash)) {
      richEffects += 1;
      files.write('applied', { direction: 'out', id: '', hash, channel, customer, at, detail: { type } });
      return;
    }
    const applied = outbound.apply({ id: undefined, customer, hash, effectId: null }, at);
    const id = applied.kind === 'unexpected' ? '' : applied.entry.id;
    files.write('applied', { direction: 'out', id, hash, channel, customer, at, detail: { type } });
    if (applied.kind === 'first') throughOut.add(at - applied.entry.offeredAt);
  });

  return {
    report(graceMs) {
      files.flush();
      const now = clock.stampNow();
      const into = inbound.counts(now, graceMs);
      const out = outbound.counts(now, graceMs);
      return {
        offeredIn: into.offered,
        ackedIn: into.acked,
        appliedIn: into.applied,
        offeredOut: out.offered,
        ackedOut: out.acked,
        appliedOut: out.applied,
        lost: into.lost + out.lost,
        lostIn: into.lost,
        lostOut: out.lost,
        waitingIn: into.waiting,
        waitingOut: out.waiting,
        duplicates: into.duplicates + out.duplicates,
        duplicatesIn: into.duplicates,
        duplicatesOut: out.duplicates,
        extraRequests,
        unexpectedIn: into.unexpected,
        unexpectedOut: out.unexpected,
        orderBreaksIn: into.orderBreaks,
        orderBreaksOut: out.orderBreaks,
        notAckedIn: into.notAcked,
        notAckedOut: out.notAcked,
        reportedFailedOut: out.reportedFailed,
        refusedOut,
        eventsOffered,
        eventsAcked,
        eventEffects,
        richOffered,
        richAcked,
        richEffects,
        ackP50Ms: ackIn.quantileMs(0.5),
        ackP99Ms: ackIn.quantileMs(0.99),
        ackMaxMs: ackIn.maxMs(),
        ackOutP50Ms: ackOut.quantileMs(0.5),
        ackOutP99Ms: ackOut.quantileMs(0.99),
        throughInP50Ms: throughIn.quantileMs(0.5),
        throughInP99Ms: throughIn.quantileMs(0.99),
        throughOutP50Ms: throughOut.quantileMs(0.5),
        throughOutP99Ms: throughOut.quantileMs(0.99),
      };
    },
    missing(limit) {
      return [
        ...inbound.missing(limit).map((entry) => ({ direction: 'in' as const, entry })),
        ...outbound.missing(limit).map((entry) => ({ direction: 'out' as const, entry })),
      ].slice(0, limit);
    },
    stop() {
      for (const stop of [stopPushes, stopMessages, stopOutbound, stopSends]) stop();
      files.close();
    },
  };
}

/** Stands for everything that is not text, whose wording at the far side cannot be known here. */
const notTextHash = 'not text';

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** The MsgId inside an external id, whatever the relay puts around it. */
function msgIdIn(externalId: string, isKnown: (candidate: string) => boolean): string | undefined {
  return externalId.match(/\d{6,}/g)?.find(isKnown);
}
