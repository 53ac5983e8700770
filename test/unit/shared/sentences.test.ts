import { describe, expect, it } from 'vitest';
import { entryFor, errorCodes } from '#shared/errors/catalogue.ts';
import { en } from '#shared/errors/sentences/en.ts';
import { nl } from '#shared/errors/sentences/nl.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { fillSentence, type Sentences } from '#shared/errors/sentences/sentence.ts';
import { zh } from '#shared/errors/sentences/zh.ts';

const languages: readonly (readonly ['en' | 'nl' | 'zh', Sentences])[] = [
  ['en', en],
  ['nl', nl],
  ['zh', zh],
];

const placeholders = (text: string): number => text.split('{{value}}').length - 1;
const optionalParts = (text: string): readonly string[] => text.match(/\[[^\]]*\]/gu) ?? [];

describe.each(languages)('error sentences in %s', (language, sentences) => {
  it('has a sentence for every code and for nothing else', () => {
    expect(Object.keys(sentences).sort()).toEqual([...errorCodes].sort());
  });

  it.each(errorCodes)('%s says what happened and what to do, with or without a value', (code) => {
    const bare = sentenceFor(language, code, null);
    const named = sentenceFor(language, code, 'VALUE-7');

    for (const text of [bare.title, bare.help, named.title, named.help]) {
      expect(text.trim()).toBe(text);
      expect(text).not.toMatch(/[[\]{}]|\s{2}|\s[.,;:。，；：]/u);
    }
    expect(bare.title).not.toMatch(/[.。!]$/u);
    expect(bare.help).toMatch(/[.。]$/u);
    expect(bare.help.length).toBeGreaterThan(bare.title.length / 2);
  });

  it.each(errorCodes)('%s names its value where English does, and only in a part that can be left out', (code) => {
    for (const field of ['title', 'help'] as const) {
      const text = sentences[code][field];
      expect(placeholders(text)).toBe(placeholders(en[code][field]));
      expect(optionalParts(text)).toHaveLength(placeholders(text));
      for (const part of optionalParts(text)) expect(placeholders(part)).toBe(1);
    }
  });

  it('speaks of no engineering', () => {
    const jargon = /\b(egress|ingress|payload|webhook|null|undefined|exception|stack|daemon|socket)\b/iu;
    for (const { title, help } of Object.values(sentences)) expect(`${title} ${help}`).not.toMatch(jargon);
  });
});

describe('filling a sentence', () => {
  it('names the value', () => {
    expect(sentenceFor('en', 'WECHAT_IP_NOT_LISTED', '203.0.113.24').help).toContain('platform: 203.0.113.24.');
  });

  it('leaves out the part that would name it', () => {
    expect(sentenceFor('en', 'WECHAT_IP_NOT_LISTED', null).help).toContain('on the WeChat platform. Replies');
  });

  it('takes the value as text, whatever it holds', () => {
    const sentence = { title: 'x', help: 'See[ {{value}}].' };
    expect(fillSentence(sentence, '$& [{{value}}]').help).toBe('See $& [{{value}}].');
  });

  it('names a value for every code whose cure is to copy one', () => {
    for (const code of errorCodes.filter((one) => entryFor(one).action === 'copy_value')) {
      expect(sentenceFor('en', code, 'V7').help, code).toContain('V7');
    }
  });
});
