import type { ExportForm } from '#shared/domain/message-export.ts';
import type { SearchQuery } from '#shared/search/query.ts';
import type { ExportPiece } from '../../../ports/message-export.ts';
import { candidates } from './candidates.ts';
import { demandIndexed } from './demand-indexed.ts';
import { exportWritings } from './export-forms.ts';
import { exportRowOf } from './export-row.ts';
import { isoTimes } from './export-times.ts';
import { impossible, planOf } from './plan.ts';
import { Look, type EngineParts, type Pause } from './search-engine.ts';

/** One piece of a file of all that a search finds. */
export interface PieceQuestion {
  readonly query: SearchQuery;
  readonly form: ExportForm;
  readonly isMasked: boolean;
  /** IANA zone in which moments are written. */
  readonly timeZone: string;
  /** Only messages below this seq; null: the first piece, from the newest on. */
  readonly below: number | null;
}

/** UTF-16 units; a piece ends with the row that passes it. */
const pieceSize = 150_000;
/** A piece that takes longer is handed over with what there is of it, so that whoever waits knows it goes on. */
const pieceMs = 500;
/** After so long others have their turn. */
const sliceMs = 8;
/** Rows taken and written in one go. */
const rowsAtOnce = 16;
/** A look that finds nothing comes back after this. */
const lookMs = 50;

/** Writes what a search finds, newest first. */
export class Exporter {
  readonly #parts: EngineParts;

  constructor(parts: EngineParts) {
    this.#parts = parts;
  }

  /** Throws SEARCH_UNAVAILABLE while the index does not hold all that must be looked through: the file would lack messages. */
  async piece(question: PieceQuestion, pause: Pause): Promise<ExportPiece> {
    const { window, index, indexer, names, monotonic } = this.#parts;
    const { query, form, below, isMasked, timeZone } = question;
    const writing = exportWritings[form];
    const head = below === null ? writing.head : '';
    window.forgetChannels();
    const from = below ?? window.bounds().last + 1;
    if (below === null) indexer.followNewest();
    const plan = planOf(query, this.#parts);
    if (plan === impossible) return { text: head, rows: 0, next: null };
    if (plan.needsText) demandIndexed(this.#parts, from);
    const look = new Look(query, this.#parts, pause);
    const source = candidates(plan, query, from, { window, index });
    const rowParts = { window, names, isMasked, timeText: isoTimes(timeZone) };
    const lines = [head];
    const startedAt = monotonic();
    let sliceAt = startedAt;
    let size = 0;
    let rows = 0;
    do {
      for (const message of await look.take(source, rowsAtOnce, lookMs)) {
        const row = exportRowOf(message, rowParts);
        if (row === null) continue;
        const line = writing.line(row);
        lines.push(line);
        size += line.length;
        rows += 1;
      }
      if (monotonic() - sliceAt > sliceMs) {
        await pause();
        sliceAt = monotonic();
      }
      // Nothing looked at yet: another question of the same would begin at the same place.
    } while (!look.isAtEnd && (look.lookedTo === null || (size < pieceSize && monotonic() - startedAt < pieceMs)));
    return { text: lines.join(''), rows, next: look.isAtEnd ? null : (look.lookedTo ?? from) };
  }
}
