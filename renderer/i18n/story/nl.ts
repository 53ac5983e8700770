import type { DutchTexts } from '../texts.ts';
import type { storyEn } from './en.ts';

/** Dutch. */
export const storyNl: DutchTexts<typeof storyEn> = {};
