import type { ExportForm } from '#shared/domain/message-export.ts';
import type { SearchScope } from '#shared/domain/message-task.ts';

/** One piece of a file. The first begins with the file's head. */
export interface ExportQuestion {
  readonly search: SearchScope;
  readonly form: ExportForm;
  readonly isMasked: boolean;
  /** Of the piece before; null: the first one. */
  readonly below: number | null;
  /** When the first piece was asked for, epoch ms: what 'seven days ago' is counted from. Left out: now. */
  readonly asOf?: number;
}

export interface ExportPiece {
  readonly text: string;
  readonly rows: number;
  /** For the next piece; null at the end. */
  readonly next: number | null;
}
