import { z } from 'zod';
import { SetupForm, type SetupBook } from '#shared/domain/setup/book.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { ConsoleClient } from '../lib/console-client.ts';
import { useConsole } from './console-store.ts';
import { mergedForm, sameForm } from './setup-merge.ts';
import type { DraftKey, UnsavedDraft } from './setup-slice.ts';

export type DraftKind = SetupForm['kind'];
export type FormOf<K extends DraftKind> = Extract<SetupForm, { kind: K }>['form'];

/** A pause in typing after which it is saved, milliseconds. */
const pauseMs = 400;
/** How long after a failed try it is tried again by itself, milliseconds. */
const againMs = 5_000;
/** What was typed and not confirmed outlives a reload of the window here. Forms hold no secret. */
const storageKey = 'veerpont.setup.unsaved';
/** After these nothing more is typed for now. */
const ends = ['focusout', 'hashchange', 'pagehide', 'beforeunload'] as const;
const Kept = z.array(z.object({ base: SetupForm, typed: SetupForm }));

/** Names an entry among the unsaved ones. */
export const draftKeyOf = (entry: SetupForm): DraftKey => draftKey(entry.kind, 'id' in entry.form ? entry.form.id : '');

/** The same by kind and id. The address and the relay's own settings are one of a kind: their id is ''. */
export const draftKey = (kind: DraftKind, id: string): DraftKey => (id === '' ? kind : `${kind}/${id}`);

/** The stored form of an entry, as the one who types last left it; null when there is no such entry. */
export function storedForm<K extends DraftKind>(book: SetupBook, kind: K, id: string): FormOf<K> | null {
  const found = (): SetupForm['form'] | undefined => {
    switch (kind) {
      case 'integration':
        return book.integrations.find(({ draft }) => draft.id === id)?.draft;
      case 'channel':
        return book.channels.find(({ draft }) => draft.id === id)?.draft;
      case 'role':
        return book.roles.find((one) => one.id === id);
      case 'user':
        return book.users.find((one) => one.id === id);
      case 'queue':
        return book.queues.find((one) => one.id === id);
      case 'skill':
        return book.skills.find((one) => one.id === id);
      case 'relay':
        return book.relay.draft;
      default:
        return book.address;
    }
  };
  // The switch above pairs each kind with its own form.
  return (found() as FormOf<K> | undefined) ?? null;
}

/** An entry as it is shown: what is stored, with what was typed since put onto it. */
export function shownForm<K extends DraftKind>(stored: FormOf<K>, unsaved: UnsavedDraft | undefined): FormOf<K> {
  if (unsaved === undefined) return stored;
  return mergedForm(unsaved.base.form as FormOf<K>, unsaved.typed.form as FormOf<K>, stored);
}

export interface DraftKeeper {
  /** Takes what was typed upon what is shown, and saves it after a pause. `stored`: as the book has it. */
  readonly type: (stored: SetupForm, typed: SetupForm) => void;
  /** Saves now whatever waits or failed, one entry or all. Resolves when nothing of it is on its way; false: not saved. */
  readonly flush: (key?: DraftKey) => Promise<boolean>;
  /** The entry was taken out: what was typed into it is void. */
  readonly drop: (key: DraftKey) => void;
  /** Takes up what a window before this one could not save. */
  readonly recover: () => void;
  /** The window is done with this bridge: nothing is saved or told any more. */
  readonly stop: () => void;
}

function keep(drafts: Readonly<Record<DraftKey, UnsavedDraft>>): void {
  const rest = Object.values(drafts).map(({ base, typed }) => ({ base, typed }));
  try {
    if (rest.length === 0) window.localStorage.removeItem(storageKey);
    else window.localStorage.setItem(storageKey, JSON.stringify(rest));
  } catch {
    // Full or forbidden: then it lives as long as the window does.
  }
}

function kept(): z.infer<typeof Kept> {
  try {
    const parsed = Kept.safeParse(JSON.parse(window.localStorage.getItem(storageKey) ?? '[]'));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

function storedEntry(entry: SetupForm): SetupForm | null {
  const { setup } = useConsole.getState();
  if (setup === null) return null;
  const form = storedForm(setup.book, entry.kind, 'id' in entry.form ? entry.form.id : '');
  return form === null ? null : ({ kind: entry.kind, form } as SetupForm);
}

const mergedEntry = ({ base, typed }: UnsavedDraft, stored: SetupForm): SetupForm =>
  ({ kind: typed.kind, form: mergedForm<SetupForm['form']>(base.form, typed.form, stored.form) }) as SetupForm;

function createDraftKeeper(client: ConsoleClient): DraftKeeper {
  const timers = new Map<DraftKey, ReturnType<typeof setTimeout>>();
  const running = new Map<DraftKey, Promise<boolean>>();
  const state = () => useConsole.getState();

  const stopTimer = (key: DraftKey): void => {
    clearTimeout(timers.get(key));
    timers.delete(key);
  };
  const startTimer = (key: DraftKey, delayMs: number): void => {
    stopTimer(key);
    timers.set(
      key,
      setTimeout(() => void saveNow(key), delayMs),
    );
  };

  let isListening = false;
  let isStopped = false;
  const atAnEnd = (): void => void flush();
  /** Keeps what is unsaved for a window after this one, and saves it at the end of a field, a page or the window. */
  const settle = (): void => {
    const drafts = state().unsavedDrafts;
    keep(drafts);
    const wanted = !isStopped && Object.keys(drafts).length > 0;
    if (wanted === isListening) return;
    isListening = wanted;
    for (const name of ends) {
      if (wanted) window.addEventListener(name, atAnEnd);
      else window.removeEventListener(name, atAnEnd);
    }
  };

  const drop = (key: DraftKey): void => {
    stopTimer(key);
    state().draftDropped(key);
    settle();
  };

  const send = async (key: DraftKey): Promise<boolean> => {
    const draft = state().unsavedDrafts[key];
    if (draft === undefined || isStopped) return true;
    const stored = storedEntry(draft.typed);
    if (stored === null) {
      // Taken out meanwhile: saving would bring it back.
      drop(key);
      return true;
    }
    const entry = mergedEntry(draft, stored);
    state().draftSaving(key);
    try {
      const view = await client.invoke('setup.save', { entry });
      if (isStopped) return true;
      state().setupTold(view);
      state().draftSaved(key, draft.typed, entry);
      settle();
      return true;
    } catch (thrown) {
      if (isStopped) return false;
      state().draftFailed(key, toRelayError(thrown));
      startTimer(key, againMs);
      return false;
    }
  };

  const saveNow = (key: DraftKey): Promise<boolean> => {
    stopTimer(key);
    const before = running.get(key) ?? Promise.resolve(true);
    const next = before
      .then(() => send(key))
      .finally(() => {
        if (running.get(key) === next) running.delete(key);
      });
    running.set(key, next);
    return next;
  };

  const flush = async (only?: DraftKey): Promise<boolean> => {
    const keys = only === undefined ? Object.keys(state().unsavedDrafts) : [only];
    const saved = await Promise.all(keys.map(saveNow));
    return saved.every((one) => one);
  };

  const type = (stored: SetupForm, typed: SetupForm): void => {
    const key = draftKeyOf(typed);
    // Undone before anything was sent. While a save is on its way the undoing has to be sent after it.
    if (!running.has(key) && sameForm(stored, typed)) {
      drop(key);
      return;
    }
    state().draftTyped(key, { base: stored, typed, state: 'waiting', error: null });
    settle();
    startTimer(key, pauseMs);
  };

  return {
    type,
    flush,
    drop,
    stop() {
      isStopped = true;
      for (const key of [...timers.keys()]) stopTimer(key);
      settle();
      keepers.delete(client);
    },
    recover() {
      for (const { base, typed } of kept()) {
        const key = draftKeyOf(typed);
        const stored = storedEntry(typed);
        if (stored === null || state().unsavedDrafts[key] !== undefined) continue;
        state().draftTyped(key, { base, typed, state: 'waiting', error: null });
        settle();
        startTimer(key, pauseMs);
      }
    },
  };
}

const keepers = new WeakMap<ConsoleClient, DraftKeeper>();

/** The one keeper of unsaved drafts for this bridge. */
export function draftKeeperOf(client: ConsoleClient): DraftKeeper {
  const known = keepers.get(client);
  if (known !== undefined) return known;
  const made = createDraftKeeper(client);
  keepers.set(client, made);
  return made;
}
