/** What searching a filled store showed. Milliseconds unless the name says otherwise. */
export interface SearchWork {
  readonly messages: number;
  readonly buildPerSecond: number;
  readonly indexMiB: number;
  readonly storeMiB: number;
  readonly text: Spread;
  /** Words of one and two Chinese characters. */
  readonly shortChinese: Spread;
  readonly filter: Spread;
  readonly nextPages: Spread;
  /** From the acknowledgement of a message until it is found by its words, at 200 messages/s. */
  readonly foundAfter: Spread;
  /** Of storing a message, 200/s: while somebody searches heavily, by the same without. The median of interleaved rounds. */
  readonly acceptRatio: number;
  readonly acceptAlone: number;
  readonly acceptSearching: number;
  readonly searchesPerSecond: number;
  /** Each kind of search, the slowest first. */
  readonly kinds: readonly (Spread & { readonly search: string })[];
}

export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}
