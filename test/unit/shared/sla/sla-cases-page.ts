import { readFileSync } from 'node:fs';
import type { CaseStatus, SlaCaseFacts } from '#shared/domain/sla.ts';
import type { OfficeCalendar, OfficeSpan, SlaMetric } from '#shared/domain/sla-settings.ts';
import { policyTimeline, type PolicyTimeline } from '#shared/sla/policy-timeline.ts';
import { CaseTale, hourMs, minuteMs, settingsWith, type Change, type When } from './sla-facts.ts';
import { momentsShowing, weekdayName } from './wall-time.ts';

/** One row of the page, ready to be executed. */
export interface WrittenCase {
  readonly no: string;
  readonly title: string;
  readonly metric: SlaMetric;
  /** Counted from 1 as on the page; null: the newest. */
  readonly round: number | null;
  readonly facts: SlaCaseFacts;
  readonly timeline: PolicyTimeline;
  readonly readAt: number;
  readonly expected: {
    readonly deadlineAt: number | null;
    readonly usedMs: { readonly least: number; readonly most: number } | null;
    /** Null: no such clock. */
    readonly state: string | null;
  };
}

const page = readFileSync(new URL('../../../../docs/sla-cases.md', import.meta.url), 'utf8');

/** Every table of the page whose first column has this heading, as rows of cells by heading. */
function tables(firstHeading: string): Record<string, string>[] {
  const rows: Record<string, string>[] = [];
  let headings: string[] | null = null;
  for (const line of page.split('\n')) {
    if (!line.startsWith('|')) {
      headings = null;
      continue;
    }
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (headings === null) headings = cells;
    else if (headings[0] === firstHeading && !/^:?-+:?$/u.test(cells[0] ?? '')) {
      rows.push(Object.fromEntries(headings.map((heading, index) => [heading, cells[index] ?? ''])));
    }
  }
  return rows;
}

function need<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The page of cases says something unknown: ${what}`);
  return value;
}

const metrics: Readonly<Record<string, SlaMetric>> = {
  'first response': 'first_response',
  solution: 'solution',
  "agent's first answer": 'agent_first_response',
  'follow-up': 'agent_follow_up',
  idle: 'customer_idle',
};

const states: Readonly<Record<string, string | null>> = {
  running: 'running',
  'closed hours': 'closed',
  'on hold': 'held',
  met: 'attained',
  missed: 'breached',
  over: 'breached',
  'not known': 'unsure',
  'no reply': 'no_reply',
  'no result': 'void',
  'not timed': null,
};

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function spansIn(text: string): OfficeSpan[] {
  return [...text.matchAll(/(\d\d:\d\d)-(\d\d:\d\d)/gu)].map((match) => ({
    from: need(match[1], text),
    until: need(match[2], text),
  }));
}

function readCalendar(row: Record<string, string>): [string, OfficeCalendar] {
  const name = need(row['calendar'], 'calendar');
  const hours = need(row['opening hours'], name);
  const days = need(/^(\w{3})-(\w{3}) /u.exec(hours) ?? undefined, hours);
  const first = dayNames.indexOf(need(days[1], hours));
  const last = dayNames.indexOf(need(days[2], hours));
  const spans = spansIn(hours);
  if (first < 0 || last < first || spans.length === 0) throw new Error(`Opening hours not understood: ${hours}`);
  const exceptions = need(row['other days'], name)
    .split(';')
    .filter((text) => text.trim() !== '')
    .map((text) => {
      const parts = need(
        /^(\d{4}-\d\d-\d\d) (.+?) (closed|\d\d:\d\d-\d\d:\d\d)$/u.exec(text.trim()) ?? undefined,
        text,
      );
      return { date: need(parts[1], text), name: need(parts[2], text), spans: spansIn(need(parts[3], text)) };
    });
  const id = name.replace(/[^a-z]/gu, '-');
  const week = dayNames.map((_, day) => (day >= first && day <= last ? spans : []));
  return [name, { id, name, timeZone: need(row['time zone'], name), week, exceptions }];
}

const calendars = new Map(tables('calendar').map(readCalendar));
const ruleWords = new Map(
  tables('words').map((row) => {
    const value = need(row['value'], 'value');
    const rule = { [need(row['setting'], 'setting')]: value === 'true' ? true : value === 'false' ? false : value };
    return [need(row['words'], 'words'), rule] as const;
  }),
);

/** '1 h 30 min'. */
function durationIn(text: string): number {
  const parts = need(/^(?:(\d+) h)? ?(?:(\d+) min)?$/u.exec(text.trim()) ?? undefined, text);
  if (parts[1] === undefined && parts[2] === undefined) throw new Error(`No duration: ${text}`);
  return Number(parts[1] ?? 0) * hourMs + Number(parts[2] ?? 0) * minuteMs;
}

function changeIn(words: string, metric: SlaMetric): Change {
  const text = words.trim();
  if (text === '') return {};
  if (text.startsWith('target ')) return { targets: { [metric]: durationIn(text.slice('target '.length)) } };
  if (text.startsWith('calendar ')) return { calendar: need(calendars.get(text.slice('calendar '.length)), text) };
  if (text === 'timers round the clock') return { policy: { timersInOfficeHours: false } };
  return { rules: need(ruleWords.get(text), text) };
}

/** Reads times one after another: one without a date is on the day before it. */
class WallReader {
  readonly #zone: string;
  #date = '';

  constructor(zone: string) {
    this.#zone = zone;
  }

  read(text: string): { when: When; rest: string } {
    const parts = need(
      /^(?:(\w{3}) (\d{4}-\d\d-\d\d) )?(\d\d:\d\d)(?:-(\d\d:\d\d))?( \(second\))?(?: (.*))?$/u.exec(text.trim()) ??
        undefined,
      text,
    );
    const date = parts[2];
    if (date !== undefined) {
      if (weekdayName(date) !== parts[1]) throw new Error(`${date} is no ${String(parts[1])}`);
      this.#date = date;
    }
    const isSecond = parts[5] !== undefined;
    const at = this.#moment(need(parts[3], text), isSecond);
    const when: When = parts[4] === undefined ? at : [at, this.#moment(parts[4], isSecond)];
    return { when, rest: parts[6] ?? '' };
  }

  exact(text: string): number {
    const { when, rest } = this.read(text);
    if (typeof when !== 'number' || rest !== '') throw new Error(`No moment: ${text}`);
    return when;
  }

  #moment(time: string, isSecond: boolean): number {
    return need(momentsShowing(this.#zone, this.#date, time)[isSecond ? 1 : 0], `${this.#date} ${time}`);
  }
}

const statusWords: Readonly<Record<string, CaseStatus>> = {
  open: 'open',
  pending: 'pending',
  escalated: 'escalated',
  resolved: 'resolved',
  closed: 'closed',
  trashed: 'trashed',
};

interface Reading {
  readonly tale: CaseTale;
  readonly rest: { knownUntil?: number | null; asked?: boolean; caseId?: null; createdAt?: number };
  readonly versions: (Change & { readonly from: number })[];
}

function tell(reading: Reading, when: When, words: string, metric: SlaMetric, wall: WallReader): void {
  const { tale, rest, versions } = reading;
  const at = typeof when === 'number' ? when : when[1];
  const status = statusWords[words];
  const [verb, detail] = words.split(', ');
  if (status !== undefined) tale.becomes(status, when);
  else if (words.startsWith('assigned to ')) tale.assigned(words.slice('assigned to '.length), when);
  else if (words === 'unassigned') tale.assigned(null, when);
  else if (words.startsWith('new settings: ')) {
    const before = need(versions.at(-1), words);
    versions.push(joined({ ...before, from: at }, changeIn(words.slice('new settings: '.length), metric)));
  } else if (typeof when !== 'number') throw new Error(`Known exactly: ${words}`);
  else if (verb === 'customer writes') tale.writes(at, acceptedAt(detail, at, wall));
  else if (words === 'brand writes') tale.answers(at);
  else if (words === 'bot answers') tale.answers(at, 'bot');
  else if (words === 'somebody answers') tale.answers(at, 'unknown');
  else if (words === 'answer of whom CXone is asked') tale.answers(at, 'asking');
  else if (verb === 'agent answers') tale.answers(at, 'agent', acceptedAt(detail, at, wall));
  else if (words === 'idle time extended') tale.extended(at);
  else if (words === 'CXone creates the case') rest.createdAt = at;
  else if (words === 'CXone heard') rest.knownUntil = at;
  else if (words === 'CXone not heard') rest.knownUntil = null;
  else if (words === 'CXone cannot be asked') {
    rest.asked = false;
    rest.knownUntil = null;
  } else if (words === 'no case in CXone') {
    rest.caseId = null;
    rest.knownUntil = null;
  } else throw new Error(`No event: ${words}`);
}

function acceptedAt(detail: string | undefined, at: number, wall: WallReader): number | null {
  if (detail === undefined) return at;
  if (detail === 'not accepted') return null;
  return wall.exact(detail.replace('accepted ', ''));
}

function joined<T extends Change>(before: T, change: Change): T {
  return {
    ...before,
    ...change,
    rules: { ...before.rules, ...change.rules },
    targets: { ...before.targets, ...change.targets },
    policy: { ...before.policy, ...change.policy },
  };
}

function usedIn(text: string): { least: number; most: number } | null {
  if (text === '-') return null;
  const [least = '', most = least] = text.split(' to ');
  return { least: durationIn(least), most: durationIn(most) };
}

function readCase(row: Record<string, string>): WrittenCase {
  const calendar = need(calendars.get(row['calendar'] ?? ''), `calendar ${String(row['calendar'])}`);
  const [clock = '', round] = need(row['clock'], 'clock').split(', round ');
  const metric = need(metrics[clock], clock);
  const settings = need(row['settings'], 'settings').split(';');
  const first = settings.reduce<Change & { from: number }>((sum, words) => joined(sum, changeIn(words, metric)), {
    calendar,
    from: 0,
  });
  const reading: Reading = { tale: new CaseTale(), rest: {}, versions: [first] };
  const wall = new WallReader(calendar.timeZone);
  for (const event of need(row['events'], 'events').split(';')) {
    const { when, rest } = wall.read(event);
    tell(reading, when, rest, metric, wall);
  }
  const readAt = wall.exact(need(row['read at'], 'read at'));
  const state = need(row['it says'], 'it says');
  if (!(state in states)) throw new Error(`No state: ${state}`);
  return {
    no: need(row['no.'], 'no.'),
    title: need(row['what happens'], 'what happens'),
    metric,
    round: round === undefined ? null : Number(round),
    facts: reading.tale.facts(readAt, reading.rest),
    timeline: policyTimeline(
      reading.versions.map((version, index) => ({
        id: `v${String(index + 1)}`,
        settings: settingsWith(version),
        appliesFrom: version.from,
      })),
    ),
    readAt,
    expected: {
      deadlineAt: row['deadline'] === '-' ? null : wall.exact(need(row['deadline'], 'deadline')),
      usedMs: usedIn(need(row['used'], 'used')),
      state: states[state] ?? null,
    },
  };
}

/** All cases of the page. Throws at the first word that is not understood. */
export function writtenCases(): WrittenCase[] {
  return tables('no.').map(readCase);
}
