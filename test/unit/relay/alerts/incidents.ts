import type { AlertSettings } from '#shared/domain/alerts.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import type { Incident } from '#shared/domain/incident.ts';
import { freshAlertState, type AlertState, type RelayNotice } from '#relay/alerts/alert-state.ts';
import { decideAlerts } from '#relay/alerts/alert-policy.ts';
import { defaultAlertSettings } from '#relay/alerts/stored-settings.ts';

export const minuteMs = 60_000;

/** Noon in Amsterdam on a winter's day: 11:00 UTC. */
export const noon = Date.parse('2026-01-14T11:00:00Z');

export function anIncident(overrides: Partial<Incident> & { readonly id: string }): Incident {
  return {
    channelId: ChannelId.parse('shop-nl'),
    channelName: 'Shop NL',
    openedAt: noon,
    closedAt: null,
    worst: 'action_required',
    leg: 'wechatOut',
    code: 'WECHAT_SECRET_INVALID',
    value: null,
    owner: 'wechat_admin',
    flapping: false,
    changes: 1,
    acknowledgedBy: null,
    acknowledgedAt: null,
    snoozedUntil: null,
    assignee: null,
    duringMaintenance: false,
    impact: {
      inbound: 0,
      outbound: 0,
      conversations: 0,
      waiting: 0,
      deadLetters: 0,
      unconfirmed: 0,
      expired: 0,
      customersTold: 0,
    },
    revision: 1,
    ...overrides,
  };
}

export function someSettings(overrides: Partial<AlertSettings> = {}): AlertSettings {
  return {
    ...defaultAlertSettings('Europe/Amsterdam').settings,
    tellAfterMinutes: 1,
    reminderMinutes: 0,
    ...overrides,
  };
}

/** A policy that is asked every five seconds, and what it said. */
export class PolicyRun {
  state: AlertState = freshAlertState;
  readonly notices: RelayNotice[] = [];
  readonly incidents = new Map<string, Incident>();
  readonly inMaintenance = new Set<string>();
  settings: AlertSettings;
  now: number;
  #ids = 0;

  constructor(settings: AlertSettings = someSettings(), now = noon) {
    this.settings = settings;
    this.now = now;
  }

  put(...incidents: readonly Incident[]): void {
    for (const incident of incidents) this.incidents.set(incident.id, incident);
  }

  change(id: string, patch: Partial<Incident>): void {
    const incident = this.incidents.get(id);
    if (incident === undefined) throw new Error(`no incident ${id}`);
    this.incidents.set(id, { ...incident, ...patch, revision: incident.revision + 1 });
  }

  pass(durationMs: number, stepMs = 5_000): void {
    for (let passed = 0; passed < durationMs; passed += stepMs) {
      this.now += stepMs;
      this.turn();
    }
  }

  turn(): void {
    const { state, notices } = decideAlerts(this.state, {
      now: this.now,
      incidents: [...this.incidents.values()],
      settings: this.settings,
      inMaintenance: (id) => this.inMaintenance.has(id),
      currentClock: () => null,
      newId: () => `notice-${++this.#ids}`,
    });
    // As after a restart: only what can be written down is remembered.
    this.state = JSON.parse(JSON.stringify(state)) as AlertState;
    this.notices.push(...notices);
  }

  get kinds(): string[] {
    return this.notices.map(({ kind, severity }) => `${kind} ${severity}`);
  }
}
