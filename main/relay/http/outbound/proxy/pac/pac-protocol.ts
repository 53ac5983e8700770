/** What the thread that runs PAC files is asked. Every question stands for itself. */
export interface PacAsk {
  readonly script: string;
  /** Null: only whether the script can be used. */
  readonly target: { readonly url: string; readonly host: string } | null;
  /** IPv4 addresses of the names that were looked up for it; null: there is none. */
  readonly names: Readonly<Record<string, string | null>>;
  /** Of this computer. */
  readonly ownAddress: string;
}

export type PacReply =
  | { readonly kind: 'answer'; readonly answer: string }
  /** Look this name up and ask again. */
  | { readonly kind: 'needs'; readonly name: string }
  /** `detail`: 'ReferenceError: x is not defined', cut; of the script's making. */
  | { readonly kind: 'failed'; readonly detail: string };

export interface PacStart {
  /** quickjs.wasm: read by who starts the thread, which may have to read it from an archive. */
  readonly engine: Uint8Array<ArrayBuffer>;
}

export interface NumberedAsk extends PacAsk {
  readonly id: number;
}

export interface NumberedReply {
  readonly id: number;
  readonly reply: PacReply;
}
