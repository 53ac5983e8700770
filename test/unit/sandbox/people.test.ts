import { describe, expect, it } from 'vitest';
import { createRandom } from '#sandbox/kit/random.ts';
import { bankScenarios } from '#sandbox/people/corpus-bank.ts';
import { shopScenarios } from '#sandbox/people/corpus-shop.ts';
import { toursScenarios } from '#sandbox/people/corpus-tours.ts';
import { drawSlots, fillSlots, generalAnswers, languageOf } from '#sandbox/people/dialogue.ts';
import type { Language } from '#sandbox/people/dialogue.ts';

const scenarios = [...shopScenarios, ...toursScenarios, ...bankScenarios];
const languages: Language[] = ['zh', 'en', 'nl'];

describe('the corpus', () => {
  it('has at least forty scenarios, several in each language for each business', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(40);
    for (const theme of ['shop', 'tours', 'bank']) {
      for (const language of languages) {
        const fitting = scenarios.filter((scenario) => scenario.theme === theme && scenario.language === language);
        expect(fitting.length).toBeGreaterThanOrEqual(4);
      }
    }
  });

  it('fits WeChat texts, fills every slot and keeps its language', () => {
    const random = createRandom('corpus');
    for (const { language, lines } of scenarios) {
      expect(lines.length).toBeGreaterThanOrEqual(2);
      for (const line of lines) {
        const text = fillSlots(line, drawSlots(language, random));
        expect(text).not.toMatch(/[{}]/);
        expect(Buffer.byteLength(text)).toBeLessThan(600);
        if (line !== '{order}') expect(/\p{Script=Han}/u.test(line)).toBe(language === 'zh');
      }
    }
  });

  it('carries emoji in every language', () => {
    for (const language of languages) {
      const texts = scenarios.filter((scenario) => scenario.language === language).flatMap(({ lines }) => lines);
      expect(texts.some((text) => /\p{Extended_Pictographic}/u.test(text))).toBe(true);
    }
  });
});

describe('the language of a text', () => {
  it.each([
    ['你好，我的订单到哪里了？', 'zh'],
    ['Waar blijft mijn bestelling?', 'nl'],
    ['Where is my order?', 'en'],
  ] as const)('%s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });

  it('is that of the general answers', () => {
    expect(generalAnswers.zh.every((text) => languageOf(text) === 'zh')).toBe(true);
    expect(generalAnswers.en.every((text) => languageOf(text) === 'en')).toBe(true);
  });
});
