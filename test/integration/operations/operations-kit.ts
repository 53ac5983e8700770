import { rmSync } from 'node:fs';
import { vi } from 'vitest';
import type { Incident } from '#shared/domain/incident.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { AuditLine } from '#shared/domain/operations.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { AuditService } from '#relay/operations/audit-service.ts';
import { IncidentActs } from '#relay/operations/incident-acts.ts';
import { IncidentService } from '#relay/operations/incident-service.ts';
import { createRecordIds, type RecordIds } from '#relay/operations/record-id.ts';
import { RecordKeeper } from '#relay/operations/record-keeper.ts';
import type { RelayStore } from '#relay/ports/relay-store.ts';
import { noon, tulip } from '#test/contracts/new-message.ts';
import { aState, type FakeChannelWatch } from '#test/fakes/channel-states.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { makeFolder, openIn } from '../storage/sqlite-harness.ts';

/** A store with a keeper, and a clock that is wound: what the services of one run share. */
export class OperationsKit {
  readonly folder = makeFolder();
  readonly clock = new HandClock(noon);
  readonly log = silentLogger;
  readonly newId: RecordIds = createRecordIds(() => this.clock.now(), Math.random);
  store: RelayStore;
  keeper: RecordKeeper;
  audit: AuditService;
  readonly lines: AuditLine[] = [];

  constructor() {
    ({ store: this.store, keeper: this.keeper, audit: this.audit } = this.#open());
  }

  /** The relay ends, and begins again after so long. `crash`: what it would do at its end is left out. */
  async restart(afterMs = 0): Promise<void> {
    await this.keeper.stop();
    await this.store.close();
    this.clock.wind(afterMs);
    ({ store: this.store, keeper: this.keeper, audit: this.audit } = this.#open());
  }

  async dispose(): Promise<void> {
    await this.keeper.stop();
    await this.store.close();
    rmSync(this.folder, { recursive: true });
  }

  /** Winds in steps, with the disk at rest after each. */
  async wind(ms: number, stepMs = ms): Promise<void> {
    for (let wound = 0; wound < ms; wound += stepMs) {
      this.clock.wind(Math.min(stepMs, ms - wound));
      await this.atRest();
    }
  }

  /** Resolves when everything asked of the store so far is done. */
  async atRest(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) {
      await this.keeper.tried();
      await this.store.writeFact('test.turn', String(turn));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #open() {
    const store = openIn(this.folder, { clock: this.clock });
    const keeper = new RecordKeeper({ store, clock: this.clock, log: this.log });
    const { clock, log, newId } = this;
    const onAdded = (line: AuditLine): void => void this.lines.push(line);
    return { store, keeper, audit: new AuditService({ store, keeper, clock, log, newId, onAdded }) };
  }
}

/** Incidents of channels whose states the test sets. */
export async function startIncidents(
  kit: OperationsKit,
  watch: FakeChannelWatch,
  options: { readonly maintenanceUntil?: (channelId: ChannelId, at: number) => number | null } = {},
) {
  const { store, keeper, clock, log, newId, audit } = kit;
  const onChange = vi.fn<(incident: Incident) => void>();
  const maintenanceUntil = options.maintenanceUntil ?? (() => null);
  const incidents = new IncidentService({ watch, store, keeper, maintenanceUntil, clock, log, newId, onChange });
  await incidents.start();
  const acts = new IncidentActs({ incidents, audit, clock });
  const state = (...[kind, overrides]: [Parameters<typeof aState>[0], Parameters<typeof aState>[2]?]): void => {
    watch.set(tulip, aState(kind, clock.now(), overrides), clock.now());
  };
  return { incidents, acts, onChange, state };
}
