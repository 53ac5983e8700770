import type { DutchTexts } from '../texts.ts';
import type { incidentsEn } from './en.ts';

/** Nederlands, u-vorm. */
export const incidentsNl: DutchTexts<typeof incidentsEn> = {
  incidentsPage: { title: 'Incidenten' },
};
