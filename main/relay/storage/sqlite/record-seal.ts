import type { KeyObject } from 'node:crypto';
import type { ContactBook } from './contact-book.ts';
import { seal, unseal, type NonceSource } from './envelope.ts';
import type { KeyLadder } from './key-ladder.ts';

/** Names the place a sealed value belongs to: table and column, then what identifies the row and never changes. */
export type SealedPlace = readonly [string, ...(string | number | null)[]];

/** Small values beside a message, sealed with the key of its contact: unreadable with the message once the salt is gone. */
export class RecordSeal {
  readonly #keys: KeyLadder;
  readonly #nonces: NonceSource;
  readonly #contacts: ContactBook;

  constructor(keys: KeyLadder, nonces: NonceSource, contacts: ContactBook) {
    this.#keys = keys;
    this.#nonces = nonces;
    this.#contacts = contacts;
  }

  /** Null when the contact's key is gone: nothing is kept of such a contact any more. */
  seal(contactNo: number | null, place: SealedPlace, plain: string): Buffer | null {
    const key = this.#keyOf(contactNo);
    return key === null ? null : seal(key, JSON.stringify(place), this.#nonces.next(), plain);
  }

  /** Null when it was changed, belongs elsewhere, or its key is gone. */
  unseal(contactNo: number | null, place: SealedPlace, sealed: Buffer | null): string | null {
    const key = this.#keyOf(contactNo);
    return key === null || sealed === null ? null : unseal(key, JSON.stringify(place), sealed);
  }

  sealOperator(place: SealedPlace, name: string): Buffer {
    return seal(this.#keys.operatorKey, JSON.stringify(place), this.#nonces.next(), name);
  }

  unsealOperator(place: SealedPlace, sealed: Buffer | null): string | null {
    return sealed === null ? null : unseal(this.#keys.operatorKey, JSON.stringify(place), sealed);
  }

  #keyOf(contactNo: number | null): KeyObject | null {
    return contactNo === null ? this.#keys.strangerKey : (this.#contacts.byNo(contactNo)?.key ?? null);
  }
}
