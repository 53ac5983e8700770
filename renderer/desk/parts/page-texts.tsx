import { createInstance } from 'i18next';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { deskEn } from '#renderer/i18n/desk/en.ts';
import { deskNl } from '#renderer/i18n/desk/nl.ts';
import { deskZh } from '#renderer/i18n/desk/zh.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import type { Refusal } from './http.ts';
import { remembered, remember } from './remembered.ts';

export const languages = ['en', 'nl', 'zh'] as const;
export type PageLanguage = (typeof languages)[number];
const tags: Readonly<Record<PageLanguage, string>> = { en: 'en-GB', nl: 'nl-NL', zh: 'zh-CN' };

type English = typeof deskEn;
export type PageTextKey = { [G in keyof English]: `${G}.${keyof English[G] & string}` }[keyof English];
export type RefusalGroup = 'tenantRefusal' | 'accountRefusal' | 'deskRefusal';

export interface PageTextsValue {
  readonly language: PageLanguage;
  readonly changeLanguage: (language: PageLanguage) => void;
  readonly t: (key: PageTextKey, values?: Readonly<Record<string, string | number>>) => string;
  /** The sentence of a refusal; of a code without one, what the simulator said in English. */
  readonly refusal: (group: RefusalGroup, refusal: Refusal) => string;
  readonly time: (at: number) => string;
}

const Texts = createContext<PageTextsValue | null>(null);

function preferred(): PageLanguage {
  const asked = [remembered('language') ?? '', ...navigator.languages].map((tag) => tag.toLowerCase().split('-')[0]);
  return asked.map((tag) => languages.find((one) => one === tag)).find((one) => one !== undefined) ?? 'en';
}

/** Texts of the simulated platforms' pages: a set of their own, so that the console's does not grow by them. */
export function textsIn(language: PageLanguage, changeLanguage: (language: PageLanguage) => void): PageTextsValue {
  const instance = createInstance();
  void instance.init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: deskEn }, nl: { translation: deskNl }, zh: { translation: deskZh } },
    initAsync: false,
    interpolation: { escapeValue: true, escape: isolated },
  });
  // The console's texts type i18next's own function, these are others.
  const say = instance.t.bind(instance) as unknown as (key: string, values?: object) => string;
  const clock = new Intl.DateTimeFormat(tags[language], { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return {
    language,
    changeLanguage,
    t: (key, values) => say(key, values),
    refusal: (group, { code, message, right }) => {
      const ownCode = code === 'unreachable' || code === 'unexpected';
      const key = ownCode ? `frame.${code}` : `${group}.${code}`;
      const rightName = right === null || right === undefined ? '' : say(`rights.${right}`);
      return instance.exists(key) ? say(key, { message, right: rightName }) : message;
    },
    time: (at) => clock.format(at),
  };
}

export function PageTexts({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(preferred);
  const value = useMemo(
    () =>
      textsIn(language, (next) => {
        remember('language', next);
        setLanguage(next);
      }),
    [language],
  );
  useEffect(() => {
    document.documentElement.lang = tags[language];
  }, [language]);
  return <Texts value={value}>{children}</Texts>;
}

export function usePageTexts(): PageTextsValue {
  const value = useContext(Texts);
  if (value === null) throw new Error('usePageTexts needs PageTexts above it');
  return value;
}
