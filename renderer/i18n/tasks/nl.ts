import type { DutchTexts } from '../texts.ts';
import type { tasksEn } from './en.ts';

/** Dutch. */
export const tasksNl: DutchTexts<typeof tasksEn> = {};
