import type { SlaMoment, SlaReading, SlaRow } from '#shared/domain/sla.ts';
import type { SlaMetric } from '#shared/domain/sla-settings.ts';
import type { OfficeHours } from '#shared/sla/office-hours.ts';
import { assertNever } from '#shared/lib/assert-never.ts';
import type { Format } from '../format.ts';
import type { Sign, Tone } from '../tone.ts';

export type ClockWord =
  'on_time' | 'at_risk' | 'due' | 'missed' | 'over' | 'stands' | 'held' | 'unsure' | 'attained' | 'no_reply' | 'void';

/** How a clock looks at one moment. Its word stands under `sla.state` in the texts. */
export interface ClockView {
  readonly word: ClockWord;
  readonly tone: Tone;
  readonly sign: Sign;
  /** Office time left, ms; null when it has no meaning. */
  readonly leftMs: number | null;
  /** Office time over the target, ms; null unless it was missed. */
  readonly overMs: number | null;
  /** Share of the target used, 0 to 1. */
  readonly share: number;
  readonly deadlineAt: number | null;
  /** While it stands because it is closed: when it goes on; null when that is never, or it does not stand. */
  readonly opensAt: number | null;
  /** It does not go on. */
  readonly ended: boolean;
}

type Look = Pick<ClockView, 'word' | 'tone' | 'sign'>;

const looks: Readonly<Record<ClockWord, Look>> = {
  on_time: { word: 'on_time', tone: 'ok', sign: 'dot' },
  at_risk: { word: 'at_risk', tone: 'warn', sign: 'half' },
  due: { word: 'due', tone: 'bad', sign: 'ring' },
  missed: { word: 'missed', tone: 'bad', sign: 'triangle' },
  over: { word: 'over', tone: 'idle', sign: 'ring' },
  stands: { word: 'stands', tone: 'idle', sign: 'bars' },
  held: { word: 'held', tone: 'idle', sign: 'bars' },
  unsure: { word: 'unsure', tone: 'unsure', sign: 'question' },
  attained: { word: 'attained', tone: 'ok', sign: 'check' },
  no_reply: { word: 'no_reply', tone: 'idle', sign: 'ring' },
  void: { word: 'void', tone: 'idle', sign: 'ring' },
};

const within = (share: number): number => Math.min(1, Math.max(0, share));

function going(reading: SlaReading, hours: OfficeHours, now: number): ClockView {
  const { deadlineAt, targetMs } = reading;
  const leftMs = deadlineAt === null ? Math.max(0, targetMs - reading.usedMs.most) : hours.openMs(now, deadlineAt);
  const share = targetMs === 0 ? 1 : within(1 - leftMs / targetMs);
  const shared = { leftMs, overMs: null, share, deadlineAt, ended: false } as const;
  // The window only counts down. That a target was missed is for the relay to say: CXone may know of a timely answer.
  if (deadlineAt !== null && deadlineAt <= now) return { ...looks.due, ...shared, opensAt: null };
  const warned = reading.grade !== 'normal' || reading.warnAt.some((at) => at <= now);
  if (!hours.isOpen(now)) {
    const look = warned ? { ...looks.stands, tone: 'warn' as const } : looks.stands;
    return { ...look, ...shared, opensAt: hours.nextChange(now) };
  }
  return { ...(warned ? looks.at_risk : looks.on_time), ...shared, opensAt: null };
}

/** What to say of a clock that was read a little earlier, counted on in the hours it runs in. */
export function clockView(reading: SlaReading, hours: OfficeHours, now: number): ClockView {
  const { state, targetMs, usedMs, deadlineAt } = reading;
  const share = targetMs === 0 ? 1 : within(usedMs.most / targetMs);
  const ended = reading.endedAt !== null;
  const still = { leftMs: null, overMs: null, share, deadlineAt, opensAt: null, ended } as const;
  switch (state) {
    case 'running':
    case 'closed':
      return going(reading, hours, now);
    case 'held':
      return { ...looks.held, ...still, leftMs: Math.max(0, targetMs - usedMs.most) };
    case 'unsure':
      return { ...looks.unsure, ...still };
    case 'breached': {
      // The customer is taken for gone: nobody missed anything.
      if (reading.metric === 'customer_idle') return { ...looks.over, ...still, share: 1 };
      const overMs =
        reading.breachedAt === null ? 0 : hours.openMs(reading.breachedAt, reading.endedAt?.earliest ?? now);
      return { ...looks.missed, ...still, overMs, share: 1 };
    }
    case 'attained':
    case 'no_reply':
    case 'void':
      return { ...looks[state], ...still };
    default:
      return assertNever(state);
  }
}

const order: readonly ClockWord[] = [
  'missed',
  'due',
  'unsure',
  'at_risk',
  'on_time',
  'stands',
  'held',
  'over',
  'no_reply',
  'void',
  'attained',
];

/** Lower is worse. */
export const clockRank = (word: ClockWord): number => order.indexOf(word);

const goesOn = (reading: SlaReading): boolean => reading.endedAt === null;

/** The clock a row is about: that of the metric asked for, else the one that decides the row's place. */
export function chiefClock(row: Pick<SlaRow, 'clocks' | 'next'>, metric: SlaMetric | null): SlaReading | null {
  const wanted = metric ?? row.next?.metric ?? null;
  const chosen = row.clocks.find((one) => one.metric === wanted);
  return chosen ?? row.clocks.find(goesOn) ?? row.clocks[0] ?? null;
}

/** Readings this little apart are one moment. */
const exactMs = 1_000;

export const isExact = ({ earliest, latest }: SlaMoment): boolean => latest - earliest <= exactMs;

/**
 * A moment known exactly as "14:02", another as its two ends, "14:02" and "14:03", with seconds where the minutes would
 * be the same.
 */
export function momentParts(
  moment: SlaMoment,
  format: Pick<Format, 'moment' | 'timeOfDay' | 'shortTime'>,
  now: number,
): { readonly time: string } | { readonly from: string; readonly until: string } {
  const { earliest, latest } = moment;
  const time = format.moment(earliest, now);
  if (isExact(moment)) return { time };
  const sameDay = new Date(earliest).toDateString() === new Date(latest).toDateString();
  const until = sameDay ? format.shortTime(latest) : format.moment(latest, now);
  if (format.shortTime(earliest) !== format.shortTime(latest) || !sameDay) return { from: time, until };
  return {
    from: time.replace(format.shortTime(earliest), format.timeOfDay(earliest)),
    until: format.timeOfDay(latest),
  };
}
