import type { Language } from '#shared/contract/console-contract.ts';
import { reportEn } from './en.ts';
import { reportNl } from './nl.ts';
import { reportZh } from './zh.ts';

export type ReportSection = 'about' | 'total' | 'channel' | 'week' | 'day' | 'weekday' | 'hour' | 'weekdayHour';

/** The words of an exported SLA report in one language. */
export interface ReportWords {
  /** What spreadsheet programs of that language take for the border between cells. */
  readonly separator: ',' | ';';
  /** Title of the dialog. */
  readonly save: string;
  /** First row, in the order of the cells. */
  readonly head: readonly string[];
  readonly sections: Readonly<Record<ReportSection, string>>;
  /** Monday first. */
  readonly weekdays: readonly string[];
  readonly all: string;
  readonly from: string;
  readonly until: string;
  readonly timeZone: string;
  readonly madeAt: string;
  readonly counted: string;
  /** Said when more ended than are counted. */
  readonly cut: string;
}

export const reportWords: Readonly<Record<Language, ReportWords>> = { en: reportEn, nl: reportNl, zh: reportZh };
