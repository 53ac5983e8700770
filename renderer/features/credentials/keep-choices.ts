import type { Texts } from '#renderer/lib/texts-context.tsx';

/** For how many hours the earlier one may be accepted beside a new one. */
export const keepChoices = ['0', '1', '24', '72', '168'] as const;
export type KeepChoice = (typeof keepChoices)[number];

const hoursADay = 24;

export function keepWords(t: Texts['t'], choice: KeepChoice): string {
  const hours = Number(choice);
  if (hours === 0) return t('credentials.entry.keepChoice.none');
  return hours <= hoursADay
    ? t('credentials.entry.keepChoice.hours', { count: hours })
    : t('credentials.entry.keepChoice.days', { count: hours / hoursADay });
}
