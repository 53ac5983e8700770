/** A call of CXone's to a path of our Box API that is none. */
export interface UnknownBoxCall {
  readonly method: string;
  /** Without what may name a person. */
  readonly path: string;
  /** Of its body, as announced; null when it did not say. */
  readonly sizeBytes: number | null;
}

/**
 * What CXone's calls show of an integration. Called on the path of messages: cheap, and never throws. `under`: the address of
 * ours the call came under; null where that cannot be told.
 */
export interface BoxSightings {
  /** CXone got a token; our own checks are not told. */
  tokenFetched(clientId: string, under?: string | null): void;
  /** A call came with a token that is good. */
  called(clientId: string, under?: string | null): void;
  unknownCall(clientId: string, call: UnknownBoxCall): void;
}
