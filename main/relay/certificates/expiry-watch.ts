import type { ExpiryLine } from '#shared/domain/certificate-desk.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { CertificateAlerts } from '../ports/certificate-alerts.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import { dueNotices, nextStepAt, type ExpiryNotice } from './expiry.ts';
import { countedSteps, ExpiryMemory, withTold } from './expiry-memory.ts';
import { watchedLines } from './watched-lines.ts';

const factName = 'certificate-expiry';
/** Also without a step ahead: the wall clock may have been set, or the computer slept. */
const lookEveryMs = 3_600_000;
/** Changes that come together are looked at together. */
const soonMs = 1_000;
/** A wall clock that gains so much on the steady one was set, or the computer slept. */
const jumpMs = 3_600_000;
/** A clock set by mistake is mostly put right within this time. */
const heldAfterJumpMs = 3_600_000;
/** What people are told is on disk by then; only after that the step counts as told. */
const keepAfterMs = 5_000;
const keepAgainMs = 600_000;

export interface ExpiryWatchDeps {
  /** The time line of ends as it is now. */
  readonly certificates: () => readonly ExpiryLine[];
  readonly facts: Pick<RelayStore, 'readFact' | 'writeFact'>;
  readonly alerts: CertificateAlerts;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Tells of every certificate in use, or about to be, before it ends: once for each certificate and step, over restarts too.
 * When in doubt (a memory that cannot be read, an end between telling and remembering) it tells twice rather than never.
 */
export class ExpiryWatch {
  readonly #deps: ExpiryWatchDeps;
  #memory: ExpiryMemory = {};
  #isStarted = false;
  #isUnkept = false;
  #isSoon = false;
  #seen: { readonly wall: number; readonly steady: number } | null = null;
  /** Steady time before which nothing is told. */
  #heldUntil = 0;
  #cancelLook: (() => void) | null = null;
  #cancelKeep: (() => void) | null = null;

  constructor(deps: ExpiryWatchDeps) {
    this.#deps = deps;
  }

  /** Looks at once. To be called when alerts are started and the certificates are known. Never rejects. */
  async start(): Promise<void> {
    this.#memory = await this.#load();
    this.#isStarted = true;
    this.#look();
  }

  /** What was told is on disk when this resolves, unless it cannot be written. */
  async stop(): Promise<void> {
    this.#isStarted = false;
    this.#cancelLook?.();
    this.#cancelKeep?.();
    this.#cancelLook = null;
    this.#cancelKeep = null;
    if (this.#isUnkept) await this.#keep();
  }

  /** The certificates are others, or are used otherwise. */
  changed(): void {
    if (!this.#isStarted || this.#isSoon) return;
    this.#lookIn(soonMs);
    this.#isSoon = true;
  }

  async #load(): Promise<ExpiryMemory> {
    try {
      const text = await this.#deps.facts.readFact(factName);
      return text === null ? {} : ExpiryMemory.parse(JSON.parse(text));
    } catch (thrown) {
      this.#deps.log.error('certificates.expiry_memory_unreadable', { detail: toRelayError(thrown).code });
      return {};
    }
  }

  #look(): void {
    const { clock } = this.#deps;
    const now = clock.now();
    const lines = this.#lines();
    this.#noteJump(now);
    if (clock.monotonic() >= this.#heldUntil) {
      const due = dueNotices(lines, countedSteps(this.#memory, now), now);
      for (const notice of due) this.#tell(notice);
      if (due.length > 0) this.#remember(withTold(this.#memory, due, lines, now));
    }
    const next = nextStepAt(lines, now);
    this.#lookIn(Math.min(lookEveryMs, next === null ? lookEveryMs : next - now));
  }

  #lines(): readonly ExpiryLine[] {
    try {
      return watchedLines(this.#deps.certificates());
    } catch (thrown) {
      this.#deps.log.error('certificates.expiry_not_seen', { detail: toRelayError(thrown).code });
      return [];
    }
  }

  #noteJump(now: number): void {
    const steady = this.#deps.clock.monotonic();
    const gained = this.#seen === null ? 0 : now - this.#seen.wall - (steady - this.#seen.steady);
    this.#seen = { wall: now, steady };
    if (gained < jumpMs) return;
    this.#heldUntil = steady + heldAfterJumpMs;
    this.#deps.log.info('certificates.expiry_held', { gainedMs: gained });
  }

  #tell({ certificate, step, daysLeft }: ExpiryNotice<ExpiryLine>): void {
    const { name, validUntil, serves, what, sha256 } = certificate;
    this.#deps.log.warn('certificates.expiry_told', { sha256, step, daysLeft });
    const code = step === 0 ? 'CERT_EXPIRED' : 'CERT_EXPIRES_SOON';
    this.#deps.alerts.told({ name, validUntil, daysLeft, code, serves, what });
  }

  #remember(memory: ExpiryMemory): void {
    this.#memory = memory;
    this.#isUnkept = true;
    this.#keepIn(keepAfterMs);
  }

  async #keep(): Promise<void> {
    this.#isUnkept = false;
    try {
      await this.#deps.facts.writeFact(factName, JSON.stringify(this.#memory));
    } catch (thrown) {
      this.#isUnkept = true;
      this.#deps.log.warn('certificates.expiry_memory_not_kept', { detail: toRelayError(thrown).code });
      if (this.#isStarted) this.#keepIn(keepAgainMs);
    }
  }

  #keepIn(delayMs: number): void {
    this.#cancelKeep?.();
    this.#cancelKeep = this.#deps.clock.after(delayMs, () => {
      this.#cancelKeep = null;
      void this.#keep();
    });
  }

  #lookIn(delayMs: number): void {
    this.#cancelLook?.();
    this.#isSoon = false;
    this.#cancelLook = this.#deps.clock.after(delayMs, () => {
      this.#look();
    });
  }
}
