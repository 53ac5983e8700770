import type { RelayUrls } from '#shared/contract/relay-contract.ts';
import type { PracticePlaces, SetupView } from '#shared/domain/setup/book.ts';
import type { SetupContext } from '#shared/setup/context.ts';
import { usablePublicUrl } from './merge.ts';
import { PracticePages } from './practice-pages.ts';
import type { RelayBook, Surroundings } from './relay-book.ts';
import type { SetupPlace, SetupPlaces } from './setup-place.ts';

/** Also where the port is the usual one, which an address leaves out. */
function portOfUrl(url: string): number {
  const { port, protocol } = new URL(url);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

export interface SetupHereDeps {
  readonly places: SetupPlaces;
  readonly relayBook: RelayBook;
  /** True while the relay works beside the built-in sandbox, or is about to. */
  readonly sandboxInUse: () => boolean;
  /** What the running sandbox said of its places, unchecked, or null. */
  readonly practice: () => unknown;
  /** Where the running relay listens, or null. */
  readonly relayUrls: () => RelayUrls | null;
}

/** Which set-up is in front of the person, and what surrounds it: the real one, or practice. */
export class SetupHere {
  readonly #deps: SetupHereDeps;
  /** Where the relay of the practice listened last: while it starts anew it comes back there. */
  #practiceUrl: string | null = null;

  constructor(deps: SetupHereDeps) {
    this.#deps = deps;
  }

  get isPractice(): boolean {
    return this.#deps.sandboxInUse();
  }

  get place(): SetupPlace {
    const { real, practice } = this.#deps.places;
    return this.isPractice ? practice : real;
  }

  get beside(): Surroundings {
    return this.#deps.relayBook.beside(this.isPractice ? 'sandbox' : 'file');
  }

  /** Null unless this is practice and the sandbox runs. */
  get practice(): PracticePages | null {
    return this.isPractice ? (PracticePages.safeParse(this.#deps.practice()).data ?? null) : null;
  }

  /** Base URL under which the platforms reach the relay: relay.json's, the book's, or in practice the relay's own. */
  publicUrl(): string | null {
    const { book } = this.place.store;
    const named = this.beside.publicUrl ?? usablePublicUrl(book.address.publicUrl, this.isPractice);
    if (named !== null || !this.isPractice) return named;
    this.#practiceUrl = this.#deps.relayUrls()?.wechat.replace(/\/wechat\/?$/u, '') ?? this.#practiceUrl;
    return this.#practiceUrl;
  }

  /** Where CXone's calls come, when they have a listener with an address of its own: the set-up's, or the one beside it. */
  boxUrl(): string | null {
    const box = this.isPractice ? null : (this.place.store.book.relay.applied?.box ?? null);
    if (box === null || box.use === 'given') return this.beside.boxUrl;
    return box.use === 'own' && box.publicUrl !== '' ? box.publicUrl : null;
  }

  /** Ports on which the running relay answers the outside now. */
  portsInUse(): number[] {
    const urls = this.#deps.relayUrls();
    return urls === null ? [] : [urls.wechat, urls.box].map(portOfUrl);
  }

  context(): SetupContext {
    const { store, secrets } = this.place;
    return {
      book: store.book,
      secrets: secrets.list(),
      given: this.beside.given,
      publicUrl: this.publicUrl(),
      allowPrivate: this.isPractice,
    };
  }

  view(): SetupView {
    const { book, secrets, given, publicUrl } = this.context();
    return { book, secrets: [...secrets], given, practice: placesOf(this.practice), publicUrl };
  }
}

function placesOf(pages: PracticePages | null): PracticePlaces | null {
  if (pages === null) return null;
  const { wechatApiBase, cxone, tenantPage, wechatPage } = pages;
  return { wechatApiBase, cxone, tenantPage, wechatPage };
}
