import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { SlaSettingsView } from '#shared/contract/sla-contract.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { type SlaCaseFacts, type SlaPreview } from '#shared/domain/sla.ts';
import { SlaVersion, type SlaSettings } from '#shared/domain/sla-settings.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { checkSlaSettings } from '#shared/sla/check-settings.ts';
import { defaultSlaSettings } from '#shared/sla/defaults.ts';
import { policyTimeline, type PolicyTimeline } from '#shared/sla/policy-timeline.ts';
import { movesOf } from '#shared/sla/preview.ts';
import { bodyOf } from '../operations/record-body.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { OperationsStore } from '../ports/operations-store.ts';
import type { RelayStore } from '../ports/relay-store.ts';

const mostVersions = 1_000;
const historyShown = 50;
const mostProblems = 100;
/** Cases are weighed so many at a time; then others have their turn. */
const weighedAtOnce = 100;
const mostMoves = 200;
/** A second copy of the versions that count: should a record be damaged, the settings in force stay in force. */
const copyFact = 'sla.settings';
const Copy = z.array(SlaVersion);
const copiesKept = 3;
const firstId = 'initial';

export interface SlaSettingsDeps {
  readonly store: Pick<OperationsStore, 'records' | 'getRecord' | 'putRecord'> &
    Pick<RelayStore, 'readFact' | 'writeFact'>;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly log: Logger;
  readonly newId: (prefix: string) => string;
  /** Of this computer, for the first settings. */
  readonly timeZone: string;
  readonly nameOf: (channelId: ChannelId) => string;
  /** Other settings count, or will. */
  readonly onChange: () => void;
}

/** The settings of SLA clocks, in versions: each counts from its moment on, and time before it stays with the one before. */
export class SlaSettingsService {
  readonly #deps: SlaSettingsDeps;
  /** Oldest first; never empty once loaded. */
  #versions: SlaVersion[] = [];
  #timeline: PolicyTimeline;
  #isLoaded = false;
  #changing: Promise<unknown> = Promise.resolve();

  constructor(deps: SlaSettingsDeps) {
    this.#deps = deps;
    this.#versions = [firstVersion(deps)];
    this.#timeline = policyTimeline(this.#versions);
  }

  /** Reads what was set. Without anything the defaults count from now on. */
  async load(): Promise<void> {
    const { store, log } = this.#deps;
    const records = await store.records({
      kind: 'sla_version',
      openOnly: true,
      order: 'oldest_first',
      limit: mostVersions,
    });
    const found = new Map<string, SlaVersion>();
    for (const record of records) {
      const version = bodyOf(SlaVersion, record, log);
      if (version === null) continue;
      if (isSound(version.settings)) found.set(version.id, version);
      else log.error('sla.version_unsound', { versionId: version.id });
    }
    for (const copy of await this.#copies()) {
      // One that was taken back stays so, should its copy be older.
      const isTakenBack = (await store.getRecord('sla_version', copy.id))?.endedAt != null;
      if (found.has(copy.id) || isTakenBack || !isSound(copy.settings)) continue;
      log.error('sla.version_restored', { versionId: copy.id });
      found.set(copy.id, copy);
      await store.putRecord(recordOf(copy, null));
    }
    if (found.size === 0) {
      const first = firstVersion(this.#deps);
      await store.putRecord(recordOf(first, null));
      found.set(first.id, first);
    }
    this.#take([...found.values()]);
    this.#isLoaded = true;
    await this.#copy();
  }

  get timeline(): PolicyTimeline {
    return this.#timeline;
  }

  /** Since when there are clocks. */
  get beganAt(): number {
    return this.#versions[0]?.savedAt ?? 0;
  }

  /** What counts now. */
  current(): SlaVersion {
    return this.#inForce(this.#deps.clock.now());
  }

  view(): SlaSettingsView {
    const now = this.#deps.clock.now();
    const past = this.#versions.filter(({ appliesFrom }) => appliesFrom <= now);
    const history = [...(past.length === 0 ? this.#versions.slice(0, 1) : past)]
      .reverse()
      .slice(0, historyShown)
      .map(({ settings: _, ...version }) => version);
    return { current: this.#inForce(now), planned: this.#planned(now), history };
  }

  /** One change after the other. */
  set(input: {
    readonly settings: SlaSettings;
    readonly appliesFrom: number | null;
    readonly note: string;
    readonly basedOn: string;
    readonly by: string;
  }): Promise<SlaSettingsView> {
    return this.#inTurn(async () => {
      const { clock, newId, audit } = this.#deps;
      const now = clock.now();
      this.#demandNewest(input.basedOn);
      if (input.appliesFrom !== null && input.appliesFrom < now) {
        throw new RelayError('TIME_IN_PAST', 'the settings would apply from a moment that is over');
      }
      const [problem] = checkSlaSettings(input.settings);
      if (problem !== undefined) {
        throw new RelayError('SLA_SETTINGS_INVALID', 'the settings cannot come into force', { value: problem.code });
      }
      const planned = this.#planned(now);
      const others = this.#versions.filter((version) => version !== planned);
      const version: SlaVersion = {
        id: newId('slv'),
        settings: input.settings,
        // A clock that was set back must not put it before the one it follows.
        appliesFrom: Math.max(input.appliesFrom ?? now, (others.at(-1)?.appliesFrom ?? -Infinity) + 1),
        savedAt: now,
        by: input.by,
        note: input.note,
      };
      await this.#put(version, planned, [...others, version]);
      const detail = new Date(version.appliesFrom).toISOString();
      audit.note({ by: input.by, action: 'sla_settings', channelId: null, subject: version.id, detail });
      return this.view();
    });
  }

  /** Takes a planned version back. Throws SLA_SETTINGS_CHANGED when it is in force, or planned no more. */
  cancelPlanned({ versionId, by }: { readonly versionId: string; readonly by: string }): Promise<SlaSettingsView> {
    return this.#inTurn(async () => {
      const { clock, audit } = this.#deps;
      const planned = this.#planned(clock.now());
      if (planned?.id !== versionId) {
        throw new RelayError('SLA_SETTINGS_CHANGED', 'these settings are not planned any more', { value: versionId });
      }
      await this.#put(
        null,
        planned,
        this.#versions.filter((version) => version !== planned),
      );
      audit.note({ by, action: 'sla_planned_taken_back', channelId: null, subject: versionId, detail: null });
      return this.view();
    });
  }

  /** What the settings would change of these cases. */
  async preview(
    input: { readonly settings: SlaSettings; readonly appliesFrom: number | null },
    cases: readonly SlaCaseFacts[],
    now: number,
  ): Promise<SlaPreview> {
    const nothing = { openClocks: 0, sooner: 0, later: 0, wouldBreach: 0, appearOrEnd: 0, moves: [] };
    const problems = checkSlaSettings(input.settings).slice(0, mostProblems);
    if (problems.length > 0) return { ...nothing, problems };
    const at = this.#deps.clock.now();
    const planned = this.#planned(at);
    const before = policyTimeline(this.#versions);
    const others = this.#versions.filter((version) => version !== planned);
    const appliesFrom = Math.max(input.appliesFrom ?? at, (others.at(-1)?.appliesFrom ?? -Infinity) + 1);
    const after = policyTimeline([...others, { id: 'preview', settings: input.settings, appliesFrom }]);
    const sum: SlaPreview = { ...nothing, problems: [] };
    for (let from = 0; from < cases.length; from += weighedAtOnce) {
      const part = movesOf(cases.slice(from, from + weighedAtOnce), before, after, now, this.#deps.nameOf);
      sum.openClocks += part.openClocks;
      sum.sooner += part.sooner;
      sum.later += part.later;
      sum.wouldBreach += part.wouldBreach;
      sum.appearOrEnd += part.appearOrEnd;
      sum.moves = mostUrgentMoves([...sum.moves, ...part.moves]);
      await nextTurn();
    }
    return sum;
  }

  #inForce(now: number): SlaVersion {
    const found = this.#versions.findLast(({ appliesFrom }) => appliesFrom <= now) ?? this.#versions[0];
    if (found === undefined) throw new RelayError('INTERNAL', 'there are no settings');
    return found;
  }

  #planned(now: number): SlaVersion | null {
    const newest = this.#versions.at(-1) ?? null;
    return newest !== null && newest.appliesFrom > now && this.#versions.length > 1 ? newest : null;
  }

  #demandNewest(basedOn: string): void {
    const newest = this.#versions.at(-1);
    // Before anything was read, the defaults stand for settings that nobody has seen yet.
    if (this.#isLoaded && newest?.id === basedOn) return;
    throw new RelayError('SLA_SETTINGS_CHANGED', 'somebody changed the settings meanwhile', { value: basedOn });
  }

  /** On disk first: what cannot be kept does not count. */
  async #put(added: SlaVersion | null, replaced: SlaVersion | null, versions: readonly SlaVersion[]): Promise<void> {
    const { store, clock, onChange } = this.#deps;
    await Promise.all([
      added === null ? null : store.putRecord(recordOf(added, null)),
      replaced === null ? null : store.putRecord(recordOf(replaced, clock.now())),
    ]);
    this.#take(versions);
    await this.#copy();
    onChange();
  }

  #take(versions: readonly SlaVersion[]): void {
    this.#versions = [...versions].sort((one, other) => one.appliesFrom - other.appliesFrom);
    this.#timeline = policyTimeline(this.#versions);
  }

  async #copy(): Promise<void> {
    const { store, log } = this.#deps;
    const kept = JSON.stringify(this.#versions.slice(-copiesKept));
    await store.writeFact(copyFact, kept).catch(() => {
      log.warn('sla.settings_not_copied');
    });
  }

  async #copies(): Promise<readonly SlaVersion[]> {
    const { store, log } = this.#deps;
    try {
      const text = await store.readFact(copyFact);
      return text === null ? [] : Copy.parse(JSON.parse(text));
    } catch {
      log.error('sla.settings_copy_unreadable');
      return [];
    }
  }

  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const turn = this.#changing.then(change);
    this.#changing = turn.catch(() => undefined);
    return turn;
  }
}

function firstVersion({ timeZone, clock }: Pick<SlaSettingsDeps, 'timeZone' | 'clock'>): SlaVersion {
  const now = clock.now();
  const settings = defaultSlaSettings(timeZone);
  return { id: firstId, settings, appliesFrom: now, savedAt: now, by: null, note: '' };
}

/** `endedAt`: it was taken back before it counted. Others are kept for good: old cases are counted by them. */
function recordOf(version: SlaVersion, endedAt: number | null) {
  const { id, appliesFrom: at } = version;
  const over = endedAt === null ? null : Math.max(at, endedAt);
  const body = JSON.stringify(version);
  return { kind: 'sla_version' as const, id, channelId: null, parent: null, at, endedAt: over, body };
}

function isSound(settings: SlaSettings): boolean {
  return checkSlaSettings(settings).length === 0;
}

function mostUrgentMoves(moves: SlaPreview['moves']): SlaPreview['moves'] {
  const urgency = ({ after }: SlaPreview['moves'][number]): number =>
    after === null ? Infinity : (after.deadlineAt ?? Number.MAX_SAFE_INTEGER);
  return moves
    .sort((one, other) => {
      const [first, second] = [urgency(one), urgency(other)];
      return first === second ? (one.id < other.id ? -1 : 1) : first - second;
    })
    .slice(0, mostMoves);
}
