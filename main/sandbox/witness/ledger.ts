/** One message of one direction, from its first offer to its effect. */
export interface LedgerEntry {
  id: string;
  channel: string;
  customer: string;
  hash: string;
  /** Place among all offers and acknowledgements of this direction. */
  offerTick: number;
  ackTick: number | null;
  offeredAt: number;
  ackedAt: number | null;
  /** The id the acknowledgement gave, where it gives one: what the relay calls the message. */
  ackId: string | null;
  appliedAt: number | null;
  /** The far side's id of the effect, where it has one. */
  effectId: string | null;
  effects: number;
  /** The effect was matched by its text, so that it may as well be that of another message with the same text. */
  isMatchedByText: boolean;
  /** The sender gave up without an acknowledgement. */
  isGivenUp: boolean;
  /** The relay reported that it could not deliver. */
  isReportedFailed: boolean;
}

export interface LedgerCounts {
  offered: number;
  acked: number;
  applied: number;
  /** Acknowledged, neither applied nor reported as failed, for longer than the grace time. */
  lost: number;
  /** The same, but younger: still on its way as far as can be told. */
  waiting: number;
  /** Effects beyond the first of a message. */
  duplicates: number;
  /** Effects nobody offered. */
  unexpected: number;
  /** First effects that came after that of a message offered only when this one was already acknowledged. */
  orderBreaks: number;
  /** Given up by the sender without an acknowledgement: the relay never promised anything. */
  notAcked: number;
  reportedFailed: number;
}

export interface Ledger {
  offer(entry: { id: string; channel: string; customer: string; hash: string }, now: number): void;
  ack(id: string, now: number, ackId?: string): void;
  giveUp(id: string): void;
  reportFailed(id: string): void;
  /** An effect at the far side; `id` when it can be told, otherwise matched by customer and hash. */
  apply(
    effect: { id: string | undefined; customer: string; hash: string; effectId: string | null },
    now: number,
  ): AppliedAs;
  counts(now: number, graceMs: number): LedgerCounts;
  /** Acknowledged messages without an effect, oldest first. */
  missing(limit: number): LedgerEntry[];
  has(id: string): boolean;
  /** Something with this text was offered in this conversation. */
  knowsText(customer: string, hash: string): boolean;
  /** The same, and at least one of them has had no effect yet. */
  isMissingText(customer: string, hash: string): boolean;
}

export type AppliedAs =
  | { kind: 'first'; entry: LedgerEntry }
  | { kind: 'duplicate'; entry: LedgerEntry }
  | { kind: 'repeat'; entry: LedgerEntry }
  | { kind: 'unexpected' };

const keptEntries = 300_000;

/** Counts offers, acknowledgements and effects of one direction. */
export function createLedger(): Ledger {
  const entries = new Map<string, LedgerEntry>();
  const byText = new Map<string, LedgerEntry[]>();
  const latestAppliedOffer = new Map<string, number>();
  const totals = {
    offered: 0,
    acked: 0,
    applied: 0,
    duplicates: 0,
    unexpected: 0,
    orderBreaks: 0,
    notAcked: 0,
    failed: 0,
  };
  // Acknowledged and not yet applied: the only entries a report has to walk.
  const open = new Set<LedgerEntry>();
  let tick = 0;

  const textKey = (customer: string, hash: string): string => `${customer} ${hash}`;

  const forget = (): void => {
    for (const entry of entries.values()) {
      if (entries.size <= keptEntries) return;
      if (open.has(entry)) continue;
      entries.delete(entry.id);
      const key = textKey(entry.customer, entry.hash);
      const rest = (byText.get(key) ?? []).filter((other) => other !== entry);
      if (rest.length === 0) byText.delete(key);
      else byText.set(key, rest);
    }
  };

  const find = (id: string | undefined, customer: string, hash: string): LedgerEntry | undefined => {
    const named = id === undefined ? undefined : entries.get(id);
    if (named) return named;
    const same = byText.get(textKey(customer, hash)) ?? [];
    // Of equal texts the one that was promised and is still missing comes first.
    return (
      same.find((entry) => entry.effects === 0 && entry.ackedAt !== null) ??
      same.find((entry) => entry.effects === 0) ??
      same.at(-1)
    );
  };

  // Somebody repeats a text that was never acknowledged: an effect counted for the first try is the second one's,
  // since that is the one the relay promised.
  const takeEffectOfTwin = (entry: LedgerEntry): void => {
    if (entry.effects > 0) return;
    const twins = byText.get(textKey(entry.customer, entry.hash)) ?? [];
    const twin = twins.find((other) => other.effects === 1 && other.ackedAt === null && other.isMatchedByText);
    if (!twin) return;
    Object.assign(entry, { effects: 1, effectId: twin.effectId, appliedAt: twin.appliedAt, isMatchedByText: true });
    Object.assign(twin, { effects: 0, effectId: null, appliedAt: null });
  };

  const settleOpen = (entry: LedgerEntry): void => {
    if (entry.ackedAt !== null && entry.effects === 0 && !entry.isReportedFailed) open.add(entry);
    else open.delete(entry);
  };

  return {
    offer({ id, channel, customer, hash }, now) {
      if (entries.has(id)) return;
      tick += 1;
      totals.offered += 1;
      const entry: LedgerEntry = {
        id,
        channel,
        customer,
        hash,
        offerTick: tick,
        ackTick: null,
        offeredAt: now,
        ackedAt: null,
        ackId: null,
        appliedAt: null,
        effectId: null,
        effects: 0,
        isMatchedByText: false,
        isGivenUp: false,
        isReportedFailed: false,
      };
      entries.set(id, entry);
      const key = textKey(customer, hash);
      const same = byText.get(key);
      if (same) same.push(entry);
      else byText.set(key, [entry]);
      if (entries.size > keptEntries) forget();
    },
    ack(id, now, ackId) {
      const entry = entries.get(id);
      if (!entry || entry.ackedAt !== null) return;
      tick += 1;
      entry.ackTick = tick;
      entry.ackedAt = now;
      entry.ackId = ackId ?? null;
      totals.acked += 1;
      takeEffectOfTwin(entry);
      settleOpen(entry);
    },
    giveUp(id) {
      const entry = entries.get(id);
      if (!entry || entry.ackedAt !== null || entry.isGivenUp) return;
      entry.isGivenUp = true;
      totals.notAcked += 1;
    },
    reportFailed(id) {
      const entry = entries.get(id);
      if (!entry || entry.isReportedFailed) return;
      entry.isReportedFailed = true;
      totals.failed += 1;
      settleOpen(entry);
    },
    apply({ id, customer, hash, effectId }, now) {
      const entry = find(id, customer, hash);
      if (!entry) {
        totals.unexpected += 1;
        return { kind: 'unexpected' };
      }
      if (entry.effects > 0) {
        if (effectId !== null && effectId === entry.effectId) return { kind: 'repeat', entry };
        entry.effects += 1;
        totals.duplicates += 1;
        return { kind: 'duplicate', entry };
      }
      entry.effects = 1;
      entry.effectId = effectId;
      entry.isMatchedByText = entry.id !== id;
      entry.appliedAt = now;
      totals.applied += 1;
      const latest = latestAppliedOffer.get(customer) ?? 0;
      if (entry.ackTick !== null && entry.ackTick < latest) totals.orderBreaks += 1;
      if (entry.offerTick > latest) latestAppliedOffer.set(customer, entry.offerTick);
      settleOpen(entry);
      return { kind: 'first', entry };
    },
    counts(now, graceMs) {
      let lost = 0;
      for (const entry of open) if (now - (entry.ackedAt ?? now) >= graceMs) lost += 1;
      return {
        offered: totals.offered,
        acked: totals.acked,
        applied: totals.applied,
        lost,
        waiting: open.size - lost,
        duplicates: totals.duplicates,
        unexpected: totals.unexpected,
        orderBreaks: totals.orderBreaks,
        notAcked: totals.notAcked,
        reportedFailed: totals.failed,
      };
    },
    missing: (limit) => [...open].sort((left, right) => left.offerTick - right.offerTick).slice(0, limit),
    has: (id) => entries.has(id),
    knowsText: (customer, hash) => byText.has(textKey(customer, hash)),
    isMissingText: (customer, hash) =>
      byText.get(textKey(customer, hash))?.some(({ effects }) => effects === 0) ?? false,
  };
}
