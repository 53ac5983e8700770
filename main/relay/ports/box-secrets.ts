/** One secret with which a client may sign in to our Box API. Holds nothing it could be told from. */
export interface CountingSecret {
  readonly id: string;
  /** SHA-256 over salt and secret. */
  readonly digest: Uint8Array;
  readonly salt: Uint8Array;
}

/** The secrets of our Box API's clients as they count now. Read at each use. */
export interface LiveBoxSecrets {
  /** Newest first; empty for a client id that is not ours. */
  of(clientId: string): readonly CountingSecret[];
  /** A token was asked for with it. Cheap. */
  used(clientId: string, secretId: string): void;
  /** Whether a call of our own carries this mark. A mark is good once. */
  isOwnCheck(mark: string): boolean;
}

/** Header in which our own test of a secret says that it is not CXone. */
export const ownCheckHeader = 'x-veerpont-check';
