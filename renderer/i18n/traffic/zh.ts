import type { ChineseTexts } from '../texts.ts';
import type { trafficEn } from './en.ts';

/** Chinese. */
export const trafficZh: ChineseTexts<typeof trafficEn> = {};
