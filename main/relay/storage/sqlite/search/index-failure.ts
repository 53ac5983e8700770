/** The file of the index could not be read or written; `cause` says why. The store has nothing to do with it. */
export class IndexFailure extends Error {
  override readonly name = 'IndexFailure';

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
