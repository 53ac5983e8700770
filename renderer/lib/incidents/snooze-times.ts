const minute = 60_000;

/** Eight in the morning of the next day, by this computer's clock and zone, epoch ms. Before eight it is still tomorrow's. */
export function tomorrowMorning(now: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + 1);
  day.setHours(8, 0, 0, 0);
  return day.getTime();
}

export const snoozeChoices = ['snooze15', 'snooze60', 'snoozeMorning'] as const;
export type SnoozeChoice = (typeof snoozeChoices)[number];

/** When reminders go on, epoch ms. */
export function snoozedUntil(choice: SnoozeChoice, now: number): number {
  switch (choice) {
    case 'snooze15':
      return now + 15 * minute;
    case 'snooze60':
      return now + 60 * minute;
    case 'snoozeMorning':
      return tomorrowMorning(now);
  }
}
