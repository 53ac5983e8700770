import type { SearchQuery } from '#shared/search/query.ts';
import type { FoundMessage } from '../../../ports/message-search.ts';
import { candidates } from './candidates.ts';
import { demandIndexed } from './demand-indexed.ts';
import { impossible, planOf } from './plan.ts';
import { Look, type EngineParts, type Pause } from './search-engine.ts';

/** Some of all that a search finds. */
export interface FindQuestion {
  readonly query: SearchQuery;
  /** Only messages below this seq; null: the first piece, from the newest on. */
  readonly below: number | null;
}

export interface FoundPiece {
  /** Newest first. None of them: so far nothing was found. */
  readonly messages: readonly FoundMessage[];
  /** Below which seq the next piece begins; null: there is none. */
  readonly next: number | null;
}

/** A piece ends with the list that passes it: each piece begins with the plan of the search anew. */
const pieceMessages = 5_000;
/** A piece that takes longer is handed over with what there is of it. */
const pieceMs = 400;
/** After so long others have their turn. */
const sliceMs = 10;
/** A look that finds nothing comes back after this. */
const lookMs = 50;

/** Finds all that a search means, newest first, without a row to show. */
export class Finder {
  readonly #parts: EngineParts;

  constructor(parts: EngineParts) {
    this.#parts = parts;
  }

  /** Throws SEARCH_UNAVAILABLE while the index does not hold all that must be looked through: some would be missing. */
  async piece({ query, below }: FindQuestion, pause: Pause): Promise<FoundPiece> {
    const { window, index, indexer, monotonic } = this.#parts;
    window.forgetChannels();
    const from = below ?? window.bounds().last + 1;
    if (below === null) indexer.followNewest();
    const plan = planOf(query, this.#parts);
    if (plan === impossible) return { messages: [], next: null };
    if (plan.needsText) demandIndexed(this.#parts, from);
    const look = new Look(query, this.#parts, pause);
    const source = candidates(plan, query, from, { window, index });
    const messages: FoundMessage[] = [];
    const startedAt = monotonic();
    let sliceAt = startedAt;
    do {
      messages.push(...(await look.takeSome(source, lookMs)));
      if (monotonic() - sliceAt > sliceMs) {
        await pause();
        sliceAt = monotonic();
      }
      // Nothing looked at yet: another question of the same would begin at the same place.
    } while (
      !look.isAtEnd &&
      (look.lookedTo === null || (messages.length < pieceMessages && monotonic() - startedAt < pieceMs))
    );
    return { messages, next: look.isAtEnd ? null : (look.lookedTo ?? from) };
  }
}
