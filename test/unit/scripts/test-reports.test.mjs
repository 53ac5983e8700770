import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest, countsLine, verdictOf } from '../../../scripts/lib/test-reports.mjs';
import { testTable } from '../../../scripts/lib/test-table.mjs';

/**
 * @param {string} status of the file
 * @param {...string} tests statuses
 */
const file = (status, ...tests) => ({ status, assertionResults: tests.map((test) => ({ status: test })) });

describe('counting tests', () => {
  it('reads Vitest’s report', () => {
    const report = {
      testResults: [file('passed', 'passed', 'passed', 'skipped', 'todo'), file('failed', 'passed', 'failed')],
    };
    expect(countVitest(JSON.stringify(report))).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    expect(countVitest(JSON.stringify({ testResults: [file('failed')] }))).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    });
  });

  it('reads Playwright’s report, where a second try is no pass and trouble outside tests counts', () => {
    const report = { stats: { expected: 5, skipped: 1, unexpected: 2, flaky: 1 }, errors: [{ message: 'no config' }] };
    expect(countPlaywright(JSON.stringify(report))).toEqual({ passed: 5, failed: 4, skipped: 1 });
  });

  it('fails a part that crashed, ran nothing, or ended badly without saying why', () => {
    const passed = { passed: 3, failed: 0, skipped: 0 };
    expect(verdictOf(0, passed)).toMatchObject({ ok: true, counts: passed });
    expect(verdictOf(139, undefined)).toMatchObject({ ok: false, counts: { failed: 1 } });
    expect(verdictOf(1, passed)).toMatchObject({ ok: false, counts: { passed: 3, failed: 1 } });
    expect(verdictOf(0, { passed: 0, failed: 0, skipped: 4 })).toMatchObject({
      ok: false,
      counts: { failed: 1 },
      note: 'no test ran',
    });
    expect(verdictOf(0, { passed: 3, failed: 1, skipped: 0 })).toMatchObject({ ok: false });
  });

  it('ends in one line that machines read', () => {
    expect(countsLine({ passed: 120, failed: 0, skipped: 3 })).toBe('120 passed, 0 failed, 3 skipped');
  });

  it('is shown as a table, with empty cells for checks', () => {
    const none = { passed: 0, failed: 0, skipped: 0 };
    const rows = [
      { name: 'types', elapsed: '9.1 s', note: 'ok', counts: none },
      { name: 'unit', elapsed: '12.0 s', note: 'ok', counts: { ...none, passed: 120 } },
    ];
    expect(testTable(rows).split('\n')).toEqual([
      'part   passed  failed  skipped    time',
      'types                            9.1 s  ok',
      'unit      120       0        0  12.0 s  ok',
    ]);
  });
});
