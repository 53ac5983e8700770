import { describe, expect, it } from 'vitest';
import { en } from '#renderer/i18n/en.ts';
import { createI18n, preferredLanguage } from '#renderer/i18n/i18n.ts';
import { nl } from '#renderer/i18n/nl.ts';
import { zh } from '#renderer/i18n/zh.ts';

interface Tree {
  readonly [key: string]: string | Tree;
}

function flat(tree: Tree, prefix = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  );
}

const english = flat(en);
const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{(\w+)/gu)].map((hit) => hit[1] ?? '').sort();

describe.each([
  ['nl', flat(nl), (key: string) => key],
  // One plural form: the key for one piece is not there, and the other one stands for both.
  ['zh', flat(zh), (key: string) => key.replace(/_one$/u, '_other')],
] as const)('texts in %s', (_language, texts, keyOf) => {
  it('has every English text and no more', () => {
    expect([...texts.keys()].sort()).toEqual([...new Set([...english.keys()].map(keyOf))].sort());
  });

  it('fills in the same values as English', () => {
    for (const [key, text] of texts) expect(placeholders(text), key).toEqual(placeholders(english.get(key) ?? ''));
  });

  it('leaves nothing empty and nothing with stray spaces', () => {
    for (const [key, text] of texts) expect(text.trim() === text && text !== '', key).toBe(true);
  });
});

describe('the texts at work', () => {
  it('picks the plural form and writes numbers as the language does', () => {
    expect(createI18n('en').t('worst.channelsDown', { count: 1 })).toBe('1 channel down');
    expect(createI18n('en').t('attention.waiting', { count: 12_448 })).toBe('12,448 messages are waiting');
    expect(createI18n('nl').t('attention.waiting', { count: 12_448 })).toBe('12.448 berichten wachten');
    expect(createI18n('zh').t('worst.channelsDown', { count: 1 })).toBe('1 个渠道已中断');
  });

  it('keeps a name from turning a sentence round or from being read as markup', () => {
    const { t } = createI18n('en');
    expect(t('attention.channelBlocked', { name: '<b>x</b>' })).toBe('“<b>x</b>” does not work');
    expect(t('attention.channelBlocked', { name: 'متجر' })).toBe('“\u2068متجر\u2069” does not work');
    expect(t('attention.channelBlocked', { name: 'a\u202Eb' })).toBe('“a‹U+202E›b” does not work');
    expect(t('attention.channelBlocked', { name: '{{count}} $t(app.name)' })).toBe(
      '“{{count}} $t(app.name)” does not work',
    );
  });

  it('begins in the first language it speaks', () => {
    expect(preferredLanguage(['fr-FR', 'nl-BE', 'en'])).toBe('nl');
    expect(preferredLanguage(['zh-Hans-CN'])).toBe('zh');
    expect(preferredLanguage(['fr'])).toBe('en');
  });
});
