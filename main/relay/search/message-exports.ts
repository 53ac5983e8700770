import type { Handlers, OutputOf, ParsedInputOf } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { AuditTrail, KeptAudit } from '../ports/audit-trail.ts';
import type { ExportPiece, ExportQuestion } from '../ports/message-export.ts';
import type { MessageSearch } from '../ports/message-search.ts';

export interface MessageExportsDeps {
  readonly search: Pick<MessageSearch, 'count' | 'exportPiece'>;
  readonly audit: AuditTrail & KeptAudit;
  readonly clock: Clock;
  readonly random: (byteCount: number) => Buffer;
}

type OpenInput = ParsedInputOf<RelayContract['export.open']>;
type CloseInput = ParsedInputOf<RelayContract['export.close']>;
type ReadAnswer = OutputOf<RelayContract['export.read']>;

interface Open {
  readonly by: string;
  readonly question: Omit<ExportQuestion, 'below'>;
  /** Read at the start, so that what comes later is not in the file. */
  first: ExportPiece | null;
  /** Where the next piece begins; null: there is none. */
  below: number | null;
  rows: number;
  /** Reads take turns. */
  lastRead: Promise<unknown>;
  cancelForgetting: () => void;
}

const mostAtOnce = 3;
const forgottenAfterMs = 10 * 60_000;
const idBytes = 18;

/** Exports under way: each is pulled a piece at a time by whoever writes the file. */
export class MessageExports {
  readonly #deps: MessageExportsDeps;
  readonly #open = new Map<string, Open>();
  #beginning = 0;
  readonly handlers: Pick<Handlers<RelayContract>, 'export.open' | 'export.read' | 'export.close'> = {
    'export.open': (input) => this.open(input),
    'export.read': ({ exportId }) => this.read(exportId),
    'export.close': (input) => this.close(input),
  };

  constructor(deps: MessageExportsDeps) {
    this.#deps = deps;
  }

  /**
   * In the audit when this resolves; on disk there when it shows what is personal. Rejects with EXPORT_TOO_MANY,
   * SEARCH_UNAVAILABLE, the first problem of the text, and then with what the store rejects with.
   */
  async open({ search, form, revealReason, by }: OpenInput): Promise<OutputOf<RelayContract['export.open']>> {
    if (this.#open.size + this.#beginning >= mostAtOnce) {
      throw new RelayError('EXPORT_TOO_MANY', 'as many exports are under way as there may be');
    }
    const { clock, random, audit } = this.#deps;
    const isMasked = revealReason === null;
    const question = { search, form, isMasked, asOf: clock.now() };
    this.#beginning += 1;
    try {
      const expected = await this.#deps.search.count(search);
      const first = await this.#deps.search.exportPiece({ ...question, below: null });
      const exportId = random(idBytes).toString('base64url');
      const line = { by, action: 'messages_exported', channelId: null, subject: null } as const;
      if (isMasked) audit.note({ ...line, detail: `${form}, masked` });
      else await audit.keep({ ...line, detail: `${form}, unmasked: ${revealReason}` });
      const open: Open = {
        by,
        question,
        first,
        below: first.next,
        rows: 0,
        lastRead: Promise.resolve(),
        cancelForgetting: () => undefined,
      };
      this.#open.set(exportId, open);
      this.#forgetLater(exportId, open);
      return { exportId, expected };
    } finally {
      this.#beginning -= 1;
    }
  }

  /** After a failure the same piece can be asked for again. Rejects with EXPORT_UNKNOWN, SEARCH_UNAVAILABLE. */
  async read(exportId: string): Promise<ReadAnswer> {
    const open = this.#open.get(exportId);
    if (open === undefined) throw new RelayError('EXPORT_UNKNOWN', 'no export has this id');
    const answer = open.lastRead.then(
      () => this.#next(open),
      () => this.#next(open),
    );
    open.lastRead = answer;
    try {
      return await answer;
    } finally {
      if (this.#open.get(exportId) === open) this.#forgetLater(exportId, open);
    }
  }

  /** What is not known any more is over already. */
  close({ exportId, outcome, rows, by }: CloseInput): null {
    const open = this.#open.get(exportId);
    if (open !== undefined) this.#end(exportId, open, `${outcome}, ${rows} rows`, by);
    return null;
  }

  /** Before the search is stopped. */
  stop(): void {
    for (const [exportId, open] of this.#open) this.#end(exportId, open, `relay ended, ${open.rows} rows`, open.by);
  }

  async #next(open: Open): Promise<ReadAnswer> {
    const { first, below, question } = open;
    if (first === null && below === null) return { text: '', rows: 0, isEnd: true };
    const piece = first ?? (await this.#deps.search.exportPiece({ ...question, below }));
    open.first = null;
    open.below = piece.next;
    open.rows += piece.rows;
    return { text: piece.text, rows: piece.rows, isEnd: piece.next === null };
  }

  #forgetLater(exportId: string, open: Open): void {
    open.cancelForgetting();
    open.cancelForgetting = this.#deps.clock.after(forgottenAfterMs, () => {
      this.#end(exportId, open, `not read on, ${open.rows} rows`, open.by);
    });
  }

  #end(exportId: string, open: Open, detail: string, by: string): void {
    open.cancelForgetting();
    this.#open.delete(exportId);
    this.#deps.audit.note({ by, action: 'messages_exported', channelId: null, subject: null, detail });
  }
}
