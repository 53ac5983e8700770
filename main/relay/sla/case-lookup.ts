import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { SlaStore, SlaStoredMessage } from '../ports/sla-store.ts';
import type { CaseBook } from './case-book.ts';
import type { KeptCase } from './kept-case.ts';
import { settledNoteOf, storedNoteOf } from './stored-notes.ts';
import { mostMessages } from './trim-messages.ts';

/** A message may be stored so long before CXone dates the case it begins. */
const beforeCaseMs = 15 * 60_000;
/** Further back nothing is looked up. */
const reachMs = 30 * 86_400_000;
const mostQueued = 20_000;

export interface CaseLookupDeps {
  readonly store: Pick<SlaStore, 'slaConversation'>;
  readonly book: CaseBook;
  readonly log: Logger;
}

/**
 * Finds the messages of cases that CXone shows as open and that are not in the book: they began before clocks did, or their
 * record was damaged. One after the other.
 */
export class CaseLookup {
  readonly #deps: CaseLookupDeps;
  readonly #queue: KeptCase[] = [];
  #working: Promise<void> | null = null;
  #isStopped = false;

  constructor(deps: CaseLookupDeps) {
    this.#deps = deps;
  }

  add(kept: KeptCase): void {
    if (kept.openId === null || this.#isStopped || this.#queue.length >= mostQueued) return;
    this.#queue.push(kept);
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
  }

  /** Resolves when the one under way is done. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#working;
  }

  async #work(): Promise<void> {
    const { log } = this.#deps;
    for (let kept = this.#queue.shift(); kept !== undefined && !this.#isStopped; kept = this.#queue.shift()) {
      try {
        await this.#find(kept);
      } catch (thrown) {
        log.warn('sla.case_not_looked_up', { slaCaseId: kept.id, code: toRelayError(thrown).code });
      }
    }
  }

  async #find(kept: KeptCase): Promise<void> {
    const { store, book } = this.#deps;
    const { channelId, openId, createdAt } = kept;
    if (openId === null) return;
    const since = Math.max(createdAt ?? kept.beganAt, kept.beganAt - reachMs) - beforeCaseMs;
    const found = await store.slaConversation(channelId, openId, since, mostMessages);
    const mine = ofCase(found, kept);
    if (mine.length === 0) return;
    book.fill(
      kept,
      mine.map((message) => ({ ...storedNoteOf(message), done: settledNoteOf(message) })),
    );
  }
}

/** From the first message that CXone put into the case, or that can have begun it. */
function ofCase(found: readonly SlaStoredMessage[], { caseId, createdAt }: KeptCase): readonly SlaStoredMessage[] {
  const first = found.findIndex((message) => {
    if (message.direction === 'outbound' || message.kind === 'event') return false;
    if (message.caseId !== null) return message.caseId === caseId;
    return createdAt === null || message.changedAt >= createdAt - 5_000;
  });
  if (first < 0) return [];
  return found.slice(first).filter((message) => message.caseId === null || message.caseId === caseId);
}
