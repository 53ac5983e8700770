import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';

export type SentenceLanguage = 'en' | 'nl' | 'zh';

/** Code, what happened and what to do, in one line. */
export function lineFor(language: SentenceLanguage, code: ErrorCode, value: string | null): string {
  const { title, help } = sentenceFor(language, code, value);
  return `${code}: ${title}. ${help}`;
}
