import type { Language } from '#shared/contract/console-contract.ts';
import type { IntegrationForm } from '#shared/domain/setup/integration-form.ts';
import { sheetEn } from './en.ts';
import { sheetNl } from './nl.ts';
import type { SheetField } from './sheet-data.ts';
import { sheetZh } from './zh.ts';

/** The words of a hand-over sheet in one language. */
export interface SheetWords {
  /** For the `lang` attribute and Intl. */
  readonly locale: string;
  /** Title of the dialog. */
  readonly save: string;
  readonly title: string;
  /** What the sheet is for. */
  readonly intro: string;
  readonly madeAt: string;
  readonly secretInside: string;
  readonly steps: string;
  readonly open: string;
  readonly fill: string;
  readonly finish: string;
  readonly find: string;
  readonly field: string;
  readonly value: string;
  /** As CXone's form shows them. */
  readonly fields: Readonly<Record<SheetField, string>>;
  readonly icons: Readonly<Record<IntegrationForm['icon'], string>>;
  readonly on: string;
  readonly off: string;
  readonly empty: string;
  readonly separately: string;
  readonly sendBack: string;
  readonly back: readonly string[];
  readonly mutualTls: string;
}

export const sheetWords: Readonly<Record<Language, SheetWords>> = { en: sheetEn, nl: sheetNl, zh: sheetZh };
