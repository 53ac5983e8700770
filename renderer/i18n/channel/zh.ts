import type { ChineseTexts } from '../texts.ts';
import type { channelEn } from './en.ts';

/** 中文。 */
export const channelZh: ChineseTexts<typeof channelEn> = {
  channelPage: { title: '渠道' },
};
