import type { SandboxClock } from '../kit/clock.ts';
import type { Random } from '../kit/random.ts';
import type { CxoneSimulator } from '../cxone/simulator.ts';
import type { WeChatSimulator } from '../wechat/simulator.ts';
import { createAutoAgent } from './auto-agent.ts';
import type { AutoAgent } from './auto-agent.ts';
import { beginDialogue, createCustomer, isCustomersTurn, isOver, nudges, takeLine } from './customers.ts';
import type { Customer } from './customers.ts';
import type { Language, Theme } from './dialogue.ts';

export interface TrafficSettings {
  /** Messages the customers of all accounts write per minute, together. */
  messagesPerMinute: number;
  paused: boolean;
  /** Share of messages that are a picture, voice message or video. */
  mediaShare: number;
}

/** The simulated customers, and the agent who answers them. */
export interface People {
  traffic(): TrafficSettings;
  setTraffic(changes: Partial<TrafficSettings>): TrafficSettings;
  readonly agent: AutoAgent;
  customers(): readonly Customer[];
  find(openid: string): Customer | undefined;
  /** A person who was not there before follows an account. */
  addCustomer(account: string, known?: { nickname?: string | undefined; language?: Language | undefined }): Customer;
  stop(): void;
}

export interface PeopleParts {
  wechat: WeChatSimulator;
  cxone: CxoneSimulator;
  clock: SandboxClock;
  random: Random;
  themes: ReadonlyMap<string, Theme>;
  traffic: TrafficSettings;
  /** No customer writes before the relay is connected. */
  isConnected(): boolean;
}

const longestPauseMs = 120_000;
const patienceMs = 45_000;

export function startPeople(parts: PeopleParts): People {
  const { wechat, clock, random } = parts;
  const customers: Customer[] = [];
  const byOpenid = new Map<string, Customer>();
  let traffic = parts.traffic;
  let cancelNext: () => void = () => undefined;

  const addCustomer: People['addCustomer'] = (account, known) => {
    const customer = createCustomer(wechat.customers, account, parts.themes.get(account) ?? 'shop', random, known);
    customers.push(customer);
    byOpenid.set(customer.openid, customer);
    return customer;
  };

  const isSpare = (account: string): boolean => wechat.accounts.get(account).options.isSpare === true;
  for (const account of wechat.accounts.list()) {
    if (account.options.isSpare === true) continue;
    const people = random.int(8, 20);
    for (let index = 0; index < people; index += 1) addCustomer(account.options.key);
  }

  const agent = createAutoAgent({
    cxone: parts.cxone,
    clock,
    random: random.fork('agent'),
    find: (id) => byOpenid.get(id),
  });
  const stopSends = wechat.sends.on((notice) => {
    if (notice.kind !== 'accepted') return;
    const customer = byOpenid.get(notice.follower.openid);
    if (customer) customer.isWaitingForAnswer = false;
  });

  const write = (customer: Customer, text: string): void => {
    customer.isWaitingForAnswer = true;
    customer.lastWroteAt = clock.now();
    wechat.customers.send(customer.account, customer.openid, { type: 'text', text });
  };

  const goOn = (customer: Customer): void => {
    if (!customer.dialogue || isOver(customer.dialogue) || !isCustomersTurn(customer.dialogue)) {
      customer.dialogue = beginDialogue(customer, random);
    }
    const next = takeLine(customer.dialogue);
    if (!next) return;
    customer.dialogue = next.rest;
    write(customer, next.text);
  };

  const somebodyWrites = (): void => {
    const now = clock.now();
    // Of a spare account people write only when told.
    const talkers = customers.filter(({ account }) => !isSpare(account));
    const ready = talkers.filter((customer) => !customer.isWaitingForAnswer && customer.dialogue !== null);
    const inDialogue = ready.filter(({ dialogue }) => dialogue && !isOver(dialogue) && isCustomersTurn(dialogue));
    const idle = talkers.filter((customer) => !customer.isWaitingForAnswer && !inDialogue.includes(customer));
    const impatient = talkers.filter(
      (customer) => customer.isWaitingForAnswer && now - customer.lastWroteAt > patienceMs,
    );
    if (random.chance(traffic.mediaShare) && idle.length > 0) {
      const customer = random.pick(idle);
      customer.isWaitingForAnswer = true;
      customer.lastWroteAt = now;
      wechat.customers.sendSample(customer.account, customer.openid, random.pick(['image', 'image', 'voice', 'video']));
    } else if (inDialogue.length > 0 && (random.chance(0.65) || idle.length === 0)) {
      goOn(random.pick(inDialogue));
    } else if (idle.length > 0) {
      goOn(random.pick(idle));
    } else if (impatient.length > 0) {
      const customer = random.pick(impatient);
      write(customer, random.pick(nudges[customer.language]));
    }
  };

  const scheduleNext = (): void => {
    cancelNext();
    if (traffic.paused || traffic.messagesPerMinute <= 0) return;
    // Independent arrivals: exponential gaps around the mean.
    const meanMs = 60_000 / traffic.messagesPerMinute;
    const gapMs = Math.min(longestPauseMs, -Math.log(1 - random.next()) * meanMs);
    cancelNext = clock.transportAfter(gapMs, () => {
      if (parts.isConnected()) somebodyWrites();
      scheduleNext();
    });
  };
  scheduleNext();

  return {
    traffic: () => traffic,
    setTraffic(changes) {
      traffic = { ...traffic, ...changes };
      scheduleNext();
      return traffic;
    },
    agent,
    customers: () => customers,
    find: (openid) => byOpenid.get(openid),
    addCustomer,
    stop() {
      cancelNext();
      stopSends();
      agent.stop();
    },
  };
}
