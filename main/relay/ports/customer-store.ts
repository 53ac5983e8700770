import type { OperationsRecord } from './operations-store.ts';
import type { Contact } from './relay-store.ts';

/** Some of the messages of an end user who is being erased. */
export interface ErasedMessages {
  readonly seqs: readonly number[];
  /** Their files on disk, as the media store names them. */
  readonly mediaRefs: readonly string[];
  /** Looked through up to here. */
  readonly lastSeq: number;
  readonly isEnd: boolean;
}

/**
 * What is kept of one end user, and its removal. That goes in steps, since there may be very many messages: `eraseContact`
 * is one commit, after which nothing of the end user can be read or found; then what is left is removed bit by bit, and a
 * relay that ended meanwhile goes on where it was.
 */
export interface CustomerStore {
  /** Null when there is none of this number, or nothing is kept of him any more. */
  customerContact(contactNo: number): Promise<Contact | null>;
  /**
   * Takes away the end user's id, reply window and key, and the conversations CXone knows; `mark` is put in the same
   * commit, for going on. The number is never given again: what the end user writes later is another's. Rejects with
   * CUSTOMER_UNKNOWN; with CUSTOMER_HAS_WAITING (value: how many) while messages wait.
   */
  eraseContact(contactNo: number, mark: OperationsRecord): Promise<void>;
  /** In order of seq, from above `afterSeq`; few at a time, and maybe none although there are more. */
  erasedMessages(contactNo: number, afterSeq: number): Promise<ErasedMessages>;
  /**
   * Removes those of the messages that are this end user's with everything that belongs to them; `mark` is put in the same
   * commit. Returns how many there were. The running counts follow.
   */
  removeErased(contactNo: number, seqs: readonly number[], mark: OperationsRecord): Promise<number>;
  /** Nothing removed so far stands in the file or its log any more. False: somebody reads, try again later. */
  overwriteRemoved(): Promise<boolean>;
}
