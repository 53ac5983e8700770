import type { SandboxClock } from '../kit/clock.ts';
import type { FaultRegistry } from '../kit/fault-registry.ts';
import type { HttpClient, HttpFailure, HttpOutcome } from '../kit/http-client.ts';
import type { Random } from '../kit/random.ts';
import type { Signal } from '../kit/signal.ts';
import type { Account, PushFailure } from './accounts.ts';
import { judgeAcknowledgement } from './acknowledgement.ts';
import type { PassiveReply } from './acknowledgement.ts';
import type { SealedPush } from './envelope.ts';
import type { WeChatFaultTable } from './faults.ts';
import type { Follower } from './followers.ts';
import { sealWithFaults } from './push-faults.ts';
import type { WeChatRules } from './rules.ts';
import type { XmlFields } from './xml.ts';

/** A message or event on its way from WeChat to the account's server. */
export interface Push {
  /** The MsgId of a message; the simulator's own id for an event, which carries none. */
  id: string;
  kind: 'message' | 'event';
  type: string;
  account: Account;
  follower: Follower;
  fields: XmlFields;
  text: string;
}

export type PushOutcome =
  | { kind: 'accepted'; deliveries: number; tookMs: number; reply: PassiveReply | null }
  | { kind: 'lost'; deliveries: number; failure: PushFailure; detail: string }
  /** Never sent: no callback URL, or the platform has stopped pushing for a while. */
  | { kind: 'withheld' };

export type PushNotice =
  | { kind: 'delivered'; push: Push; delivery: number }
  | { kind: 'accepted'; push: Push; delivery: number; tookMs: number; warnings: readonly string[] }
  | { kind: 'failed'; push: Push; delivery: number; failure: PushFailure; detail: string }
  | { kind: 'settled'; push: Push; outcome: PushOutcome };

export interface PushQueue {
  /** Resolves when the push is accepted or its deliveries are used up. Never rejects. */
  offer(push: Push): Promise<PushOutcome>;
  /** Deliveries on the wire now. */
  inFlight(): number;
  /** Pushes neither accepted nor given up. */
  unsettled(): number;
}

export interface PushQueueParts {
  clock: SandboxClock;
  random: Random;
  client: HttpClient;
  rules: () => WeChatRules;
  faults: FaultRegistry<WeChatFaultTable>;
  notices: Signal<PushNotice>;
}

/** Delivers at 0, 5 and 10 s until the account's server accepts (WeChat: message push). */
export function createPushQueue(parts: PushQueueParts): PushQueue {
  const { clock, random, faults, notices } = parts;
  const slots = createSlots(() => parts.rules().maxPushesInFlight);
  let unsettled = 0;

  const wait = (delayMs: number): Promise<void> =>
    delayMs <= 0 ? Promise.resolve() : new Promise((resolve) => void clock.after(delayMs, resolve));

  const isWithheld = ({ account }: Push): boolean =>
    account.callbackUrl === undefined ||
    account.markFailUntil > clock.now() ||
    faults.peek('pushStopped', [account.options.key]) !== undefined ||
    faults.peek('callbackNotSet', [account.options.key]) !== undefined;

  const deliver = async (push: Push, delivery: number, sealed: SealedPush): Promise<DeliveryResult> => {
    const { account } = push;
    const targets = [account.options.key];
    await slots.take();
    account.pushes.deliveries += 1;
    notices.emit({ kind: 'delivered', push, delivery });
    const isUnreachable = !faults.isEmpty && faults.take('callbackUnreachable', targets) !== undefined;
    const slow = faults.isEmpty ? undefined : faults.take('pushSlow', targets);
    const hangUp = faults.isEmpty ? undefined : faults.take('pushHangUp', targets);
    const outcome: HttpOutcome = isUnreachable
      ? nameUnknown
      : await parts.client.call({
          method: 'POST',
          url: `${account.callbackUrl ?? ''}?${new URLSearchParams(sealed.query).toString()}`,
          headers: { 'content-type': 'text/xml', 'user-agent': 'Mozilla/4.0', accept: '*/*' },
          body: sealed.body,
          timeoutMs: parts.rules().responseTimeoutMs,
          isRepeatable: true,
          bytesPerSecond: slow?.bytesPerSecond,
          hangUpAtAnswer: hangUp !== undefined,
        });
    slots.give();
    const result = judge(push, outcome);
    if (result.kind === 'accepted') {
      notices.emit({ kind: 'accepted', push, delivery, tookMs: outcome.tookMs, warnings: result.warnings });
    } else {
      countAlarm(account, result.failure, result.detail, clock.now());
      notices.emit({ kind: 'failed', push, delivery, failure: result.failure, detail: result.detail });
    }
    return result;
  };

  const run = async (push: Push): Promise<PushOutcome> => {
    if (isWithheld(push)) return { kind: 'withheld' };
    const targets = [push.account.options.key];
    const reordered = faults.isEmpty ? undefined : faults.take('pushReordered', targets);
    if (reordered && random.chance(reordered.share)) await wait(random.next() * reordered.upToMs);

    let sealed = sealWithFaults(push, faults, clock, random);
    const duplicated = faults.isEmpty ? undefined : faults.take('pushDuplicated', targets);
    for (let copy = 1; copy < (duplicated?.copies ?? 1); copy += 1) {
      const twin = duplicated?.identical ? sealed : sealWithFaults(push, faults, clock, random);
      void wait(random.next() * (duplicated?.spreadMs ?? 0)).then(() => deliver(push, 1, twin));
    }

    const startedAt = clock.now();
    let result = await deliver(push, 1, sealed);
    let delivery = 1;
    while (result.kind === 'failed' && delivery < parts.rules().deliveries) {
      await wait(startedAt + delivery * parts.rules().retryIntervalMs - clock.now());
      delivery += 1;
      if (parts.rules().freshEnvelopePerDelivery) sealed = sealWithFaults(push, faults, clock, random);
      result = await deliver(push, delivery, sealed);
    }
    return result.kind === 'accepted'
      ? { kind: 'accepted', deliveries: delivery, tookMs: result.tookMs, reply: result.reply }
      : { kind: 'lost', deliveries: delivery, failure: result.failure, detail: result.detail };
  };

  const settle = (push: Push, outcome: PushOutcome): void => {
    const { account } = push;
    const { markFailAfter, markFailPauseMs } = parts.rules();
    if (outcome.kind === 'withheld') account.pushes.withheld += 1;
    if (outcome.kind === 'accepted') {
      account.pushes.accepted += 1;
      account.lostInARow = 0;
    }
    if (outcome.kind === 'lost') {
      account.pushes.lost += 1;
      account.lostInARow += 1;
      if (markFailAfter > 0 && account.lostInARow >= markFailAfter && account.markFailUntil <= clock.now()) {
        account.markFailUntil = clock.now() + markFailPauseMs;
        account.lostInARow = 0;
        countAlarm(account, 'markFail', `${markFailAfter} pushes lost in a row`, clock.now());
      }
    }
    notices.emit({ kind: 'settled', push, outcome });
  };

  return {
    async offer(push) {
      push.account.pushes.offered += 1;
      unsettled += 1;
      const outcome = await run(push);
      unsettled -= 1;
      settle(push, outcome);
      return outcome;
    },
    inFlight: () => slots.taken(),
    unsettled: () => unsettled,
  };
}

type DeliveryResult =
  | { kind: 'accepted'; reply: PassiveReply | null; warnings: readonly string[]; tookMs: number }
  | { kind: 'failed'; failure: PushFailure; detail: string };

/** What a caller meets whose name servers do not know the host. */
const nameUnknown: HttpOutcome = { kind: 'failed', reason: 'dns', detail: 'ENOTFOUND', tookMs: 0 };

function judge(push: Push, outcome: HttpOutcome): DeliveryResult {
  if (outcome.kind === 'failed') {
    return { kind: 'failed', failure: alarmClassOf(outcome.reason), detail: outcome.detail };
  }
  const verdict = judgeAcknowledgement(push.account, push.follower.openid, outcome.status, outcome.body);
  if (verdict.kind === 'illegal') return { kind: 'failed', failure: 'illegalResponse', detail: verdict.problem };
  return { kind: 'accepted', reply: verdict.reply, warnings: verdict.warnings, tookMs: outcome.tookMs };
}

function alarmClassOf(reason: HttpFailure): PushFailure {
  switch (reason) {
    case 'dns':
      return 'dnsFailure';
    case 'connect':
    case 'reset':
      return 'connectFailure';
    case 'timeout':
    case 'hungUp':
      return 'requestTimeout';
    case 'tooLarge':
      return 'illegalResponse';
  }
}

function countAlarm(account: Account, failure: PushFailure, sample: string, now: number): void {
  const known = account.alarms.get(failure);
  if (known) known.count += 1;
  else account.alarms.set(failure, { count: 1, firstAt: now, sample });
}

interface Slots {
  take(): Promise<void>;
  give(): void;
  taken(): number;
}

/** So many at a time, first come first served. */
function createSlots(limit: () => number): Slots {
  const waiting: (() => void)[] = [];
  let taken = 0;
  return {
    take() {
      if (taken < limit()) {
        taken += 1;
        return Promise.resolve();
      }
      return new Promise((resolve) => void waiting.push(resolve));
    },
    give() {
      const next = waiting.shift();
      if (next) next();
      else taken -= 1;
    },
    taken: () => taken,
  };
}
