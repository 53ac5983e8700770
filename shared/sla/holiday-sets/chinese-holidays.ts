import { dateOf, dayNoOf } from '../zone-time.ts';

/** One holiday as the State Council arranges it: days off in a row, and days of the weekend that are worked instead. */
interface Arranged {
  readonly name: string;
  readonly first: string;
  readonly last: string;
  readonly worked: readonly string[];
}

/**
 * General Office of the State Council, notices on the arrangement of holidays: 国办发明电〔2023〕7号 for 2024,
 * 国办发明电〔2024〕12号 for 2025, 国办发明电〔2025〕7号 for 2026. Each year has its own; there is no rule to work out the next.
 */
const arranged: Readonly<Record<number, readonly Arranged[]>> = {
  2024: [
    { name: '元旦', first: '2024-01-01', last: '2024-01-01', worked: [] },
    { name: '春节', first: '2024-02-10', last: '2024-02-17', worked: ['2024-02-04', '2024-02-18'] },
    { name: '清明节', first: '2024-04-04', last: '2024-04-06', worked: ['2024-04-07'] },
    { name: '劳动节', first: '2024-05-01', last: '2024-05-05', worked: ['2024-04-28', '2024-05-11'] },
    { name: '端午节', first: '2024-06-10', last: '2024-06-10', worked: [] },
    { name: '中秋节', first: '2024-09-15', last: '2024-09-17', worked: ['2024-09-14'] },
    { name: '国庆节', first: '2024-10-01', last: '2024-10-07', worked: ['2024-09-29', '2024-10-12'] },
  ],
  2025: [
    { name: '元旦', first: '2025-01-01', last: '2025-01-01', worked: [] },
    { name: '春节', first: '2025-01-28', last: '2025-02-04', worked: ['2025-01-26', '2025-02-08'] },
    { name: '清明节', first: '2025-04-04', last: '2025-04-06', worked: [] },
    { name: '劳动节', first: '2025-05-01', last: '2025-05-05', worked: ['2025-04-27'] },
    { name: '端午节', first: '2025-05-31', last: '2025-06-02', worked: [] },
    { name: '国庆节、中秋节', first: '2025-10-01', last: '2025-10-08', worked: ['2025-09-28', '2025-10-11'] },
  ],
  2026: [
    { name: '元旦', first: '2026-01-01', last: '2026-01-03', worked: ['2026-01-04'] },
    { name: '春节', first: '2026-02-15', last: '2026-02-23', worked: ['2026-02-14', '2026-02-28'] },
    { name: '清明节', first: '2026-04-04', last: '2026-04-06', worked: [] },
    { name: '劳动节', first: '2026-05-01', last: '2026-05-05', worked: ['2026-05-09'] },
    { name: '端午节', first: '2026-06-19', last: '2026-06-21', worked: [] },
    { name: '中秋节', first: '2026-09-25', last: '2026-09-27', worked: [] },
    { name: '国庆节', first: '2026-10-01', last: '2026-10-07', worked: ['2026-09-20', '2026-10-10'] },
  ],
};

/** Years whose arrangement is in here. */
export const chineseYears: readonly number[] = Object.keys(arranged).map(Number);

/** One day of an arrangement: off, or a day of the weekend on which people work. */
export interface ChineseDay {
  readonly date: string;
  readonly name: string;
  readonly isWorked: boolean;
}

/** Public holidays of mainland China with their make-up working days; empty for a year that is not in `chineseYears`. */
export function chineseDays(year: number): readonly ChineseDay[] {
  return (arranged[year] ?? []).flatMap(({ name, first, last, worked }) => {
    const from = dayNoOf(first) ?? 0;
    const length = (dayNoOf(last) ?? 0) - from + 1;
    return [
      ...Array.from({ length }, (_, day) => ({ date: dateOf(from + day), name, isWorked: false })),
      ...worked.map((date) => ({ date, name: `${name}（上班）`, isWorked: true })),
    ];
  });
}
