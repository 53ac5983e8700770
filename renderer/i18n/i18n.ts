import { createInstance, type i18n as I18n } from 'i18next';
import type { Language } from '#shared/contract/console-contract.ts';
import { isolated } from '../lib/safe-text.ts';
import { en } from './en.ts';
import { nl } from './nl.ts';
import { zh } from './zh.ts';

export const languageTags: Readonly<Record<Language, string>> = { en: 'en-GB', nl: 'nl-NL', zh: 'zh-CN' };

/** The console's texts in one language. Foreign values are isolated, so that they cannot disturb a sentence. */
export function createI18n(language: Language): I18n {
  const instance = createInstance();
  void instance.init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, nl: { translation: nl }, zh: { translation: zh } },
    initAsync: false,
    returnNull: false,
    // React escapes markup; what is left to do is text direction and control characters.
    interpolation: { escapeValue: true, escape: isolated },
  });
  return instance;
}

/** The language to begin with, before the settings are known. */
export function preferredLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    const [primary] = tag.toLowerCase().split('-');
    if (primary === 'en' || primary === 'nl' || primary === 'zh') return primary;
  }
  return 'en';
}
