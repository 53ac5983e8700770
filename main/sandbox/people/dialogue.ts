import type { Random } from '../kit/random.ts';
import { digits } from '../kit/random.ts';

export type Language = 'zh' | 'en' | 'nl';
/** What an account's business is about. */
export type Theme = 'shop' | 'tours' | 'bank';

/** A conversation as it might have been: the customer begins, then they take turns. */
export interface Scenario {
  theme: Theme;
  language: Language;
  lines: readonly [string, string, ...string[]];
}

/** The same order number and date all through one conversation. */
export type Slots = Record<'order' | 'amount' | 'date' | 'city' | 'people', string>;

const cities: Record<Language, readonly string[]> = {
  zh: ['上海', '北京', '广州', '成都', '杭州', '深圳', '阿姆斯特丹'],
  en: ['Amsterdam', 'London', 'Rotterdam', 'Shanghai', 'Dublin', 'Antwerp'],
  nl: ['Utrecht', 'Delft', 'Groningen', 'Leiden', 'Haarlem', 'Antwerpen'],
};

export function drawSlots(language: Language, random: Random): Slots {
  const month = random.int(1, 12);
  const day = random.int(1, 28);
  const whole = random.int(9, 480);
  const cents = random.pick(['00', '50', '95']);
  return {
    order: `${random.pick(['NL', 'TS', 'CT', 'DB'])}${random.text(8, digits)}`,
    amount:
      language === 'nl' ? `€ ${whole},${cents}` : language === 'zh' ? `${whole}.${cents}欧元` : `€${whole}.${cents}`,
    date: language === 'zh' ? `${month}月${day}日` : `${day}-${month}`,
    city: random.pick(cities[language]),
    people: String(random.int(2, 6)),
  };
}

export function fillSlots(line: string, slots: Slots): string {
  return line.replace(/\{(order|amount|date|city|people)\}/g, (_whole, name: keyof Slots) => slots[name]);
}

/** Guesses the language of a text: Chinese by its characters, Dutch by its small words. */
export function languageOf(text: string): Language {
  if (/\p{Script=Han}/u.test(text)) return 'zh';
  return /\b(ik|het|een|niet|mijn|jullie|kan|heb|graag|bedankt|waar|is er|hoe laat)\b/i.test(text) ? 'nl' : 'en';
}

/** Answers an agent gives when no scenario says what comes next. */
export const generalAnswers: Record<Language, readonly string[]> = {
  zh: [
    '您好，已收到您的消息，我马上为您查询 🙏',
    '感谢您的耐心等待，请问方便提供一下订单号吗？',
    '好的，我已经记录下来，稍后会回复您。',
    '明白了，我现在和同事核实一下，请稍等几分钟。',
  ],
  en: [
    'Thank you for your message, I am looking into it right now.',
    'Could you share your order number, so that I can find it quickly?',
    'I understand. Give me a few minutes to check this with a colleague.',
    'Noted! I will come back to you here as soon as I know more 👍',
  ],
  nl: [
    'Bedankt voor uw bericht, ik kijk het meteen voor u na.',
    'Heeft u misschien het ordernummer bij de hand? Dan zoek ik het op.',
    'Dat begrijp ik. Ik overleg even met een collega, een moment geduld alstublieft.',
    'Genoteerd! Ik laat het u hier weten zodra ik meer weet 👍',
  ],
};
