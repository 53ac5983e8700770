import type { ChannelDetail } from '#shared/contract/operations-contract.ts';
import type { AlertNotice, AlertSettings } from '#shared/domain/alerts.ts';
import type { ChannelSnapshot, Leg } from '#shared/domain/channel.ts';
import type {
  ChannelHistory,
  HistoryPeriod,
  LegUptime,
  ProbeName,
  ProbeResult,
  ReceptionGap,
  StateSpan,
} from '#shared/domain/health.ts';
import { MessageId, OpenId } from '#shared/domain/ids.ts';
import type { Incident, IncidentEvent, IncidentStory } from '#shared/domain/incident.ts';
import type { AuditLine, ChannelSettings, Maintenance, ShiftNote, Watch } from '#shared/domain/operations.ts';
import type { CatchUp, Receipt, ReconnectRun, Rung, RungName } from '#shared/domain/reconnect.ts';
import { aChannel, channelId, hour, minute, present } from './fake-data.ts';

const day = 24 * hour;

/** Where the checks stand, in the order of the screen. */
const probeLegs: readonly (readonly [ProbeName, Leg])[] = [
  ['wechat_host', 'wechatOut'],
  ['wechat_token', 'wechatOut'],
  ['wechat_api', 'wechatOut'],
  ['wechat_quota', 'wechatOut'],
  ['wechat_callback_check', 'wechatIn'],
  ['callback_reach', 'wechatIn'],
  ['wechat_pushes', 'wechatIn'],
  ['clock', 'wechatIn'],
  ['own_certificate', 'wechatIn'],
  ['cxone_host', 'cxoneOut'],
  ['cxone_token', 'cxoneOut'],
  ['cxone_channel', 'cxoneOut'],
  ['box_token', 'cxoneIn'],
  ['cxone_calls', 'cxoneIn'],
];

export const aProbe = (name: ProbeName, part: Partial<ProbeResult> = {}): ProbeResult => ({
  name,
  leg: probeLegs.find(([one]) => one === name)?.[1] ?? 'wechatIn',
  outcome: 'passed',
  at: present - 40_000,
  durationMs: 84,
  code: null,
  platformCode: null,
  value: null,
  nextAt: present + 20_000,
  ...part,
});

/** All checks: most passed, one cannot tell, one never ran. */
export function someProbes(parts: Partial<Record<ProbeName, Partial<ProbeResult>>> = {}): readonly ProbeResult[] {
  const usual: Partial<Record<ProbeName, Partial<ProbeResult>>> = {
    wechat_quota: { value: '499120', nextAt: present + 22 * minute },
    callback_reach: { outcome: 'cannot_tell', code: 'CHECK_CANNOT_TELL', durationMs: 5_003 },
    own_certificate: { outcome: 'not_run', at: null, durationMs: null, nextAt: null },
  };
  return probeLegs.map(([name]) => aProbe(name, { ...usual[name], ...parts[name] }));
}

const rungNames: readonly RungName[] = ['recheck', 'new_token', 'new_connection', 'restart_worker'];

/** The ladder: rungs before `failed` many failed, the next one is as told, the rest waits. */
export function rungs(failed: number, next: Rung['state'] = 'passed', code: Rung['code'] = null): readonly Rung[] {
  return rungNames.map((name, index) => {
    const startedAt = present - 30_000 + index * 2_000;
    if (index < failed)
      return { name, state: 'failed', startedAt, endedAt: startedAt + 1_400, code, platformCode: null };
    if (index > failed)
      return { name, state: 'waiting', startedAt: null, endedAt: null, code: null, platformCode: null };
    return {
      name,
      state: next,
      startedAt: next === 'waiting' || next === 'skipped' ? null : startedAt,
      endedAt: next === 'passed' || next === 'failed' ? startedAt + 1_400 : null,
      code: next === 'failed' || next === 'skipped' ? code : null,
      platformCode: null,
    };
  });
}

export const aCatchUp = (part: Partial<CatchUp> = {}): CatchUp => ({
  total: 38,
  delivered: 21,
  expired: 0,
  failed: 0,
  unconfirmed: 0,
  waiting: 17,
  remainingMs: 12_000,
  ...part,
});

type RunPart = Partial<Omit<ReconnectRun, 'channelId'>> & { readonly channelId?: string };

/** A reconnect that just began, unless told otherwise. */
export function aRun({ channelId: channel = 'tulip', ...part }: RunPart = {}): ReconnectRun {
  return {
    id: `run-${channel}`,
    channelId: channelId(channel),
    by: 'desk-2',
    startedAt: present - 30_000,
    endedAt: null,
    phase: 'laddering',
    rungs: [...rungs(0, 'running')],
    guide: [],
    legs: [
      { leg: 'wechatIn', strength: null, at: null },
      { leg: 'cxoneOut', strength: null, at: null },
      { leg: 'cxoneIn', strength: null, at: null },
      { leg: 'wechatOut', strength: null, at: null },
    ],
    test: null,
    catchUp: null,
    receiptId: null,
    revision: 1,
    ...part,
  };
}

/** A run that asks: the address is not listed. */
export const anAskingRun = (part: RunPart = {}): ReconnectRun =>
  aRun({
    phase: 'asking',
    rungs: [...rungs(4, 'failed', 'WECHAT_IP_NOT_LISTED')],
    guide: [{ code: 'WECHAT_IP_NOT_LISTED', leg: 'wechatOut', value: '203.0.113.24', done: false }],
    ...part,
  });

type ReceiptPart = Partial<Omit<Receipt, 'channelId'>> & { readonly channelId?: string };

export function aReceipt({ channelId: channel = 'tulip', ...part }: ReceiptPart = {}): Receipt {
  return {
    id: `receipt-${channel}`,
    channelId: channelId(channel),
    channelName: 'Tulip Store 郁金香',
    by: 'desk-2',
    incidentId: `incident-${channel}`,
    startedAt: present - 4 * minute,
    endedAt: present - 3 * minute,
    outcome: 'connected',
    code: 'WECHAT_IP_NOT_LISTED',
    failingSince: present - 11 * minute,
    rungs: [...rungs(1, 'passed', 'WECHAT_IP_NOT_LISTED')],
    probes: [...someProbes()],
    proofs: [
      { leg: 'wechatIn', strength: 'end_to_end', at: present - 3 * minute },
      { leg: 'cxoneOut', strength: 'message', at: present - 3 * minute },
      { leg: 'cxoneIn', strength: 'other_side', at: present - 3 * minute },
      { leg: 'wechatOut', strength: 'end_to_end', at: present - 3 * minute },
    ],
    endToEnd: {
      label: 'Mei (front desk)',
      word: 'ferry-7431',
      askedAt: present - 4 * minute,
      seenAt: present - 3.5 * minute,
      answeredAt: present - 3.4 * minute,
      code: null,
    },
    catchUp: aCatchUp({ delivered: 36, expired: 1, unconfirmed: 1, waiting: 0, remainingMs: 0 }),
    gaps: [],
    ...part,
  };
}

type GapPart = Partial<Omit<ReceptionGap, 'channelId'>> & { readonly channelId?: string | null };

export function aGap({ channelId: channel = null, ...part }: GapPart = {}): ReceptionGap {
  return {
    id: 'gap-1',
    from: present - 12 * hour,
    until: present - 12 * hour + 17 * minute,
    cause: 'computer_asleep',
    channelId: channel === null ? null : channelId(channel),
    ...part,
  };
}

export const someSettingsOfChannel = (part: Partial<ChannelSettings> = {}): ChannelSettings => ({
  testFollowers: [],
  outageNotice: { enabled: false, texts: { en: '', nl: '', zh: '' } },
  ...part,
});

export const aFollower = (
  label = 'Mei (front desk)',
  openId = 'oTest-Mei_0001',
): ChannelSettings['testFollowers'][0] => ({
  openId: OpenId.parse(openId),
  label,
});

type MaintenancePart = Partial<Omit<Maintenance, 'channelIds'>> & { readonly channelIds?: readonly string[] };

export function aMaintenance({ channelIds = ['tulip'], ...part }: MaintenancePart = {}): Maintenance {
  return {
    id: 'maintenance-1',
    channelIds: channelIds.map(channelId),
    from: present + 6 * hour,
    until: present + 8 * hour,
    note: 'New certificate',
    by: 'desk-2',
    endedAt: null,
    ...part,
  };
}

/** Everything the page of a channel shows, fitting to its snapshot. */
export function aDetail(snapshot: ChannelSnapshot = aChannel(), part: Partial<ChannelDetail> = {}): ChannelDetail {
  const { kind, until, since } = snapshot.state;
  const mode = kind === 'paused' || kind === 'stopped' ? kind : 'running';
  return {
    snapshot,
    probes: [...someProbes()],
    control: {
      mode,
      until: mode === 'paused' ? until : null,
      by: mode === 'running' ? null : 'desk-2',
      at: mode === 'running' ? null : since,
      code: null,
    },
    settings: someSettingsOfChannel(),
    run: null,
    receipts: [],
    gaps: [],
    maintenance: [],
    ...part,
  };
}

const periodMs: Readonly<Record<HistoryPeriod, number>> = { day, week: 7 * day, month: 30 * day };

const uptime = (part: Partial<LegUptime>, length: number): LegUptime => {
  const { downMs = 0, offMs = 0, unknownMs = 0 } = part;
  return { upMs: length - downMs - offMs - unknownMs, downMs, offMs, unknownMs };
};

/** A period with an outage, a flap, a night without watching, and the present state. */
export function aHistory(period: HistoryPeriod = 'day', now = present): ChannelHistory {
  const length = periodMs[period];
  const from = now - length;
  const at = (share: number): number => from + length * share;
  const span = (start: number, end: number | null, part: Partial<StateSpan>): StateSpan => ({
    from: at(start),
    until: end === null ? null : at(end),
    kind: 'connected',
    leg: null,
    code: null,
    ...part,
  });
  return {
    from,
    until: now,
    spans: [
      span(0, 0.2, {}),
      span(0.2, 0.29, { kind: 'unknown', code: 'COMPUTER_ASLEEP' }),
      span(0.29, 0.3, { kind: 'verifying' }),
      span(0.3, 0.55, {}),
      span(0.55, 0.58, { kind: 'retrying', leg: 'cxoneOut', code: 'CXONE_SERVER_ERROR' }),
      span(0.58, 0.7, { kind: 'down', leg: 'cxoneOut', code: 'CXONE_SERVER_ERROR' }),
      span(0.7, 0.705, { kind: 'verifying' }),
      span(0.705, 0.88, {}),
      span(0.88, 0.94, { kind: 'paused' }),
      span(0.94, null, {}),
    ],
    uptime: {
      wechatIn: uptime({ unknownMs: length * 0.09, offMs: length * 0.06 }, length),
      wechatOut: uptime({ unknownMs: length * 0.09, offMs: length * 0.06 }, length),
      cxoneIn: uptime({ unknownMs: length * 0.09, offMs: length * 0.06 }, length),
      cxoneOut: uptime({ unknownMs: length * 0.09, offMs: length * 0.06, downMs: length * 0.15 }, length),
    },
  };
}

type IncidentPart = Partial<Omit<Incident, 'channelId'>> & { readonly channelId?: string };

/** An open incident: the address is not listed at WeChat. */
export function anIncident({ channelId: channel = 'tulip', ...part }: IncidentPart = {}): Incident {
  return {
    id: `incident-${channel}`,
    channelId: channelId(channel),
    channelName: 'Tulip Store 郁金香',
    openedAt: present - 11 * minute,
    closedAt: null,
    worst: 'action_required',
    leg: 'wechatOut',
    code: 'WECHAT_IP_NOT_LISTED',
    value: '203.0.113.24',
    owner: 'wechat_admin',
    flapping: false,
    changes: 1,
    acknowledgedBy: null,
    acknowledgedAt: null,
    snoozedUntil: null,
    assignee: null,
    duringMaintenance: false,
    impact: {
      inbound: 52,
      outbound: 38,
      conversations: 31,
      waiting: 38,
      deadLetters: 0,
      unconfirmed: 0,
      expired: 0,
      customersTold: 0,
    },
    revision: 1,
    ...part,
  };
}

export const anIncidentEvent = (part: Partial<IncidentEvent> = {}): IncidentEvent => ({
  at: present - 11 * minute,
  kind: 'opened',
  by: null,
  state: null,
  leg: null,
  code: null,
  platformCode: null,
  detail: null,
  ...part,
});

export function anIncidentStory(incident: Incident = anIncident(), part: Partial<IncidentStory> = {}): IncidentStory {
  const { openedAt, closedAt, code, leg, worst } = incident;
  return {
    incident,
    events: [
      anIncidentEvent({ at: openedAt, state: worst, leg, code, platformCode: '40164' }),
      anIncidentEvent({ at: openedAt + 3 * minute, kind: 'notified', detail: 'desktop' }),
      ...(closedAt === null ? [] : [anIncidentEvent({ at: closedAt, kind: 'closed' })]),
    ],
    eventsLeftOut: 0,
    receiptIds: [],
    ...part,
  };
}

type NoticePart = Partial<Omit<AlertNotice, 'channelIds'>> & { readonly channelIds?: readonly string[] };

export function anAlert({ channelIds = ['tulip'], ...part }: NoticePart = {}): AlertNotice {
  return {
    id: 'alert-1',
    at: present - 8 * minute,
    kind: 'opened',
    severity: 'urgent',
    incidentIds: ['incident-tulip'],
    channelIds: channelIds.map(channelId),
    channelNames: ['Tulip Store 郁金香'],
    state: 'action_required',
    leg: 'wechatOut',
    code: 'WECHAT_IP_NOT_LISTED',
    value: '203.0.113.24',
    since: present - 11 * minute,
    lastedMs: null,
    subject: null,
    sla: null,
    ...part,
  };
}

export const someAlertSettings = (part: Partial<AlertSettings> = {}): AlertSettings => ({
  timeZone: 'Europe/Amsterdam',
  language: 'en',
  desktop: { enabled: true, sound: 'soft', volume: 0.6, repeatUntilSeen: false },
  quietHours: null,
  reminderMinutes: 30,
  tellAfterMinutes: 3,
  webhook: { enabled: false, url: null, form: 'json', hasSecret: false },
  email: {
    enabled: false,
    host: null,
    port: 587,
    security: 'starttls',
    user: null,
    hasPassword: false,
    from: null,
    to: [],
  },
  daily: { enabled: false, at: '08:00' },
  sla: { warnings: true, breaches: true },
  heartbeat: { enabled: false, url: null, everySeconds: 60 },
  ...part,
});

export const aWatch = (part: Partial<Watch> = {}): Watch => ({
  id: 'watch-1',
  subject: { kind: 'message', messageId: MessageId.parse('wxin-01JD0000000000000000000001') },
  by: 'desk-2',
  at: present - 5 * minute,
  endedAt: null,
  last: null,
  ...part,
});

export const anAuditLine = (part: Partial<AuditLine> = {}): AuditLine => ({
  id: 'audit-1',
  at: present - 9 * minute,
  by: 'desk-2',
  action: 'acknowledge',
  channelId: channelId('tulip'),
  subject: 'incident-tulip',
  detail: null,
  ...part,
});

export const aShiftNote = (part: Partial<ShiftNote> = {}): ShiftNote => ({
  id: 'note-1',
  at: present - hour,
  by: 'desk-2',
  text: 'The WeChat administrator of Tulip Store answers until 18:00.',
  ...part,
});
