import { z } from 'zod';
import { SecretOwner, SetupSecretName, type SetupSecret } from '#shared/domain/setup/book.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { setupId } from '#shared/domain/setup/typed.ts';
import type { SecretShelf } from './secret-shelf.ts';

/** One secret as the shelf keeps it. */
const Kept = z.object({
  /** As set last; null: dropped, while the relay still runs on an earlier one. */
  value: z.string().nullable(),
  setAt: z.number(),
  shownAt: z.number().nullable(),
  /** As the relay runs on it; null before the first time. */
  applied: z.string().nullable(),
});
type Kept = z.infer<typeof Kept>;

/** Shorter ones would be told in good part by their last four characters. */
const longEnoughToHint = 20;
const prefix = 'setup/';

export interface AppliedSecrets {
  readonly changed: readonly SetupSecretName[];
  readonly undo: () => Promise<void>;
}

/** Secrets of the set-up, by owner and name. What was set counts for trials; what was applied counts for the relay. */
export class SetupSecrets {
  readonly #shelf: SecretShelf;
  #marks: { readonly state: string; readonly list: readonly SetupSecret[] } | null = null;

  constructor(shelf: SecretShelf) {
    this.#shelf = shelf;
  }

  /** Empty while the shelf cannot be read. A secret that cannot be read counts as missing. */
  list(): readonly SetupSecret[] {
    const { state } = this.#shelf;
    if (this.#marks?.state !== state) this.#marks = { state, list: this.#read() };
    return this.#marks.list;
  }

  /** As set last, or null. Throws why the shelf cannot be read. */
  value(owner: SecretOwner, name: SetupSecretName): string | null {
    return this.#kept(owner, name)?.value ?? null;
  }

  /** As the relay is to run on it, or null. Throws why the shelf cannot be read. */
  applied(owner: SecretOwner, name: SetupSecretName): string | null {
    return this.#kept(owner, name)?.applied ?? null;
  }

  /** `shownAt`: it was made here and is shown this once; null when somebody typed it. */
  async set(
    owner: SecretOwner,
    name: SetupSecretName,
    value: string,
    at: { readonly setAt: number; readonly shownAt: number | null },
  ): Promise<void> {
    const applied = this.#keptIfReadable(owner, name)?.applied ?? null;
    await this.#change({ [nameOf(owner, name)]: JSON.stringify({ value, ...at, applied } satisfies Kept) });
  }

  /** As if it had never been set. What the relay runs on stays until the next apply. */
  async drop(owner: SecretOwner, name: SetupSecretName): Promise<void> {
    if (!this.#shelf.names().includes(nameOf(owner, name))) return;
    const kept = this.#keptIfReadable(owner, name);
    const rest = kept?.applied == null ? null : JSON.stringify({ ...kept, value: null } satisfies Kept);
    await this.#change({ [nameOf(owner, name)]: rest });
  }

  /** From now on the relay runs on what was set. Says which changed; `undo` makes it as it was. */
  apply(owner: SecretOwner): Promise<AppliedSecrets> {
    return this.applyAll({ owners: [owner], gone: [] });
  }

  /** The same for several owners in one writing; with those that are `gone` goes all that was theirs. */
  async applyAll({
    owners,
    gone,
  }: {
    readonly owners: readonly SecretOwner[];
    readonly gone: readonly SecretOwner[];
  }): Promise<AppliedSecrets> {
    const changed: SetupSecretName[] = [];
    const before: Record<string, string | null> = {};
    const values: Record<string, string | null> = {};
    for (const owner of owners) {
      for (const name of SetupSecretName.options) {
        const kept = this.#keptIfReadable(owner, name);
        if (kept === null || kept.value === kept.applied) continue;
        changed.push(name);
        before[nameOf(owner, name)] = JSON.stringify(kept);
        values[nameOf(owner, name)] =
          kept.value === null ? null : JSON.stringify({ ...kept, applied: kept.value } satisfies Kept);
      }
    }
    for (const name of gone.flatMap((owner) => this.#namesOf(owner))) {
      // One that is damaged cannot come back, nor could it have been of use.
      before[name] = this.#readable(name);
      values[name] = null;
    }
    const hasChanges = Object.keys(values).length > 0;
    if (hasChanges) await this.#change(values);
    return { changed, undo: () => (hasChanges ? this.#change(before) : Promise.resolve()) };
  }

  /** Whoever of a kind has something on the shelf. Throws why the shelf cannot be read. */
  ownersOf(kind: SecretOwner['owner']): SecretOwner[] {
    const ids = this.#shelf
      .names()
      .map(ownerOf)
      .flatMap((one) => (one?.owner === kind ? [one.ownerId] : []));
    return [...new Set(ids)].map((ownerId) => ({ owner: kind, ownerId }));
  }

  /** With its owner goes all that was its. */
  async remove(owner: SecretOwner): Promise<void> {
    const names = this.#namesOf(owner);
    if (names.length > 0) await this.#change(Object.fromEntries(names.map((name) => [name, null])));
  }

  /**
   * Every secret text on the shelf, those of other parts of the program included: for looking whether a text holds one. Throws
   * why the shelf cannot be read; one that is damaged is left out.
   */
  everyValue(): string[] {
    return this.#shelf.names().flatMap((name) => {
      const text = this.#readable(name);
      if (text === null) return [];
      const kept = name.startsWith(prefix) ? keptOf(text) : null;
      return kept === null ? [text] : [kept.value, kept.applied].filter((value) => value !== null);
    });
  }

  #namesOf({ owner, ownerId }: SecretOwner): string[] {
    return this.#shelf.names().filter((name) => name.startsWith(`${prefix}${owner}/${ownerId}/`));
  }

  #readable(name: string): string | null {
    try {
      return this.#shelf.read(name);
    } catch (thrown) {
      if (toRelayError(thrown).code === 'VAULT_DAMAGED') return null;
      throw thrown;
    }
  }

  async #change(values: Readonly<Record<string, string | null>>): Promise<void> {
    await this.#shelf.change(values);
    this.#marks = null;
  }

  #kept(owner: SecretOwner, name: SetupSecretName): Kept | null {
    const text = this.#shelf.read(nameOf(owner, name));
    return text === null ? null : keptOf(text);
  }

  /** One that is damaged counts as missing here too: it may be typed again, and keeps nothing else from being applied. */
  #keptIfReadable(owner: SecretOwner, name: SetupSecretName): Kept | null {
    const text = this.#readable(nameOf(owner, name));
    return text === null ? null : keptOf(text);
  }

  #read(): SetupSecret[] {
    let names: string[];
    try {
      names = this.#shelf.names();
    } catch {
      // The vault is not open: its own notice says so.
      return [];
    }
    return names.flatMap((name) => {
      const of = ownerOf(name);
      if (of === null) return [];
      try {
        const kept = keptOf(this.#shelf.read(name) ?? '');
        return kept?.value == null ? [] : [{ ...of, ...markOf(of.name, kept.value, kept) }];
      } catch {
        // This one is damaged, which is the same as missing: it has to be typed again.
        return [];
      }
    });
  }
}

const nameOf = ({ owner, ownerId }: SecretOwner, name: SetupSecretName): string =>
  `${prefix}${owner}/${ownerId}/${name}`;

const Named = z.tuple([z.literal('setup'), SecretOwner.shape.owner, setupId, SetupSecretName]);

function ownerOf(text: string): (SecretOwner & { readonly name: SetupSecretName }) | null {
  const parsed = Named.safeParse(text.split('/'));
  if (!parsed.success) return null;
  const [, owner, ownerId, name] = parsed.data;
  return { owner, ownerId, name };
}

function keptOf(text: string): Kept | null {
  try {
    return Kept.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function markOf(
  name: SetupSecretName,
  value: string,
  { setAt, shownAt }: Kept,
): Pick<SetupSecret, 'setAt' | 'lastFour' | 'shownAt'> {
  // A key ends in a line that is the same in every key, and the end of a password that somebody thought up can be guessed on.
  const hints = name !== 'mtls_key' && name !== 'proxy_password' && value.length >= longEnoughToHint;
  return { setAt, shownAt, lastFour: hints ? value.slice(-4) : null };
}
