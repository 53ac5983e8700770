import type { SandboxCase, SandboxCases } from '#shared/domain/sandbox-case.ts';
import type { ConsoleContract, SandboxDisconnects } from '#shared/contract/console-contract.ts';
import type { Handlers, InvokeNames } from '#shared/contract/contract-types.ts';
import type { ChannelDetail } from '#shared/contract/operations-contract.ts';
import type { AlertSettings, AlertSinkStatus } from '#shared/domain/alerts.ts';
import type { ChannelSnapshot, ChannelStateKind } from '#shared/domain/channel.ts';
import type { ReceptionGap } from '#shared/domain/health.ts';
import { OpenId, type ChannelId } from '#shared/domain/ids.ts';
import type { Incident } from '#shared/domain/incident.ts';
import type { AuditLine, ControlAction, Maintenance, ShiftNote, Watch } from '#shared/domain/operations.ts';
import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { FakeBridge } from './fake-bridge.ts';
import { present } from './fake-data.ts';
import {
  aDetail,
  aHistory,
  aMaintenance,
  anIncidentStory,
  aReceipt,
  aRun,
  aShiftNote,
  aWatch,
} from './fake-operations.ts';

/** What the simulated relay knows of its operation. */
export interface OperationsState {
  /** Replaces parts of what the page of a channel is told. */
  details: Readonly<Record<string, Partial<ChannelDetail>>>;
  runs: readonly ReconnectRun[];
  incidents: readonly Incident[];
  alerts: AlertSettings;
  sinks: readonly AlertSinkStatus[];
  maintenance: readonly Maintenance[];
  watches: readonly Watch[];
  audit: readonly AuditLine[];
  notes: readonly ShiftNote[];
  gaps: readonly ReceptionGap[];
  disconnects: SandboxDisconnects;
  cases: SandboxCases;
}

type Owned = Extract<
  InvokeNames<ConsoleContract>,
  | `channel.${string}`
  | 'channels.control'
  | `reconnect.${string}`
  | `receipt.${string}`
  | `incident.${string}`
  | `incidents.${string}`
  | `alerts.${string}`
  | `maintenance.${string}`
  | `watch.${string}`
  | `watches.${string}`
  | `audit.${string}`
  | `shift.${string}`
  | 'sandbox.disconnects'
  | 'sandbox.cause'
  | 'sandbox.repair'
  | 'sandbox.openActionPage'
  | 'sandbox.cases'
  | 'sandbox.caseAct'
  | 'sandbox.setAgents'
>;

interface World {
  readonly operations: OperationsState;
  channels: readonly ChannelSnapshot[];
  readonly push: FakeBridge['push'];
  readonly whileRunning: <T>(answer: () => T) => T;
}

const stateAfter: Readonly<Record<ControlAction, ChannelStateKind>> = {
  pause: 'paused',
  stop: 'stopped',
  start: 'verifying',
};

function found<T>(value: T | undefined, code: ErrorCode): T {
  if (value === undefined) throw new RelayError(code, 'Not there');
  return value;
}

/** Answers as the relay would, simply: what was asked for is so, and the notice goes out. */
export function operationsHandlers(world: World): Pick<Handlers<ConsoleContract>, Owned> {
  const { operations, push } = world;
  const running = world.whileRunning;
  const channelOf = (id: ChannelId): ChannelSnapshot =>
    found(
      world.channels.find((one) => one.id === id),
      'CHANNEL_UNKNOWN',
    );
  const runOf = (id: string): ReconnectRun =>
    found(
      operations.runs.find((one) => one.id === id),
      'RECONNECT_NOT_FOUND',
    );
  const incidentOf = (id: string): Incident =>
    found(
      operations.incidents.find((one) => one.id === id),
      'INCIDENT_NOT_FOUND',
    );
  const putRun = (run: ReconnectRun): ReconnectRun => {
    const next = { ...run, revision: run.revision + 1 };
    operations.runs = [...operations.runs.filter((one) => one.id !== run.id), next];
    push('reconnect.changed', next);
    return next;
  };
  const putIncident = (incident: Incident): Incident => {
    const next = { ...incident, revision: incident.revision + 1 };
    operations.incidents = operations.incidents.map((one) => (one.id === next.id ? next : one));
    push('incident.changed', next);
    return next;
  };
  const detailOf = (id: ChannelId): ChannelDetail =>
    aDetail(channelOf(id), {
      run: operations.runs.findLast((one) => one.channelId === id) ?? null,
      gaps: operations.gaps.filter((one) => one.channelId === null || one.channelId === id),
      maintenance: operations.maintenance.filter((one) => one.channelIds.includes(id)),
      ...operations.details[id],
    });
  const watch = (subject: Watch['subject']): Watch => {
    const next = aWatch({ id: `watch-${operations.watches.length + 1}`, subject, at: present });
    operations.watches = [next, ...operations.watches];
    push('watch.changed', next);
    return next;
  };
  return {
    'channel.detail': ({ channelId }) => running(() => detailOf(channelId)),
    'channel.history': ({ channelId, period }) => running(() => (channelOf(channelId), aHistory(period))),
    'channel.setSettings': ({ channelId, settings }) =>
      running(() => {
        operations.details = {
          ...operations.details,
          [channelId]: { ...operations.details[channelOf(channelId).id], settings },
        };
        return settings;
      }),
    'channel.addFollower': ({ messageId, label }) =>
      running(() => {
        const { id } = found(
          world.channels.find((one) => messageId.startsWith(`${one.id}-`)) ?? world.channels[0],
          'TEST_FOLLOWER_UNKNOWN',
        );
        const before = detailOf(id).settings;
        const follower = { openId: OpenId.parse('oTest-follower-0000000000001'), label };
        const settings = { ...before, testFollowers: [...before.testFollowers, follower] };
        operations.details = { ...operations.details, [id]: { ...operations.details[id], settings } };
        return { channelId: id, settings };
      }),
    'channels.control': ({ channelIds, action, until }) =>
      running(() => {
        const after = channelIds.map((id) => {
          const channel = channelOf(id);
          const state = { ...channel.state, kind: stateAfter[action], until, since: present, leg: null, code: null };
          return { ...channel, state, revision: channel.revision + 1 };
        });
        world.channels = world.channels.map((one) => after.find((changed) => changed.id === one.id) ?? one);
        push('channels.changed', after);
        return after;
      }),
    'reconnect.runs': () => running(() => [...operations.runs]),
    'reconnect.start': ({ channelIds }) =>
      running(() =>
        channelIds.map((id) => {
          channelOf(id);
          const open = operations.runs.find((one) => one.channelId === id && one.endedAt === null);
          return open ?? putRun(aRun({ channelId: id, id: `run-${operations.runs.length + 1}`, startedAt: present }));
        }),
      ),
    'reconnect.continue': ({ runId }) => running(() => putRun({ ...runOf(runId), phase: 'laddering', guide: [] })),
    'reconnect.cancel': ({ runId }) =>
      running(() => putRun({ ...runOf(runId), phase: 'cancelled', endedAt: present, guide: [] })),
    'reconnect.test': ({ runId, openId }) =>
      running(() => {
        const run = runOf(runId);
        const follower = found(
          detailOf(run.channelId).settings.testFollowers.find((one) => one.openId === openId),
          'TEST_FOLLOWER_UNKNOWN',
        );
        const test = { label: follower.label, word: 'ferry-7431', askedAt: present, seenAt: null, answeredAt: null };
        return putRun({ ...run, test: { ...test, code: null } });
      }),
    'receipt.get': ({ id }) =>
      running(() => {
        const kept = world.channels.flatMap((one) => detailOf(one.id).receipts).find((one) => one.id === id);
        return kept ?? aReceipt({ id });
      }),
    'receipt.export': ({ id, form }) => ({ path: `/home/desk/${id}.${form === 'json' ? 'json' : 'txt'}` }),
    'incidents.page': ({ state, channelId, before, limit }) =>
      running(() =>
        [...operations.incidents]
          .sort((a, b) => b.openedAt - a.openedAt)
          .filter(
            (one) =>
              (state === 'all' || (state === 'open') === (one.closedAt === null)) &&
              (channelId === null || one.channelId === channelId) &&
              (before === null || one.openedAt < before),
          )
          .slice(0, limit),
      ),
    'incident.get': ({ id }) => running(() => anIncidentStory(incidentOf(id))),
    'incident.acknowledge': ({ id }) =>
      running(() => putIncident({ ...incidentOf(id), acknowledgedBy: 'desk-2', acknowledgedAt: present })),
    'incident.snooze': ({ id, until }) => running(() => putIncident({ ...incidentOf(id), snoozedUntil: until })),
    'incident.assign': ({ id, assignee }) => running(() => putIncident({ ...incidentOf(id), assignee })),
    'incident.note': ({ id, text }) =>
      running(() => {
        const story = anIncidentStory(incidentOf(id));
        const note = { at: present, kind: 'note', by: 'desk-2', detail: text } as const;
        return {
          ...story,
          events: [...story.events, { ...note, state: null, leg: null, code: null, platformCode: null }],
        };
      }),
    'alerts.get': () => running(() => operations.alerts),
    'alerts.status': () => running(() => [...operations.sinks]),
    'alerts.set': ({ webhook, email, ...rest }) =>
      running(() => {
        const { alerts } = operations;
        const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
        operations.alerts = { ...alerts, ...given };
        if (webhook !== undefined) {
          const { secret, ...plain } = webhook;
          const hasSecret = secret === undefined ? alerts.webhook.hasSecret : secret !== null;
          operations.alerts = { ...operations.alerts, webhook: { ...plain, hasSecret } };
        }
        if (email !== undefined) {
          const { password, ...plain } = email;
          const hasPassword = password === undefined ? alerts.email.hasPassword : password !== null;
          operations.alerts = { ...operations.alerts, email: { ...plain, hasPassword } };
        }
        return operations.alerts;
      }),
    'alerts.test': () => running(() => ({ ok: true, code: null, detail: '200 OK', durationMs: 132 })),
    'maintenance.list': () => running(() => [...operations.maintenance]),
    'maintenance.plan': ({ channelIds, from, until, note }) =>
      running(() => {
        const id = `maintenance-${operations.maintenance.length + 1}`;
        const next = aMaintenance({ id, channelIds, from, until, note });
        operations.maintenance = [...operations.maintenance, next];
        return next;
      }),
    'maintenance.end': ({ id }) =>
      running(() => {
        const kept = found(
          operations.maintenance.find((one) => one.id === id),
          'MAINTENANCE_NOT_FOUND',
        );
        const next = { ...kept, endedAt: present };
        operations.maintenance = operations.maintenance.map((one) => (one.id === id ? next : one));
        return next;
      }),
    'watches.list': () => running(() => [...operations.watches]),
    'watch.message': ({ messageId }) => running(() => watch({ kind: 'message', messageId })),
    'watch.customer': ({ messageId }) => running(() => watch({ kind: 'message', messageId })),
    'watch.end': ({ id }) =>
      running(() => {
        const kept = found(
          operations.watches.find((one) => one.id === id),
          'WATCH_NOT_FOUND',
        );
        const next = { ...kept, endedAt: present };
        operations.watches = operations.watches.map((one) => (one.id === id ? next : one));
        push('watch.changed', next);
        return next;
      }),
    'audit.page': ({ channelId, before, limit }) =>
      running(() =>
        operations.audit
          .filter((one) => (channelId === null || one.channelId === channelId) && (before === null || one.at < before))
          .slice(0, limit),
      ),
    'shift.handOver': ({ since }) =>
      running(() => ({
        at: present,
        since,
        open: operations.incidents.filter((one) => one.closedAt === null),
        closed: operations.incidents.filter((one) => one.closedAt !== null && one.closedAt >= since),
        channels: [...world.channels],
        done: operations.audit.filter((one) => one.at >= since),
        maintenance: [...operations.maintenance],
        watches: operations.watches.filter((one) => one.endedAt === null),
        notes: [...operations.notes],
        gaps: operations.gaps.filter((one) => one.until >= since),
      })),
    'shift.note': ({ text }) =>
      running(() => {
        const note = aShiftNote({ id: `note-${operations.notes.length + 1}`, at: present, text });
        operations.notes = [note, ...operations.notes];
        return note;
      }),
    'sandbox.disconnects': () => operations.disconnects,
    'sandbox.cause': ({ channelId, kind }) => {
      const { available, caused } = operations.disconnects;
      operations.disconnects = { available, caused: [...caused, { channelId, kind, since: present }] };
      return operations.disconnects;
    },
    'sandbox.repair': ({ channelId, kind }) => {
      const { available, caused } = operations.disconnects;
      const isRepaired = (one: (typeof caused)[number]): boolean =>
        one.channelId === channelId && (kind === null || one.kind === kind);
      operations.disconnects = { available, caused: caused.filter((one) => !isRepaired(one)) };
      return operations.disconnects;
    },
    'sandbox.cases': () => operations.cases,
    'sandbox.caseAct': ({ number, act }) => {
      const changed = (one: SandboxCase): SandboxCase => (act.act === 'status' ? { ...one, status: act.status } : one);
      const cases = operations.cases.cases.map((one) => (one.number === number ? changed(one) : one));
      operations.cases = { ...operations.cases, cases };
      return { outcome: 'done', cases: operations.cases };
    },
    'sandbox.setAgents': ({ auto }) => (operations.cases = { ...operations.cases, auto }),
    'sandbox.openActionPage': ({ page }) => ({ url: `http://127.0.0.1:40101/integration/${page}` }),
  };
}
