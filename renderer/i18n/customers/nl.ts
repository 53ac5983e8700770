import type { DutchTexts } from '../texts.ts';
import type { customersEn } from './en.ts';

/** Dutch. */
export const customersNl: DutchTexts<typeof customersEn> = {};
