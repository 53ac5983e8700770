import { describe, expect, it } from 'vitest';
import { demoFault, lineSplitter, readSummaryLine } from '../../../scripts/lib/demo-summary.mjs';

describe('the summary of a demo run', () => {
  it('is the JSON line that says so', () => {
    expect(readSummaryLine('{"event":"demo-summary","lost":0,"inbound":12}')).toMatchObject({ lost: 0, inbound: 12 });
  });

  it.each([
    ['listening'],
    ['{"event":"ready"}'],
    ['{"event":"demo-summary"}'],
    ['{"event":"demo-summary","lost":"0"}'],
    ['{broken'],
    ['null'],
    [''],
  ])('is not %s', (line) => {
    expect(readSummaryLine(line)).toBeUndefined();
  });

  it('makes the run good only with exit code 0 and nothing lost', () => {
    const summary = { event: /** @type {const} */ ('demo-summary'), lost: 0 };
    expect(demoFault(0, summary)).toBeUndefined();
    expect(demoFault(0, { ...summary, lost: 2 })).toBe('2 messages were lost');
    expect(demoFault(1, summary)).toBe('the app ended with exit code 1');
    expect(demoFault(0, undefined)).toBe('the app ended without a summary');
  });

  it('is found however the stream is cut', () => {
    /** @type {string[]} */
    const lines = [];
    const splitter = lineSplitter((line) => lines.push(line));
    for (const piece of ['one\ntw', 'o\r\n{"ev', 'ent":1}']) splitter.push(piece);
    splitter.end();
    expect(lines).toEqual(['one', 'two', '{"event":1}']);
  });
});
