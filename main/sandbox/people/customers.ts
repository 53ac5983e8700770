import type { Random } from '../kit/random.ts';
import type { CustomerActions } from '../wechat/customer-actions.ts';
import { bankScenarios } from './corpus-bank.ts';
import { shopScenarios } from './corpus-shop.ts';
import { toursScenarios } from './corpus-tours.ts';
import { drawSlots, fillSlots } from './dialogue.ts';
import type { Language, Scenario, Slots, Theme } from './dialogue.ts';

/** A conversation under way. */
export interface Dialogue {
  scenario: Scenario;
  slots: Slots;
  /** Index of the line to be said next; even lines are the customer's. */
  nextLine: number;
}

export interface Customer {
  account: string;
  openid: string;
  nickname: string;
  language: Language;
  theme: Theme;
  dialogue: Dialogue | null;
  /** Whose turn it is, as the customer sees it. */
  isWaitingForAnswer: boolean;
  lastWroteAt: number;
}

const names: Record<Language, readonly string[]> = {
  zh: [
    '王芳',
    '李伟',
    '张敏',
    '刘洋',
    '陈静',
    '杨磊',
    '赵婷',
    '黄强',
    '周杰',
    '吴霞',
    '徐丽',
    '孙浩',
    '林小雨',
    '何梦',
  ],
  en: ['Emma Wilson', 'Oliver Smith', 'Grace Chen', 'Noah Brown', 'Amelia Jones', 'Liam Murphy', 'Ava Taylor'],
  nl: ['Sanne de Vries', 'Daan Jansen', 'Lotte Bakker', 'Bram Visser', 'Fleur Mulder', 'Thijs de Boer', 'Noor Smit'],
};

const scenarios: readonly Scenario[] = [...shopScenarios, ...toursScenarios, ...bankScenarios];

/** Half of the customers write Chinese, the others English or Dutch. */
export function drawLanguage(random: Random): Language {
  const draw = random.next();
  return draw < 0.5 ? 'zh' : draw < 0.75 ? 'en' : 'nl';
}

export function createCustomer(
  actions: CustomerActions,
  account: string,
  theme: Theme,
  random: Random,
  known: { nickname?: string | undefined; language?: Language | undefined } = {},
): Customer {
  const language = known.language ?? drawLanguage(random);
  const nickname = known.nickname ?? random.pick(names[language]);
  const { openid } = actions.follow(account, { nickname, language, remark: random.chance(0.3) ? nickname : '' });
  return { account, openid, nickname, language, theme, dialogue: null, isWaitingForAnswer: false, lastWroteAt: 0 };
}

/** Begins a scenario of the account's business in the customer's language. */
export function beginDialogue(customer: Customer, random: Random): Dialogue {
  const fitting = scenarios.filter(({ theme, language }) => theme === customer.theme && language === customer.language);
  return { scenario: random.pick(fitting), slots: drawSlots(customer.language, random), nextLine: 0 };
}

/** The line whose turn it is and the dialogue after it; undefined when the dialogue is over. */
export function takeLine(dialogue: Dialogue): { text: string; rest: Dialogue } | undefined {
  const line = dialogue.scenario.lines[dialogue.nextLine];
  if (line === undefined) return undefined;
  return { text: fillSlots(line, dialogue.slots), rest: { ...dialogue, nextLine: dialogue.nextLine + 1 } };
}

export function isCustomersTurn(dialogue: Dialogue): boolean {
  return dialogue.nextLine % 2 === 0;
}

export function isOver(dialogue: Dialogue): boolean {
  return dialogue.nextLine >= dialogue.scenario.lines.length;
}

export const nudges: Record<Language, readonly string[]> = {
  zh: ['在吗？', '请问有人吗🤔', '还在等回复哦'],
  en: ['Hello, anyone there?', 'Still waiting for an answer 🙂', 'Any news?'],
  nl: ['Bent u er nog?', 'Ik wacht nog op antwoord 🙂', 'Is er al nieuws?'],
};
