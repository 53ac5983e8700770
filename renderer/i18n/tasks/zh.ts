import type { ChineseTexts } from '../texts.ts';
import type { tasksEn } from './en.ts';

/** Chinese. */
export const tasksZh: ChineseTexts<typeof tasksEn> = {};
