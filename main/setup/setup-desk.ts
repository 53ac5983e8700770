import { pasteValues, type PasteValues } from './paste-values.ts';
import type {
  ApplyResult,
  SecretOwner,
  SetupBook,
  SetupForm,
  SetupKind,
  SetupSecretName,
  SetupView,
} from '#shared/domain/setup/book.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import { hasErrors } from '#shared/setup/context.ts';
import { isFilled } from '#shared/setup/names.ts';
import { checkSecret, cleanSecret } from '#shared/setup/secret-rules.ts';
import { applyEntry } from './apply-entry.ts';
import { idsOf, withCopy } from './book/entry-copy.ts';
import { channelIn, formOf, integrationIn, withForm, withTick } from './book/entry-edits.ts';
import { withoutEntry, withoutNamed } from './book/entry-removal.ts';
import { usablePublicUrl } from './merge.ts';
import { practicePageUrl, type PracticePage } from './practice-pages.ts';
import { makeSecret } from './secrets/make-secret.ts';
import { note, type SetupDeps } from './setup-deps.ts';

/** The public address is typed letter by letter; the relay starts anew when it has stood still for so long. */
const addressQuietMs = 1_500;

export interface SetupDeskDeps extends SetupDeps {
  /** Opens an address in the person's browser. Only ever given pages of this computer's sandbox. */
  readonly openPage: (url: string) => Promise<void>;
}

const secretsOf: Readonly<Record<SecretOwner['owner'], readonly SetupSecretName[]>> = {
  integration: ['box_secret', 'mtls_key', 'cxone_client_secret', 'cxone_access_key_secret'],
  channel: ['wechat_app_secret', 'wechat_token', 'wechat_aes_key'],
  relay: ['proxy_password'],
};

/** The set-up as the window works on it: drafts, secrets, and what the relay is let run on. */
export class SetupDesk {
  readonly #deps: SetupDeskDeps;
  #cancelRestart: () => void = () => undefined;

  constructor(deps: SetupDeskDeps) {
    this.#deps = deps;
  }

  view(): SetupView {
    return this.#deps.here.view();
  }

  async begin(): Promise<SetupView> {
    const { begun } = this.#store.book;
    await this.#change((book) => (book.begun ? book : { ...book, begun: true }));
    // Beside the sandbox there is a relay at any rate.
    if (!begun && !this.#deps.here.isPractice) await this.#deps.restartRelay();
    return this.view();
  }

  /** Throws SETUP_ID_TAKEN, SETUP_BOOK_NOT_SAVED (what was typed is kept, and written with the next change). */
  async save(entry: SetupForm): Promise<SetupView> {
    // Of these there is one each, from the beginning.
    const named = entry.kind === 'address' || entry.kind === 'relay' ? null : entry;
    const isNew = named !== null && !idsOf(this.#store.book, named.kind).includes(named.form.id);
    if (isNew) await this.#makeRoomFor(named.kind, named.form.id);
    const before = this.#usableAddress();
    await this.#change((book) => withForm(book, isNew ? this.#atItsAddress(entry) : entry));
    if (entry.kind === 'address' && this.#usableAddress() !== before) this.#restartSoon();
    if (entry.kind === 'relay') await this.#dropPasswordsLeft();
    return this.view();
  }

  async duplicate(kind: SetupKind, id: string, newId: string): Promise<SetupView> {
    formOf(this.#store.book, kind, id);
    await this.#makeRoomFor(kind, newId);
    return this.#change((book) => withCopy(book, kind, id, newId));
  }

  async forget(kind: SetupKind, id: string): Promise<SetupView> {
    await this.#change((book) => withoutEntry(book, kind, id));
    await this.#dropSecretsOf(kind, id);
    return this.view();
  }

  async remove(kind: SetupKind, id: string, typedName: string): Promise<SetupView> {
    const { here, restartRelay, changed, inTurn } = this.#deps;
    const wasRunOn = await inTurn(() => {
      const { store } = here.place;
      const entry = formOf(store.book, kind, id);
      const applied =
        entry.kind === 'integration'
          ? integrationIn(store.book, id).applied
          : entry.kind === 'channel'
            ? channelIn(store.book, id).applied
            : null;
      store.changeForGood((book) => withoutNamed(book, kind, id, typedName));
      return Promise.resolve(applied !== null);
    });
    await this.#dropSecretsOf(kind, id);
    note(this.#deps, 'removed', `${kind}/${id}`);
    if (wasRunOn) await restartRelay();
    changed();
    return this.view();
  }

  /** Throws SETUP_ENTRY_UNKNOWN, the secret's own rule (SETUP_TOKEN_FORM …) and why the vault cannot keep it. */
  async setSecret(owner: SecretOwner, name: SetupSecretName, value: string): Promise<SetupView> {
    this.#check(owner, name);
    const [problem] = checkSecret(name, value).filter((one) => hasErrors([one]));
    if (problem !== undefined) {
      const shown = problem.value === null ? {} : { value: problem.value };
      throw new RelayError(problem.code, `${name} is not in its form`, shown);
    }
    return this.#keepSecret(owner, name, cleanSecret(value), null);
  }

  async makeSecret(owner: SecretOwner, name: SetupSecretName): Promise<{ value: string; view: SetupView }> {
    this.#check(owner, name);
    const value = makeSecret(name);
    const view = await this.#keepSecret(owner, name, value, this.#deps.clock.now());
    note(this.#deps, 'secret_made', `${owner.owner}/${owner.ownerId}/${name}`);
    return { value, view };
  }

  async dropSecret(owner: SecretOwner, name: SetupSecretName): Promise<SetupView> {
    this.#check(owner, name);
    await this.#deps.inTurn(() => this.#deps.here.place.secrets.drop(owner, name));
    this.#deps.changed();
    return this.view();
  }

  /** Throws SETUP_PUBLIC_ADDRESS_MISSING, SETUP_ENTRY_UNKNOWN, RELAY_NOT_RUNNING. */
  pasteValues(channelId: string): Promise<PasteValues> {
    return pasteValues(this.#deps, channelId);
  }

  async apply(kind: SecretOwner['owner'], id: string): Promise<{ result: ApplyResult; view: SetupView }> {
    const result = await applyEntry(this.#deps, kind, id);
    return { result, view: this.view() };
  }

  tick(id: string, isDone: boolean): Promise<SetupView> {
    const { by, clock } = this.#deps;
    const tick = { id, by: by().slice(0, 200), at: clock.now() };
    return this.#change((book) => withTick(book, tick, isDone));
  }

  /** Throws SANDBOX_NOT_RUNNING. */
  async openPractice(page: PracticePage): Promise<void> {
    const pages = this.#deps.here.practice;
    const url = pages === null ? null : practicePageUrl(pages, page);
    if (url === null) throw new RelayError('SANDBOX_NOT_RUNNING', `no page ${page} of a sandbox`);
    await this.#deps.openPage(url);
  }

  /** Last try to write what could not be written. Never throws. */
  close(): void {
    this.#cancelRestart();
    try {
      this.#store.flush();
    } catch (thrown) {
      this.#deps.log.error('setup.lost_at_end', { code: toRelayError(thrown).code });
    }
  }

  get #store() {
    return this.#deps.here.place.store;
  }

  async #change(alter: (book: SetupBook) => SetupBook): Promise<SetupView> {
    const { inTurn, changed } = this.#deps;
    try {
      await inTurn(() => Promise.resolve(this.#store.change(alter)));
    } finally {
      // Also after a failed write: what was typed counts all the same.
      changed();
    }
    return this.view();
  }

  /** A new entry: not under an id of relay.json or the sandbox, and without the secrets of a former one of that id. */
  async #makeRoomFor(kind: SetupKind, id: string): Promise<void> {
    if (kind !== 'integration' && kind !== 'channel') return;
    const { integrations, channels } = this.#deps.here.beside.given;
    if ((kind === 'integration' ? integrations : channels).some((one) => one.id === id)) {
      throw new RelayError('SETUP_ID_TAKEN', 'the configuration beside the set-up has this id', { value: id });
    }
    if (this.#deps.here.place.secrets.list().some(({ owner, ownerId }) => owner === kind && ownerId === id)) {
      await this.#dropSecretsOf(kind, id);
    }
  }

  async #dropSecretsOf(kind: SetupKind, id: string): Promise<void> {
    if (kind !== 'integration' && kind !== 'channel') return;
    const { here, inTurn, log } = this.#deps;
    try {
      await inTurn(() => here.place.secrets.remove({ owner: kind, ownerId: id }));
    } catch (thrown) {
      // The vault is locked: they are looked for again before an entry of the same id is made.
      log.warn('setup.secrets_left', { owner: kind, id, code: toRelayError(thrown).code });
    }
    this.#deps.changed();
  }

  /** Passwords of ways that are neither typed nor run on: nobody could take them out any more. */
  async #dropPasswordsLeft(): Promise<void> {
    const { here, inTurn, log, changed } = this.#deps;
    const { store, secrets } = here.place;
    try {
      await inTurn(async () => {
        const { draft, applied } = store.book.relay;
        const ways = [...draft.out.ways, ...(applied?.out.ways ?? [])];
        const gone = secrets.ownersOf('relay').filter(({ ownerId }) => !ways.some(({ id }) => id === ownerId));
        if (gone.length === 0) return;
        await secrets.applyAll({ owners: [], gone });
        changed();
      });
    } catch (thrown) {
      // The vault is locked: the next apply looks for them again.
      log.warn('setup.secrets_left', { owner: 'relay', code: toRelayError(thrown).code });
    }
  }

  async #keepSecret(
    owner: SecretOwner,
    name: SetupSecretName,
    value: string,
    shownAt: number | null,
  ): Promise<SetupView> {
    const { here, inTurn, clock, changed } = this.#deps;
    await inTurn(() => here.place.secrets.set(owner, name, value, { setAt: clock.now(), shownAt }));
    changed();
    return this.view();
  }

  #check({ owner, ownerId }: SecretOwner, name: SetupSecretName): void {
    this.#checkOwner(owner, ownerId);
    if (!secretsOf[owner].includes(name)) {
      throw new RelayError('SETUP_NOT_OFFERED', `a ${owner} has no ${name}`, { value: name });
    }
  }

  /** A password belongs to a way as it is typed now. */
  #checkOwner(owner: SecretOwner['owner'], id: string): void {
    const { book } = this.#store;
    if (owner !== 'relay') formOf(book, owner, id);
    else if (!book.relay.draft.out.ways.some((way) => way.id === id)) {
      throw new RelayError('SETUP_ENTRY_UNKNOWN', 'no such way out in the set-up', { value: id });
    }
  }

  /** Where CXone's calls have a listener with an address of its own, a new integration names that one. */
  #atItsAddress(entry: SetupForm): SetupForm {
    const boxUrl = this.#deps.here.boxUrl();
    if (entry.kind !== 'integration' || boxUrl === null || isFilled(entry.form.boxUrl)) return entry;
    return { kind: entry.kind, form: { ...entry.form, boxUrl: `${boxUrl}/integration/box` } };
  }

  /** What the relay would be told of the address, were it started now. */
  #usableAddress(): string | null {
    const { here } = this.#deps;
    if (here.beside.publicUrl !== null) return here.beside.publicUrl;
    return usablePublicUrl(this.#store.book.address.publicUrl, here.isPractice);
  }

  #restartSoon(): void {
    const { clock, here, restartRelay, log } = this.#deps;
    this.#cancelRestart();
    this.#cancelRestart = clock.after(addressQuietMs, () => {
      const isRunOn = here.isPractice || here.beside.given.from === 'file' || this.#store.book.begun;
      if (!isRunOn) return;
      restartRelay().catch((thrown: unknown) => {
        log.warn('setup.not_restarted', { code: toRelayError(thrown).code });
      });
    });
  }
}
