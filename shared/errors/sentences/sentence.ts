import type { ErrorCode } from '../catalogue.ts';
import type { CertificateCode } from '../certificate-codes.ts';
import type { DeskCode } from '../desk-codes.ts';
import type { LogCode } from '../log-codes.ts';
import type { OperationsCode } from '../operations-codes.ts';
import type { ProxyCode } from '../proxy-codes.ts';
import type { SearchCode } from '../search-codes.ts';
import type { SetupCode } from '../setup-codes.ts';
import type { SlaCode } from '../sla-codes.ts';
import type { TunnelCode } from '../tunnel-codes.ts';

/**
 * What an operator reads for an error: `title` says what happened, `help` what it means for the messages and the next
 * step. A part in square brackets is shown only when the error carries a value, and holds `{{value}}` exactly once.
 */
export interface Sentence {
  readonly title: string;
  readonly help: string;
}

export type Sentences = Readonly<Record<ErrorCode, Sentence>>;
export type OperationsSentences = Readonly<Record<OperationsCode, Sentence>>;
export type CertificateSentences = Readonly<Record<CertificateCode, Sentence>>;
export type DeskSentences = Readonly<Record<DeskCode, Sentence>>;
export type SearchSentences = Readonly<Record<SearchCode, Sentence>>;
export type LogSentences = Readonly<Record<LogCode, Sentence>>;
export type ProxySentences = Readonly<Record<ProxyCode, Sentence>>;
export type SetupSentences = Readonly<Record<SetupCode, Sentence>>;
export type TunnelSentences = Readonly<Record<TunnelCode, Sentence>>;
export type SlaSentences = Readonly<Record<SlaCode, Sentence>>;

const optionalPart = /\[([^\]]*)\]/gu;

function fill(text: string, value: string | null): string {
  return text.replace(optionalPart, (_whole, part: string) =>
    value === null ? '' : part.replace('{{value}}', () => value),
  );
}

/** Puts the error's value into its sentence, or leaves out the parts that would name it. */
export function fillSentence(sentence: Sentence, value: string | null): Sentence {
  return { title: fill(sentence.title, value), help: fill(sentence.help, value) };
}
