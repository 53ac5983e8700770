import type { ChineseTexts } from '../texts.ts';
import type { incidentsEn } from './en.ts';

/** 中文。 */
export const incidentsZh: ChineseTexts<typeof incidentsEn> = {
  incidentsPage: { title: '事件' },
};
