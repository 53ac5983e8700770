import type { DutchTexts } from '../texts.ts';
import type { trafficEn } from './en.ts';

/** Dutch. */
export const trafficNl: DutchTexts<typeof trafficEn> = {};
