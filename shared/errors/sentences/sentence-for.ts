import type { ErrorCode } from '../catalogue.ts';
import { en } from './en.ts';
import { nl } from './nl.ts';
import { fillSentence, type Sentence, type Sentences } from './sentence.ts';
import { zh } from './zh.ts';

const byLanguage: Readonly<Record<'en' | 'nl' | 'zh', Sentences>> = { en, nl, zh };

/** The operator's sentence for an error, in the console's language. `value` is what the error itself carried, or null. */
export function sentenceFor(language: 'en' | 'nl' | 'zh', code: ErrorCode, value: string | null): Sentence {
  return fillSentence(byLanguage[language][code], value);
}
