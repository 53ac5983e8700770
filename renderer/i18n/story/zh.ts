import type { ChineseTexts } from '../texts.ts';
import type { storyEn } from './en.ts';

/** Chinese. */
export const storyZh: ChineseTexts<typeof storyEn> = {};
