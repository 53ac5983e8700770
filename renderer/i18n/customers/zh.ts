import type { ChineseTexts } from '../texts.ts';
import type { customersEn } from './en.ts';

/** Chinese. */
export const customersZh: ChineseTexts<typeof customersEn> = {};
