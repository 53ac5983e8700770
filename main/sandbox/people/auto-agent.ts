import type { SandboxClock } from '../kit/clock.ts';
import type { Random } from '../kit/random.ts';
import type { MessageNotice } from '../cxone/api-context.ts';
import { automaticAgents } from '../cxone/automatic-agents.ts';
import type { Contact } from '../cxone/model.ts';
import type { CxoneSimulator } from '../cxone/simulator.ts';
import { isCustomersTurn, isOver, takeLine } from './customers.ts';
import type { Customer } from './customers.ts';
import { generalAnswers, languageOf } from './dialogue.ts';

export interface AutoAgentSettings {
  on: boolean;
  /** How long the agent thinks and types, at least and at most. */
  minDelayMs: number;
  maxDelayMs: number;
  /** Whether cases that are done are resolved, some of them closed. */
  resolves: boolean;
  /** Share of the messages, 0 to 1, that wait for the longer times below: for the ones nobody gets to. */
  slowShare: number;
  slowMinMs: number;
  slowMaxMs: number;
}

/**
 * Takes the cases that reach CXone, answers them through CXone's own call to the middleware, and brings them to an end: a
 * few automatic agents who share the work, under names of their own. They leave a case to whichever person takes part in it.
 */
export interface AutoAgent {
  settings(): AutoAgentSettings;
  set(changes: Partial<AutoAgentSettings>): AutoAgentSettings;
  /** Leaves these customers alone (load runs have their own replies). */
  ignore: (openid: string) => void;
  stop(): void;
}

interface Parts {
  cxone: CxoneSimulator;
  clock: SandboxClock;
  random: Random;
  find: (openid: string) => Customer | undefined;
}

/** WeChat lets an account answer a customer's message five times. */
const repliesPerMessage = 5;

export function createAutoAgent({ cxone, clock, random, find }: Parts): AutoAgent {
  let settings: AutoAgentSettings = {
    on: true,
    minDelayMs: 1_500,
    maxDelayMs: 6_000,
    resolves: true,
    slowShare: 0,
    slowMinMs: 240_000,
    slowMaxMs: 1_500_000,
  };
  // What is drawn for the cases must not change what is said.
  const chance = random.fork('cases');
  const ignored = new Set<string>();
  const thinking = new Map<string, () => void>();
  const repliesSince = new Map<string, number>();

  const answerTo = (notice: MessageNotice): { text: string; isLast: boolean } => {
    const customer = find(notice.endUserId);
    const dialogue = customer?.dialogue;
    if (customer && dialogue && !isOver(dialogue) && !isCustomersTurn(dialogue)) {
      const next = takeLine(dialogue);
      if (next) {
        customer.dialogue = next.rest;
        return { text: next.text, isLast: isOver(next.rest) };
      }
    }
    const isLast = dialogue !== undefined && dialogue !== null && isOver(dialogue);
    return { text: random.pick(generalAnswers[languageOf(notice.text)]), isLast };
  };

  const reply = (notice: MessageNotice): void => {
    const { endUserId, thread } = notice;
    thinking.delete(thread.id);
    const contact = cxone.store.contacts.get(thread.contactNumber);
    if (!contact || !cxone.desk.isLeftToAutomaticAgents(contact)) return;
    const spent = repliesSince.get(endUserId) ?? 0;
    if (spent >= repliesPerMessage) return;
    repliesSince.set(endUserId, spent + 1);
    const dialogue = find(endUserId)?.dialogue;
    // A closing "thank you" needs no answer every time; the case is then done.
    if (dialogue && isOver(dialogue) && random.chance(0.5)) {
      close(notice);
      const customer = find(endUserId);
      if (customer) customer.isWaitingForAnswer = false;
      return;
    }
    const { text, isLast } = answerTo(notice);
    const author = contact.assigneeId ?? giveToSomebody(contact);
    const ticket = cxone.agents.reply(thread.id, text, author);
    void ticket.settled.then(() => {
      // Somebody may have taken it meanwhile.
      if (!cxone.desk.isLeftToAutomaticAgents(contact)) return;
      if (isLast) close(notice);
      else if (chance.chance(0.1)) cxone.agents.setStatus(thread.id, 'pending');
    });
  };

  /** Somebody takes the case before answering it; now and then it goes to a colleague. */
  const take = ({ thread }: MessageNotice): void => {
    const contact = cxone.store.contacts.get(thread.contactNumber);
    if (!contact || (contact.assigneeId !== null && !chance.chance(0.05))) return;
    if (cxone.desk.isLeftToAutomaticAgents(contact)) giveToSomebody(contact);
  };

  const giveToSomebody = (contact: Contact): number => {
    const { id } = chance.pick(automaticAgents);
    cxone.store.assign(contact, id);
    return id;
  };

  const close = (notice: MessageNotice): void => {
    if (!settings.resolves) return;
    cxone.agents.setStatus(notice.thread.id, 'resolved');
    if (random.chance(0.3)) cxone.agents.setStatus(notice.thread.id, 'closed');
  };

  const stopMessages = cxone.messages.on((notice) => {
    if (notice.kind !== 'created' || notice.direction !== 'inbound') return;
    const { thread, endUserId } = notice;
    if (ignored.has(endUserId)) return;
    repliesSince.set(endUserId, 0);
    if (!settings.on) return;
    // Several messages in a row get one answer.
    thinking.get(thread.id)?.();
    const usualMs = random.int(settings.minDelayMs, Math.max(settings.minDelayMs, settings.maxDelayMs));
    const isSlow = chance.chance(settings.slowShare);
    const slowMs = chance.int(settings.slowMinMs, Math.max(settings.slowMinMs, settings.slowMaxMs));
    const delayMs = isSlow ? slowMs : usualMs;
    const cancelTake = clock.transportAfter(delayMs / 3, () => take(notice));
    const cancelReply = clock.transportAfter(delayMs, () => reply(notice));
    thinking.set(thread.id, () => {
      cancelTake();
      cancelReply();
    });
  });

  return {
    settings: () => settings,
    set(changes) {
      settings = { ...settings, ...changes };
      if (!settings.on) {
        for (const cancel of thinking.values()) cancel();
        thinking.clear();
      }
      return settings;
    },
    ignore: (openid) => void ignored.add(openid),
    stop() {
      stopMessages();
      for (const cancel of thinking.values()) cancel();
      thinking.clear();
    },
  };
}
