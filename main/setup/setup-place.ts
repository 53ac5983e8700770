import type { BookStore } from './book/book-store.ts';
import type { SetupSecrets } from './secrets/setup-secrets.ts';

/** A book with its secrets. There are two: the real one, and the one for practice against the sandbox. */
export interface SetupPlace {
  readonly store: BookStore;
  readonly secrets: SetupSecrets;
}

export interface SetupPlaces {
  readonly real: SetupPlace;
  readonly practice: SetupPlace;
}
