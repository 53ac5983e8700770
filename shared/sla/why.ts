import type { SlaCaseFacts, SlaReading, SlaWhy, SlaWhyStep } from '../domain/sla.ts';
import type { OfficeCalendar } from '../domain/sla-settings.ts';
import { roundsOf } from './case-clocks.ts';
import type { OfficeHours } from './office-hours.ts';
import { alwaysOpen } from './office-hours.ts';
import { hoursOf, partAt, type PolicyPart, type PolicyTimeline } from './policy-timeline.ts';
import type { Round } from './rounds.ts';
import { wallClock } from './zone-time.ts';

const mostSteps = 120;
/** Stretches of a calendar are fetched so many at a time. */
const pageSize = 2_000;
/** Exceptions named at one closed stretch. */
const mostNames = 3;

interface Mark {
  readonly at: number;
  readonly kind: 'policy_changed' | 'target' | 'now' | 'end';
  readonly note: string | null;
}

/**
 * How a reading's figures come about, step by step, by the surest count: while it goes on, on to its deadline. The sum at
 * 'target' is the time used when the target was reached, the sum at 'now' or 'end' the time used.
 */
export function explain(facts: SlaCaseFacts, timeline: PolicyTimeline, reading: SlaReading, now: number): SlaWhy {
  const parts = timeline.parts(facts.channelId);
  const round = roundsOf(facts, parts).find((one) => one.metric === reading.metric && one.round === reading.round);
  const judgedAt = reading.breachedAt ?? reading.endedAt?.latest ?? now;
  const { at } = partAt(parts, judgedAt);
  const all = round === undefined ? [] : stepsOf(round, parts, reading, now);
  const steps = newestOf(all);
  return {
    reading,
    policy: at.from,
    calendarName: at.calendar.name,
    timeZone: at.calendar.timeZone,
    rules: at.policy.rules,
    steps,
    stepsLeftOut: all.length - steps.length,
  };
}

function stepsOf(round: Round, parts: readonly PolicyPart[], reading: SlaReading, now: number): SlaWhyStep[] {
  const begin = round.start.latest;
  const stop = round.end?.at.earliest ?? now;
  const horizon = round.end === null ? Math.max(stop, reading.deadlineAt ?? 0) : stop;
  const marks = marksOf(round, parts, reading, { begin, stop, horizon });
  const steps: SlaWhyStep[] = [point('start', begin, 0, null)];
  let sumMs = 0;

  function passMarks(until: number): void {
    for (let mark = marks[0]; mark !== undefined && mark.at <= until; mark = marks[0]) {
      steps.push(point(mark.kind, mark.at, sumMs, mark.note));
      marks.shift();
    }
  }

  function walk(from: number, until: number, emit: (from: number, until: number) => void): void {
    for (let at = from; at < until;) {
      passMarks(at);
      const end = Math.min(until, marks[0]?.at ?? Infinity);
      emit(at, end);
      at = end;
    }
  }

  function count(from: number, until: number): void {
    const part = partAt(parts, from).at;
    const hours = hoursOf(part, round.metric);
    const calendar = hours === alwaysOpen ? null : part.calendar;
    for (const step of openAndClosed(hours, from, until)) {
      sumMs += step.isOpen ? step.until - step.from : 0;
      steps.push({
        kind: step.isOpen ? 'open' : 'closed',
        from: step.from,
        until: step.until,
        countedMs: step.isOpen ? step.until - step.from : 0,
        sumMs,
        note: calendar === null ? null : exceptionsOn(calendar, step.from, step.until),
      });
    }
  }

  let edge = begin;
  let heldBy: string | null = null;
  const stand = (from: number, until: number): void => {
    steps.push({ kind: 'held', from, until, countedMs: 0, sumMs, note: heldBy });
  };
  for (const run of round.runs) {
    const from = Math.min(run.from.latest, horizon);
    const until = Math.min(run.until?.earliest ?? Infinity, horizon);
    walk(edge, from, stand);
    walk(Math.max(edge, from), until, count);
    edge = Math.max(edge, from, until);
    heldBy = run.heldBy;
  }
  walk(edge, horizon, stand);
  passMarks(Infinity);
  return steps;
}

function marksOf(
  round: Round,
  parts: readonly PolicyPart[],
  reading: SlaReading,
  span: { readonly begin: number; readonly stop: number; readonly horizon: number },
): Mark[] {
  const marks: Mark[] = [];
  for (const part of parts) {
    if (part.from <= span.begin || part.from > span.horizon) continue;
    marks.push({ at: part.from, kind: 'policy_changed', note: part.at.versionId });
  }
  const target = reading.breachedAt ?? reading.deadlineAt;
  if (target !== null && target <= span.horizon) marks.push({ at: target, kind: 'target', note: null });
  marks.push({ at: Math.max(span.stop, span.begin), kind: round.end === null ? 'now' : 'end', note: null });
  return marks.sort((a, b) => a.at - b.at);
}

function point(kind: SlaWhyStep['kind'], at: number, sumMs: number, note: string | null): SlaWhyStep {
  return { kind, from: at, until: at, countedMs: 0, sumMs, note };
}

function openAndClosed(
  hours: OfficeHours,
  from: number,
  until: number,
): { readonly from: number; readonly until: number; readonly isOpen: boolean }[] {
  const found: { from: number; until: number; isOpen: boolean }[] = [];
  let at = from;
  while (at < until) {
    const page = hours.stretches(at, until, pageSize);
    for (const open of page) {
      if (open.from > at) found.push({ from: at, until: open.from, isOpen: false });
      const last = found.at(-1);
      if (last?.isOpen === true && last.until === open.from) last.until = open.until;
      else found.push({ from: open.from, until: open.until, isOpen: true });
      at = open.until;
    }
    if (page.length < pageSize) break;
  }
  if (at < until) found.push({ from: at, until, isOpen: false });
  return found;
}

function exceptionsOn(calendar: OfficeCalendar, from: number, until: number): string | null {
  if (calendar.exceptions.length === 0) return null;
  const first = wallClock(calendar.timeZone, from).date;
  const last = wallClock(calendar.timeZone, until - 1).date;
  const names = calendar.exceptions
    .filter(({ date }) => date >= first && date <= last)
    .map(({ name, date }) => (name === '' ? date : name));
  return names.length === 0 ? null : [...new Set(names)].slice(0, mostNames).join(', ');
}

/** The newest of too many: opened and closed hours go first, oldest first; the start stays. */
function newestOf(steps: readonly SlaWhyStep[]): SlaWhyStep[] {
  let tooMany = steps.length - mostSteps;
  const kept = steps.filter((step) => {
    if (tooMany <= 0 || (step.kind !== 'open' && step.kind !== 'closed')) return true;
    tooMany -= 1;
    return false;
  });
  const [start] = kept;
  if (kept.length <= mostSteps || start === undefined) return kept;
  return [start, ...kept.slice(kept.length - mostSteps + 1)];
}
