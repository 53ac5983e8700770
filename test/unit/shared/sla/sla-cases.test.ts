import { describe, expect, it } from 'vitest';
import { readClocks } from '#shared/sla/case-clocks.ts';
import { explain } from '#shared/sla/why.ts';
import { writtenCases } from './sla-cases-page.ts';

const cases = writtenCases();

describe('the page of SLA cases', () => {
  it('holds its cases, numbered without a gap', () => {
    expect(cases.length).toBeGreaterThanOrEqual(40);
    expect(cases.map(({ no }) => no)).toEqual(cases.map((_, index) => String(index + 1)));
  });

  it.each(cases)('$no: $title', ({ facts, timeline, readAt, metric, round, expected }) => {
    const readings = readClocks(facts, timeline, readAt).filter((one) => one.metric === metric);
    const reading = round === null ? readings.at(-1) : readings.find((one) => one.round === round - 1);
    expect({
      state: reading?.state ?? null,
      deadlineAt: reading?.deadlineAt ?? null,
      usedMs: reading?.usedMs ?? null,
    }).toEqual(expected);
    if (reading === undefined) return;
    const why = explain(facts, timeline, reading, readAt);
    const last = why.steps.findLast(({ kind }) => kind === 'now' || kind === 'end');
    expect(last?.sumMs, 'the explanation comes to the same sum').toBe(reading.usedMs.least);
  });
});
