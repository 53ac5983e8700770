import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { csvCell, csvFile } from '#main/app/report/csv-cell.ts';
import { dateInZone, isoInZone } from '#main/app/report/iso-in-zone.ts';
import { attainedPercent, reportCsv } from '#main/app/report/report-csv.ts';
import { createSaveReport } from '#main/app/save-report.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import type { SlaFigures, SlaReport } from '#shared/domain/sla-report.ts';

const figures = (part: Partial<SlaFigures> = {}): SlaFigures => ({
  attained: 90,
  missedPeople: 6,
  missedOutage: 4,
  noReply: 2,
  unsure: 1,
  p50Ms: 300_000,
  p90Ms: 1_700_400,
  p95Ms: null,
  ...part,
});
const lines = [{ metric: 'first_response' as const, figures: figures() }];
const report: SlaReport = {
  query: {
    channelIds: [ChannelId.parse('shop')],
    from: Date.parse('2026-03-22T23:00:00Z'),
    until: Date.parse('2026-03-29T22:00:00Z'),
    timeZone: 'Europe/Amsterdam',
  },
  madeAt: Date.parse('2026-03-30T08:00:00Z'),
  total: lines,
  byChannel: [{ channelId: ChannelId.parse('shop'), channelName: '=HYPERLINK("x";1)', lines, outageMinutes: 12.4 }],
  byWeek: [{ week: '2026-03-23', lines, outageMinutes: 12.4 }],
  byDay: [{ date: '2026-03-23', lines, outageMinutes: 0 }],
  byWeekday: [{ weekday: 0, lines }],
  byHour: [{ hour: 9, lines }],
  heat: [{ weekday: 0, hour: 9, metric: 'first_response', attained: 3, missedPeople: 1, missedOutage: 0 }],
  cut: true,
  counted: 103,
};

/** Reads separated values back as a spreadsheet program would. */
function read(text: string, separator: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === separator || sign === '\r') {
      rows.at(-1)?.push(cell);
      cell = '';
      if (sign === '\r') {
        at += 1;
        rows.push([]);
      }
    } else cell += sign;
  }
  return rows.slice(0, -1);
}

describe('a cell', () => {
  it('is never taken for a formula', () => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '＝1', '\uFEFF=1']) {
      expect(read(csvFile([[text]], ','), ',')).toEqual([[`'${text}`]]);
    }
    expect(csvCell(-1, ',')).toBe('-1');
  });

  it('comes back as it was, whatever stands in it', () => {
    const text = fc
      .string({ unit: 'binary' })
      .filter((one) => !/^[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u.test(one));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), fc.constantFrom(',', ';'), (rows, separator) => {
        expect(read(csvFile(rows, separator), separator)).toEqual(rows);
      }),
    );
  });
});

describe('a report as a table', () => {
  it.each([
    ['en', ','],
    ['nl', ';'],
    ['zh', ','],
  ] as const)('has as many cells in each row and every part, in %s', (language, separator) => {
    const rows = read(reportCsv(report, language), separator);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([14]));
    expect(new Set(rows.slice(1).map(([section]) => section)).size).toBe(8);
    expect(rows.flat().join(' ')).not.toMatch(/undefined|null|NaN/u);
  });

  it('counts apart what people and what outages missed, in whole numbers and dates of the zone', () => {
    const rows = read(reportCsv(report, 'en'), ',');
    const of = (section: string): string[] | undefined => rows.find(([first]) => first === section);
    expect(of('total')).toEqual([
      'total',
      '',
      'all channels',
      'first response',
      '90',
      '6',
      '4',
      '2',
      '1',
      '90',
      '300',
      '1700',
      '',
      '',
    ]);
    expect(of('channel')?.slice(1, 3)).toEqual(['shop', `'=HYPERLINK("x";1)`]);
    expect(of('channel')?.at(-1)).toBe('12');
    expect(of('weekday and hour')?.slice(1, 10)).toEqual([
      '1-9',
      'Monday 09:00',
      'first response',
      '3',
      '1',
      '0',
      '',
      '',
      '75',
    ]);
    const about = rows.filter(([first]) => first === 'report').map((row) => row.slice(1, 3));
    expect(about).toContainEqual(['from', '2026-03-23T00:00:00+01:00']);
    // The clock went forward in between.
    expect(about).toContainEqual(['until', '2026-03-30T00:00:00+02:00']);
    expect(rows.flat().join(' ')).toContain('not whole');
  });

  it('says a hundred percent only when nothing was missed, and nothing when nothing ended', () => {
    expect(attainedPercent(figures({ attained: 9_999, missedPeople: 1, missedOutage: 0 }))).toBe(99);
    expect(attainedPercent(figures({ attained: 5, missedPeople: 0, missedOutage: 0 }))).toBe(100);
    expect(attainedPercent(figures({ attained: 0, missedPeople: 0, missedOutage: 0 }))).toBeNull();
  });

  it('writes moments in any zone, and in UTC where there is no such zone', () => {
    expect(isoInZone(0, 'Asia/Kolkata')).toBe('1970-01-01T05:30:00+05:30');
    expect(isoInZone(0, 'UTC')).toBe('1970-01-01T00:00:00+00:00');
    expect(isoInZone(0, 'Nowhere/Land')).toBe('1970-01-01T00:00:00+00:00');
    expect(dateInZone(Date.parse('2026-03-22T23:00:00Z'), 'Europe/Amsterdam')).toBe('2026-03-23');
  });
});

describe('saving a report', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'veerpont-report-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const saving = (path: string | null) => {
    const asked: string[] = [];
    const save = createSaveReport({
      askPath: ({ defaultPath, extension }) => {
        asked.push(defaultPath, extension);
        return Promise.resolve(path);
      },
      folder: () => folder,
      language: () => 'nl',
      printPage: () => {
        asked.push('printed');
        return Promise.resolve(new Uint8Array([37, 80, 68, 70]));
      },
    });
    return { save, asked };
  };

  it('writes the table in the language of the console where the person wants it', async () => {
    const path = join(folder, 'mine.csv');
    const { save, asked } = saving(path);
    expect(await save.csv(report)).toBe(path);
    expect(readFileSync(path, 'utf8')).toBe(reportCsv(report, 'nl'));
    expect([...readFileSync(path).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(asked).toEqual([join(folder, 'veerpont-sla-2026-03-23-2026-03-29.csv'), 'csv']);
  });

  it('prints the page as it was asked, before the person chooses where', async () => {
    const path = join(folder, 'mine.pdf');
    const { save, asked } = saving(path);
    expect(await save.pdf(report.query)).toBe(path);
    expect(readFileSync(path, 'utf8')).toBe('%PDF');
    expect(asked).toEqual(['printed', join(folder, 'veerpont-sla-2026-03-23-2026-03-29.pdf'), 'pdf']);
  });

  it('writes nothing when it was called off, and says where it could not be written', async () => {
    expect(await saving(null).save.csv(report)).toBeNull();
    expect(await saving(null).save.pdf(report.query)).toBeNull();
    const path = join(folder, 'not-there', 'mine.csv');
    await expect(saving(path).save.csv(report)).rejects.toMatchObject({ code: 'FILE_NOT_SAVED', value: path });
  });
});
