import type { i18n as I18n, TFunction } from 'i18next';
import { createContext, useContext, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { Language } from '#shared/contract/console-contract.ts';
import { languageTags } from '../i18n/i18n.ts';
import { createFormat, type Format } from './format.ts';

export interface Texts {
  readonly t: TFunction;
  readonly format: Format;
  readonly language: Language;
  readonly changeLanguage: (language: Language) => void;
}

const TextsContext = createContext<Texts | null>(null);

function textsOf(i18n: I18n): Texts {
  const parsed = Language.safeParse(i18n.language);
  const language = parsed.success ? parsed.data : 'en';
  const t = i18n.getFixedT(language);
  return {
    t,
    language,
    format: createFormat(t, languageTags[language]),
    changeLanguage: (next) => void i18n.changeLanguage(next),
  };
}

interface TextsSource {
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until the language changes. */
  readonly present: () => Texts;
}

function textsSource(i18n: I18n): TextsSource {
  let texts = textsOf(i18n);
  return {
    subscribe(listener) {
      i18n.on('languageChanged', listener);
      return () => i18n.off('languageChanged', listener);
    },
    present() {
      if (texts.language !== i18n.language) texts = textsOf(i18n);
      return texts;
    },
  };
}

/** One set of texts and formats for all components: the formats are dear to make and are made once a language. */
export function TextsProvider({ i18n, children }: { readonly i18n: I18n; readonly children: ReactNode }) {
  const source = useMemo(() => textsSource(i18n), [i18n]);
  const texts = useSyncExternalStore(source.subscribe, source.present);
  return <TextsContext value={texts}>{children}</TextsContext>;
}

/** Texts and formats of the present language; a change of language redraws everything that uses it. */
export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (texts === null) throw new Error('useTexts needs a TextsProvider above it');
  return texts;
}
