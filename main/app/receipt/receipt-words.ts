import type { Language } from '#shared/contract/console-contract.ts';
import type { Leg, ProofStrength } from '#shared/domain/channel.ts';
import type { ProbeName, ProbeOutcome, ReceptionGap } from '#shared/domain/health.ts';
import type { CatchUp, Receipt, Rung, RungName } from '#shared/domain/reconnect.ts';
import { receiptEn } from './en.ts';
import { receiptNl } from './nl.ts';
import { receiptZh } from './zh.ts';

/** The words of an exported receipt in one language. */
export interface ReceiptWords {
  /** For Intl. */
  readonly locale: string;
  /** Title of the dialog. */
  readonly save: string;
  readonly title: string;
  readonly channel: string;
  readonly by: string;
  readonly begun: string;
  readonly ended: string;
  readonly outcome: string;
  readonly outcomes: Readonly<Record<Receipt['outcome'], string>>;
  readonly cause: string;
  readonly failingSince: string;
  readonly incident: string;
  readonly steps: string;
  readonly rungs: Readonly<Record<RungName, string>>;
  readonly rungStates: Readonly<Record<Rung['state'], string>>;
  readonly checks: string;
  readonly probes: Readonly<Record<ProbeName, string>>;
  readonly probeOutcomes: Readonly<Record<ProbeOutcome, string>>;
  readonly proofs: string;
  readonly legs: Readonly<Record<Leg, string>>;
  readonly strengths: Readonly<Record<ProofStrength, string>>;
  readonly noProof: string;
  readonly endToEnd: string;
  readonly endToEndDone: (label: string) => string;
  readonly endToEndNot: (label: string) => string;
  readonly catchUp: string;
  readonly counts: Readonly<Record<Exclude<keyof CatchUp, 'remainingMs'>, string>>;
  readonly gaps: string;
  readonly noGaps: string;
  readonly gap: (from: string, until: string, cause: string) => string;
  readonly gapCauses: Readonly<Record<ReceptionGap['cause'], string>>;
  readonly mayBeLost: string;
}

export const receiptWords: Readonly<Record<Language, ReceiptWords>> = { en: receiptEn, nl: receiptNl, zh: receiptZh };
