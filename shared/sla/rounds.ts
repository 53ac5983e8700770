import type { MessageId } from '../domain/ids.ts';
import type { SlaMessage, SlaMoment, SlaReading } from '../domain/sla.ts';
import type { SlaMetric } from '../domain/sla-settings.ts';

export type RoundMark = SlaReading['startedBy'];

/** Time in which a clock runs, by the events alone: office hours are counted inside it. `until` null: it goes on. */
export interface Run {
  readonly from: SlaMoment;
  until: SlaMoment | null;
  /** What holds the clock after it; null while it runs, and at the end of the round. */
  heldBy: string | null;
}

/**
 * How a round ended. result: the awaited thing happened. no_reply: no answer is due any more. missed: a rule says that
 * ending like this counts as missed. void: overtaken by something else.
 */
export interface RoundEnd {
  readonly at: SlaMoment;
  readonly by: RoundMark;
  readonly as: 'result' | 'no_reply' | 'missed' | 'void';
}

/** One course of one clock, as the events tell it: no target, no office hours and no "now" in it. */
export interface Round {
  readonly metric: SlaMetric;
  readonly round: number;
  start: SlaMoment;
  startedBy: RoundMark;
  /** Oldest first. */
  runs: Run[];
  end: RoundEnd | null;
  /** An answer came then, and CXone is still being asked who wrote it. */
  maybeEndAt: number | null;
}

export function exactly(at: number): SlaMoment {
  return { earliest: at, latest: at };
}

export function byMessage(message: Pick<SlaMessage, 'messageId'>): RoundMark {
  return { kind: 'message', messageId: message.messageId };
}

export function byCxone(kind: 'case' | 'assignment' | 'status'): { kind: typeof kind; messageId: MessageId | null } {
  return { kind, messageId: null };
}

export function beginRound(metric: SlaMetric, round: number, start: SlaMoment, startedBy: RoundMark): Round {
  return {
    metric,
    round,
    start,
    startedBy,
    runs: [{ from: start, until: null, heldBy: null }],
    end: null,
    maybeEndAt: null,
  };
}

/** The run that goes on; undefined while the clock is held or has ended. */
export function openRun(round: Round): Run | undefined {
  const last = round.runs.at(-1);
  return last?.until === null ? last : undefined;
}

export function holdRound(round: Round, at: SlaMoment, by: string): void {
  const run = openRun(round);
  if (run === undefined) return;
  run.until = at;
  run.heldBy = by;
}

export function resumeRound(round: Round, at: SlaMoment): void {
  if (openRun(round) === undefined) round.runs.push({ from: at, until: null, heldBy: null });
}

export function endRound(round: Round, at: SlaMoment, by: RoundMark, as: RoundEnd['as']): void {
  const run = openRun(round);
  if (run !== undefined) run.until = at;
  round.end = { at, by, as };
}
