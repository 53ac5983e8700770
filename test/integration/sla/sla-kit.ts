import { cpSync, rmSync } from 'node:fs';
import { IntegrationId, OpenId, type ChannelId, type MessageId } from '#shared/domain/ids.ts';
import type { SlaSummary } from '#shared/domain/sla.ts';
import type { SlaSettings } from '#shared/domain/sla-settings.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { defaultSlaSettings } from '#shared/sla/defaults.ts';
import { createRecordIds } from '#relay/operations/record-id.ts';
import { RecordKeeper } from '#relay/operations/record-keeper.ts';
import { pendingOf } from '#relay/services/inbound-service.ts';
import type { RelayStore, Settlement } from '#relay/ports/relay-store.ts';
import type { SlaAlertItem } from '#relay/ports/sla-alerts.ts';
import type { CaseObservation, SeenCase } from '#relay/sla/case-observation.ts';
import { createSla, type Sla } from '#relay/sla/create-sla.ts';
import type { SlaChannel } from '#relay/sla/case-book.ts';
import { aNewMessage, anna, lotus, noon, tulip } from '#test/contracts/new-message.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { makeFolder, openIn, recordingLogger } from '../storage/sqlite-harness.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const main = IntegrationId.parse('main');
export const minutes = (count: number): number => count * minute;

const channels: readonly SlaChannel[] = [
  { id: tulip, name: 'Tulip', integrationId: main, cxoneChannelId: 'cx-tulip' },
  { id: lotus, name: 'Lotus', integrationId: main, cxoneChannelId: 'cx-lotus' },
];

/** Always open, in UTC: times in tests are plain sums. */
export function openSettings(change: (settings: SlaSettings) => void = () => undefined): SlaSettings {
  const settings = structuredClone(defaultSlaSettings('UTC'));
  for (const calendar of settings.calendars) {
    calendar.timeZone = 'UTC';
    calendar.exceptions = [];
    calendar.week = Array.from({ length: 7 }, () => [{ from: '00:00', until: '24:00' }]);
  }
  change(settings);
  return settings;
}

/** SLA clocks over a real store, a clock that is wound, and a CXone that is told by hand. */
export class SlaKit {
  folder = makeFolder();
  readonly clock = new HandClock(noon);
  readonly recording = recordingLogger();
  readonly log: Logger = this.recording.logger;
  readonly warned: SlaAlertItem[] = [];
  readonly breached: SlaAlertItem[] = [];
  readonly summaries: { readonly summary: SlaSummary; readonly at: number }[] = [];
  readonly polled: (readonly string[])[] = [];
  clockOffsetMs = 0;
  /** Channels of the configuration, from the next start on. */
  configured: readonly string[] = ['tulip', 'lotus'];
  listening = true;
  store: RelayStore;
  keeper: RecordKeeper;
  sla: Sla;
  #opened: RelayStore[] = [];
  /** One that was killed tells nobody any more, whatever its timers do. */
  #run = 0;

  constructor() {
    [this.store, this.keeper, this.sla] = this.#open();
  }

  async start(settings: SlaSettings | null = openSettings()): Promise<void> {
    await this.sla.start();
    if (settings !== null) await this.set(settings);
  }

  /** In force from now on. */
  async set(settings: SlaSettings, appliesFrom: number | null = null) {
    const view = this.sla.settings.view();
    const basedOn = (view.planned ?? view.current).id;
    return this.sla.settings.set({ settings, appliesFrom, note: '', basedOn, by: 'ann' });
  }

  /** Ends in order, and begins again after so long. */
  async restart(afterMs = 0): Promise<void> {
    await this.sla.stop();
    await this.keeper.stop();
    await this.store.close();
    this.clock.wind(afterMs);
    [this.store, this.keeper, this.sla] = this.#open();
    await this.sla.start();
  }

  /** Ends, begins again and ends before anything was read; what the disk holds then can be looked at. */
  async restartUnread(): Promise<void> {
    await this.sla.stop();
    await this.keeper.stop();
    await this.store.close();
    [this.store, this.keeper, this.sla] = this.#open();
    await this.sla.stop();
  }

  /** The files as they lie on the disk now are opened as if the power had gone. */
  async kill(afterMs = 0): Promise<void> {
    const folder = makeFolder();
    cpSync(this.folder, folder, { recursive: true, filter: (path) => !path.endsWith('.lock') });
    const dead = this.store;
    this.folder = folder;
    this.clock.wind(afterMs);
    [this.store, this.keeper, this.sla] = this.#open();
    await dead.close();
    await this.sla.start();
  }

  async dispose(): Promise<void> {
    await this.sla.stop();
    await this.keeper.stop();
    for (const store of this.#opened) await store.close();
    rmSync(this.folder, { recursive: true });
  }

  /** Winds in steps, with everything at rest after each. */
  async wind(ms: number, stepMs = 60_000): Promise<void> {
    for (let wound = 0; wound < ms; wound += stepMs) {
      this.clock.wind(Math.min(stepMs, ms - wound));
      await this.atRest();
    }
  }

  /** Slices run, and the disk has what it was given. */
  async slices(): Promise<void> {
    for (let turn = 0; turn < 4; turn += 1) {
      this.clock.wind(200);
      await this.atRest();
    }
  }

  async atRest(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) {
      await this.keeper.tried();
      await this.store.writeFact('test.turn', String(turn));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async write(direction: 'inbound' | 'outbound', by: Who = {}): Promise<Written> {
    const { openId = anna, channelId = tulip, kind = 'text' } = by;
    const receivedAt = this.clock.now();
    const message = aNewMessage({
      direction,
      openId,
      channelId,
      kind,
      receivedAt,
      platformAt: direction === 'inbound' ? receivedAt : null,
    });
    const stored = await this.store.accept(message);
    if (stored.kind !== 'stored') throw new Error('a duplicate');
    if (by.told !== false) this.sla.stored(pendingOf({ ...message, openId }, stored));
    return { seq: stored.seq, id: message.id };
  }

  /** The other side accepts it. */
  async deliver({ seq }: Written, options: { caseId?: string | null; told?: boolean } = {}): Promise<void> {
    const { caseId = null, told = true } = options;
    const settlement: Settlement = {
      seq,
      at: this.clock.now(),
      attempt: 1,
      durationMs: 5,
      report: null,
      outcome: { kind: 'delivered', platformMessageId: null, caseId, threadIds: [] },
    };
    if (!(await this.store.claim(seq, 1, this.clock.now()))) throw new Error('not claimed');
    await this.store.settle(settlement);
    if (told) this.sla.settled(settlement);
  }

  /** A customer writes, and CXone takes it into this case. */
  async request(caseId: string, by: Who = {}): Promise<Written> {
    const written = await this.write('inbound', by);
    await this.deliver(written, { caseId, ...(by.told !== undefined && { told: by.told }) });
    await this.slices();
    return written;
  }

  /** An agent answers, and CXone says that it was one. */
  async answer(by: Who = {}, author: 'agent' | 'bot' | null = 'agent'): Promise<Written> {
    const written = await this.write('outbound', by);
    await this.deliver(written);
    await this.slices();
    if (author !== null) this.sla.reports.authors({ authors: new Map([[written.id, author]]) });
    await this.slices();
    return written;
  }

  /** One round of the poller. */
  async poll(open: readonly SeenCase[], more: Partial<CaseObservation> = {}): Promise<void> {
    const now = this.clock.now();
    this.sla.reports.observed({
      integrationId: main,
      askedAt: now,
      readAt: now,
      open,
      gone: [],
      channelIds: [tulip, lotus],
      ...more,
    });
    await this.slices();
  }

  seen(caseId: string, more: Partial<SeenCase> = {}): SeenCase {
    return {
      caseId,
      cxoneChannelId: 'cx-tulip',
      threadId: `gh:${anna}`,
      status: 'new',
      statusAt: null,
      createdAt: null,
      agent: null,
      assignedAt: null,
      beganBy: 'customer',
      detailUrl: null,
      raw: null,
      ...more,
    };
  }

  board(more: Partial<Parameters<Sla['service']['board']>[0]> = {}) {
    return this.sla.service.board({ channelIds: [], show: 'open', metric: null, limit: 100, ...more });
  }

  breaches() {
    const filter = { channelIds: [], metric: null, cause: null, from: 0, before: null, limit: 100 };
    return this.sla.service.breachPage({ ...filter, until: Number.MAX_SAFE_INTEGER });
  }

  report(from = 0, until = this.clock.now() + hour) {
    const start = Math.max(from, until - 300 * 24 * hour);
    return this.sla.report.report({ channelIds: [], from: start, until, timeZone: 'UTC' });
  }

  #open(): [RelayStore, RecordKeeper, Sla] {
    const store = openIn(this.folder, { clock: this.clock, logger: this.log });
    this.#opened.push(store);
    const { clock, log } = this;
    this.#run += 1;
    const run = this.#run;
    const lives = (): boolean => run === this.#run;
    const keeper = new RecordKeeper({ store, clock, log });
    const sla = createSla({
      store,
      keeper,
      audit: { note: () => undefined },
      clock,
      log,
      newId: createRecordIds(() => clock.now(), Math.random),
      channels: channels.filter(({ id }) => this.configured.includes(id)),
      openIdOf: (_channelId: ChannelId, threadId: string) => {
        const parsed = OpenId.safeParse(threadId.replace(/^gh:/u, ''));
        return threadId.startsWith('gh:') && parsed.success ? parsed.data : null;
      },
      caseOrigins: new Set(['http://127.0.0.1:9']),
      snapshot: () => null,
      gaps: () => Promise.resolve([]),
      maintenance: () => [],
      alerts: {
        warned: (items) => void (lives() && this.warned.push(...items)),
        breached: (items) => void (lives() && this.breached.push(...items)),
      },
      poller: () => ({
        states: () => [],
        pollNow: (_integrationId, caseIds = []) => void this.polled.push(caseIds),
        wake: () => undefined,
      }),
      timeZone: 'UTC',
      clockOffsetMs: () => this.clockOffsetMs,
      isListening: () => this.listening && lives(),
      onChanged: (summary) => void this.summaries.push({ summary, at: clock.monotonic() }),
    });
    return [store, keeper, sla];
  }
}

export interface Who {
  readonly openId?: OpenId;
  readonly channelId?: ChannelId;
  readonly kind?: 'text' | 'event';
  /** False: the relay ends before the clocks hear of it. */
  readonly told?: boolean;
}

export interface Written {
  readonly seq: number;
  readonly id: MessageId;
}
