import type { DutchTexts } from '../texts.ts';
import type { channelEn } from './en.ts';

/** Nederlands, u-vorm. */
export const channelNl: DutchTexts<typeof channelEn> = {
  channelPage: { title: 'Kanaal' },
};
