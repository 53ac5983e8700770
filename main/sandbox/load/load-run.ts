import type { SandboxClock } from '../kit/clock.ts';
import type { Random } from '../kit/random.ts';
import { automaticAgents } from '../cxone/automatic-agents.ts';
import type { CxoneSimulator } from '../cxone/simulator.ts';
import type { CxoneRuleChanges } from '../cxone/rules.ts';
import { repliesLeft } from '../wechat/reply-windows.ts';
import type { WeChatRuleChanges } from '../wechat/rules.ts';
import type { WeChatSimulator } from '../wechat/simulator.ts';

export interface LoadRequest {
  /** Messages per second in each of the directions asked for. */
  perSecond: number;
  seconds: number;
  direction: 'in' | 'out' | 'both';
  /** Customers who take part, over all accounts. */
  conversations: number;
  /** Pushes and replies on their way at once, each. */
  maxInFlight: number;
  /** Account keys; absent: all. */
  channels?: readonly string[] | undefined;
  /** In force while the run lasts. */
  rules: { wechat?: WeChatRuleChanges | undefined; cxone?: CxoneRuleChanges | undefined };
}

export interface LoadProgress {
  id: number;
  state: 'running' | 'draining' | 'done';
  request: Omit<LoadRequest, 'rules'>;
  offeredIn: number;
  offeredOut: number;
  /** Of `offeredIn`, those that only opened a reply window for the outbound direction. */
  openersIn: number;
  /** Not offered because everybody was busy or the bound on messages in flight was reached. */
  skippedIn: number;
  skippedOut: number;
  elapsedMs: number;
  inFlightIn: number;
  inFlightOut: number;
}

export interface LoadRun {
  progress(): LoadProgress;
  /** Stops offering; what is on its way is finished. */
  stop(): void;
  done: Promise<LoadProgress>;
}

/** One customer of a load run. He writes only when his last message has been settled, so that order can be judged. */
export interface Talker {
  account: string;
  openid: string;
  threadId: string | undefined;
  isWriting: boolean;
  isAnswered: boolean;
  /** Replies accepted by the relay that have not reached WeChat yet. */
  unsent: number;
  repliesLeft: number;
}

export interface LoadParts {
  wechat: WeChatSimulator;
  cxone: CxoneSimulator;
  clock: SandboxClock;
  random: Random;
  ignore: (openid: string) => void;
}

const tickMs = 5;

/**
 * Offers messages at a steady rate with a bound on those in flight. Outbound keeps to the reply window: a talker
 * whose replies are used up writes a message first, as a real customer has to.
 */
export function startLoadRun(id: number, request: LoadRequest, talkers: readonly Talker[], parts: LoadParts): LoadRun {
  const { wechat, cxone, clock } = parts;
  const before = { wechat: wechat.rules(), cxone: cxone.rules() };
  const changes = { wechat: request.rules.wechat ?? {}, cxone: request.rules.cxone ?? {} };
  wechat.setRules(changes.wechat);
  cxone.setRules(changes.cxone);

  const byOpenid = new Map(talkers.map((talker) => [talker.openid, talker]));
  const counters = {
    offeredIn: 0,
    offeredOut: 0,
    openersIn: 0,
    skippedIn: 0,
    skippedOut: 0,
    inFlightIn: 0,
    inFlightOut: 0,
  };
  const startedAt = performance.now();
  const wantsIn = request.direction !== 'out';
  const wantsOut = request.direction !== 'in';
  let dueIn = 0;
  let dueOut = 0;
  let lastTickAt = startedAt;
  let cursor = 0;
  let state: LoadProgress['state'] = 'running';
  let finish: (progress: LoadProgress) => void = () => undefined;
  const done = new Promise<LoadProgress>((resolve) => (finish = resolve));

  const stopMessages = cxone.messages.on((notice) => {
    const talker =
      notice.kind === 'created' && notice.direction === 'inbound' ? byOpenid.get(notice.endUserId) : undefined;
    if (!talker) return;
    talker.threadId = notice.thread.id;
    const windows = wechat.customers.find(talker.account, talker.openid)?.windows ?? [];
    // What WeChat would still take, less what the relay has accepted and not sent yet.
    talker.repliesLeft = Math.max(0, repliesLeft(windows, clock.now()) - talker.unsent);
  });
  const stopSends = wechat.sends.on((notice) => {
    const talker = byOpenid.get(notice.kind === 'accepted' ? notice.follower.openid : notice.openid);
    if (talker) talker.unsent = Math.max(0, talker.unsent - 1);
  });

  /** The next talker in turn for whom the condition holds. */
  const nextTalker = (fits: (talker: Talker) => boolean): Talker | undefined => {
    for (let tries = 0; tries < talkers.length; tries += 1) {
      cursor = (cursor + 1) % talkers.length;
      const talker = talkers[cursor];
      if (talker && fits(talker)) return talker;
    }
    return undefined;
  };

  const write = (talker: Talker): void => {
    talker.isWriting = true;
    counters.inFlightIn += 1;
    counters.offeredIn += 1;
    const text = `Load ${id} #${counters.offeredIn} 负载测试 🚲`;
    void wechat.customers.send(talker.account, talker.openid, { type: 'text', text }).settled.then(() => {
      talker.isWriting = false;
      counters.inFlightIn -= 1;
    });
  };

  const answer = (talker: Talker): void => {
    talker.isAnswered = true;
    talker.repliesLeft -= 1;
    talker.unsent += 1;
    counters.inFlightOut += 1;
    counters.offeredOut += 1;
    const ticket = cxone.agents.reply(
      talker.threadId ?? '',
      `Reply ${id} #${counters.offeredOut} 回复 🌷`,
      automaticAgents[0]?.id,
    );
    void ticket.settled.then((outcome) => {
      talker.isAnswered = false;
      counters.inFlightOut -= 1;
      // Nothing was promised, so as far as can be told nothing is coming.
      if (outcome.kind !== 'accepted') talker.unsent = Math.max(0, talker.unsent - 1);
    });
  };

  const offerIn = (): boolean => {
    if (counters.inFlightIn >= request.maxInFlight) return false;
    const talker = nextTalker((candidate) => !candidate.isWriting);
    if (talker) write(talker);
    return talker !== undefined;
  };

  const offerOut = (): boolean => {
    if (counters.inFlightOut >= request.maxInFlight) return false;
    const talker = nextTalker(
      (candidate) => !candidate.isAnswered && candidate.threadId !== undefined && candidate.repliesLeft > 0,
    );
    if (talker) {
      answer(talker);
      return true;
    }
    return false;
  };

  /** Customers whose window is used up write again, so that the outbound direction can go on. */
  const openWindows = (limit: number): void => {
    for (let opened = 0; opened < limit && counters.inFlightIn < request.maxInFlight; opened += 1) {
      const talker = nextTalker(
        (candidate) => !candidate.isWriting && candidate.repliesLeft <= 0 && candidate.unsent === 0,
      );
      if (!talker) return;
      counters.openersIn += 1;
      write(talker);
    }
  };

  const progress = (): LoadProgress => {
    const { rules: _rules, ...shown } = request;
    return { id, state, request: shown, elapsedMs: Math.round(performance.now() - startedAt), ...counters };
  };

  const drain = (): void => {
    if (counters.inFlightIn > 0 || counters.inFlightOut > 0) return;
    clearInterval(timer);
    stopMessages();
    stopSends();
    state = 'done';
    wechat.setRules(formerValues(changes.wechat, before.wechat));
    cxone.setRules(formerValues(changes.cxone, before.cxone));
    finish(progress());
  };

  const tick = (): void => {
    const now = performance.now();
    const share = (request.perSecond * (now - lastTickAt)) / 1000;
    lastTickAt = now;
    if (now - startedAt >= request.seconds * 1000) state = 'draining';
    if (state === 'draining') return drain();
    if (wantsIn) {
      dueIn += share;
      while (dueIn >= 1 && offerIn()) dueIn -= 1;
      if (dueIn > request.perSecond) {
        // More than a second behind: what cannot be offered is counted, not piled up.
        counters.skippedIn += Math.floor(dueIn - request.perSecond);
        dueIn = request.perSecond;
      }
    }
    if (wantsOut) {
      dueOut += share;
      while (dueOut >= 1 && offerOut()) dueOut -= 1;
      if (!wantsIn) openWindows(Math.ceil(dueOut));
      if (dueOut > request.perSecond) {
        counters.skippedOut += Math.floor(dueOut - request.perSecond);
        dueOut = request.perSecond;
      }
    }
  };
  const timer = setInterval(tick, tickMs);

  return {
    progress,
    stop: () => void (state = state === 'running' ? 'draining' : state),
    done,
  };
}

/** What the changed members were before. */
function formerValues<R extends object>(changed: { [K in keyof R]?: R[K] | undefined }, before: R): Partial<R> {
  const names = Object.keys(changed) as (keyof R)[];
  return Object.fromEntries(names.map((name) => [name, before[name]])) as Partial<R>;
}
