import type { SlaSettingsView } from '#shared/contract/sla-contract.ts';
import { MessageId } from '#shared/domain/ids.ts';
import type {
  SlaBreach,
  SlaCaseFacts,
  SlaCaseStory,
  SlaMoment,
  SlaReading,
  SlaRow,
  SlaSummary,
  SlaWhy,
} from '#shared/domain/sla.ts';
import type { SlaReport, SlaReportQuery } from '#shared/domain/sla-report.ts';
import type { OfficeCalendar, SlaPolicy, SlaSettings, SlaVersion } from '#shared/domain/sla-settings.ts';
import { channelId, hour, minute, present } from './fake-data.ts';

const day = 24 * hour;

/** Open all week from 09:00 to 17:30, so that the made-up present (a Sunday, 15:32 in Amsterdam) lies inside. */
export const aCalendar = (part: Partial<OfficeCalendar> = {}): OfficeCalendar => ({
  id: 'office',
  name: 'Office hours',
  timeZone: 'Europe/Amsterdam',
  week: Array.from({ length: 7 }, () => [{ from: '09:00', until: '17:30' }]),
  exceptions: [],
  ...part,
});

const target = (enabled: boolean, targetMs: number) => ({ enabled, targetMs });

export const aPolicy = (part: Partial<SlaPolicy> = {}): SlaPolicy => ({
  calendarId: 'office',
  firstResponse: target(true, 30 * minute),
  solution: target(true, 8 * hour),
  rules: {
    requestFrom: 'customer_message',
    botAnswersCount: false,
    unknownAuthorCounts: true,
    answeredWhen: 'agent_sent',
    waitingForCustomer: 'runs_on',
    reopening: 'resume',
    closedWithoutAnswer: 'no_reply',
    closedWithoutResolved: 'ends',
    brandBegan: 'from_customer_message',
    followUpFrom: 'last_message',
  },
  agentFirst: target(false, 5 * minute),
  agentFollowUp: target(false, 5 * minute),
  customerIdle: target(false, 15 * minute),
  mayExtendIdle: false,
  timersInOfficeHours: true,
  warnings: [{ kind: 'percent', used: 50 }],
  ...part,
});

export const someSlaSettings = (part: Partial<SlaSettings> = {}): SlaSettings => ({
  calendars: [aCalendar()],
  global: aPolicy(),
  channels: [],
  ...part,
});

export const aVersion = (part: Partial<SlaVersion> = {}): SlaVersion => ({
  id: 'version-1',
  settings: someSlaSettings(),
  appliesFrom: present - 30 * day,
  savedAt: present - 30 * day,
  by: null,
  note: '',
  ...part,
});

export function aSettingsView(part: Partial<SlaSettingsView> = {}): SlaSettingsView {
  const current = part.current ?? aVersion();
  const { id, appliesFrom, savedAt, by, note } = current;
  return { current, planned: null, history: [{ id, appliesFrom, savedAt, by, note }], ...part };
}

export const exactly = (at: number): SlaMoment => ({ earliest: at, latest: at });

/** A first response that has 10 of its 30 minutes left, unless told otherwise. */
export const aReading = (part: Partial<SlaReading> = {}): SlaReading => ({
  metric: 'first_response',
  round: 0,
  state: 'running',
  grade: 'warning',
  startedAt: exactly(present - 20 * minute),
  endedAt: null,
  targetMs: 30 * minute,
  usedMs: { least: 20 * minute, most: 20 * minute },
  deadlineAt: present + 10 * minute,
  warnAt: [present - 5 * minute],
  breachedAt: null,
  startedBy: { kind: 'message', messageId: MessageId.parse('wxin-01JD0000000000000000012445') },
  endedBy: null,
  ...part,
});

/** The solution clock of the same conversation. */
export const aSolution = (part: Partial<SlaReading> = {}): SlaReading =>
  aReading({
    metric: 'solution',
    grade: 'normal',
    targetMs: 8 * hour,
    deadlineAt: present + 7 * hour + 40 * minute + 15.5 * hour,
    warnAt: [],
    ...part,
  });

export function aSlaRow(part: Partial<SlaRow> = {}): SlaRow {
  const clocks = part.clocks ?? [aReading(), aSolution()];
  return {
    id: 'case-1',
    channelId: channelId('delta'),
    channelName: 'Delta Bank 三角洲',
    channelState: 'connected',
    incidentId: null,
    endUser: '…k4Qz',
    caseId: '20411873',
    status: 'open',
    statusAt: { earliest: present - 19 * minute - 30_000, latest: present - 19 * minute - 15_000 },
    agent: 'Sanne de Vries',
    assignedAt: exactly(present - 18 * minute),
    clocks,
    next: { metric: clocks[0]?.metric ?? 'first_response', deadlineAt: clocks[0]?.deadlineAt ?? null },
    isHeld: false,
    messageId: MessageId.parse('wxin-01JD0000000000000000012445'),
    mayExtendIdle: false,
    ...part,
  };
}

export const aSlaSummary = (part: Partial<SlaSummary> = {}): SlaSummary => ({
  asOf: present,
  open: 0,
  atRisk: 0,
  breached: 0,
  unsure: 0,
  next: null,
  today: { people: 0, outage: 0 },
  polls: [{ integrationId: 'eu1', lastAt: present - 8_000, state: 'fresh', code: null }],
  ...part,
});

export const aBreach = (part: Partial<SlaBreach> = {}): SlaBreach => ({
  id: 'breach-1',
  slaCaseId: 'case-1',
  caseId: '20411873',
  channelId: channelId('delta'),
  channelName: 'Delta Bank 三角洲',
  endUser: '…k4Qz',
  agent: 'Sanne de Vries',
  metric: 'first_response',
  round: 0,
  targetMs: 30 * minute,
  startedAt: exactly(present - 3 * hour),
  breachedAt: present - 2.5 * hour,
  foundAt: present - 2.5 * hour,
  endedAt: exactly(present - 2 * hour),
  lateMs: 30 * minute,
  cause: 'people',
  outage: null,
  versionId: 'version-1',
  ...part,
});

export const aFactsOf = (row: SlaRow, part: Partial<SlaCaseFacts> = {}): SlaCaseFacts => ({
  id: row.id,
  channelId: row.channelId,
  contactNo: 7,
  endUser: row.endUser,
  caseId: row.caseId,
  beganBy: 'customer',
  createdAt: present - 20 * minute + 2_000,
  messages: [
    {
      kind: 'request',
      messageId: MessageId.parse('wxin-01JD0000000000000000012445'),
      seq: 12_445,
      at: present - 20 * minute,
      acceptedAt: present - 20 * minute + 2_000,
      author: null,
    },
  ],
  statuses: row.status === null || row.statusAt === null ? [] : [{ status: row.status, at: row.statusAt }],
  assignments: row.assignedAt === null ? [] : [{ agent: row.agent, at: row.assignedAt }],
  extensions: [],
  knownUntil: present - 8_000,
  asked: true,
  ...part,
});

export const aWhy = (reading: SlaReading, part: Partial<SlaWhy> = {}): SlaWhy => ({
  reading,
  policy: 'global',
  calendarName: 'Office hours',
  timeZone: 'Europe/Amsterdam',
  rules: aPolicy().rules,
  steps: [
    {
      kind: 'start',
      from: reading.startedAt.earliest,
      until: reading.startedAt.earliest,
      countedMs: 0,
      sumMs: 0,
      note: null,
    },
    {
      kind: 'open',
      from: reading.startedAt.earliest,
      until: present,
      countedMs: reading.usedMs.most,
      sumMs: reading.usedMs.most,
      note: null,
    },
    { kind: 'now', from: present, until: present, countedMs: 0, sumMs: reading.usedMs.most, note: null },
    ...(reading.deadlineAt === null
      ? []
      : [
          {
            kind: 'open' as const,
            from: present,
            until: reading.deadlineAt,
            countedMs: reading.targetMs - reading.usedMs.most,
            sumMs: reading.targetMs,
            note: null,
          },
          {
            kind: 'target' as const,
            from: reading.deadlineAt,
            until: reading.deadlineAt,
            countedMs: 0,
            sumMs: reading.targetMs,
            note: null,
          },
        ]),
  ],
  stepsLeftOut: 0,
  ...part,
});

export const aCaseStory = (row: SlaRow, part: Partial<SlaCaseStory> = {}): SlaCaseStory => ({
  row,
  facts: aFactsOf(row),
  why: row.clocks.map((reading) => aWhy(reading)),
  breaches: [],
  cxone: null,
  link: row.caseId === null ? null : `https://cxone.example.com/case/${row.caseId}`,
  ...part,
});

/** Figures of nothing, for a report whose content does not matter. */
export const anEmptyReport = (query: SlaReportQuery): SlaReport => ({
  query,
  madeAt: present,
  total: [],
  byChannel: [],
  byWeek: [],
  byDay: [],
  byWeekday: [],
  byHour: [],
  heat: [],
  cut: false,
  counted: 0,
});
