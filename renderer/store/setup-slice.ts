import type { StateCreator } from 'zustand/vanilla';
import type { SetupForm, SetupView } from '#shared/domain/setup/book.ts';
import type { Sighting } from '#shared/domain/setup/sighting.ts';
import type { RelayError } from '#shared/errors/relay-error.ts';

/** Something typed that main has not confirmed yet. Never holds a secret: those are no part of a form. */
export interface UnsavedDraft {
  /** As it was stored when it was typed. */
  readonly base: SetupForm;
  readonly typed: SetupForm;
  readonly state: 'waiting' | 'saving' | 'failed';
  /** Why the newest try failed; null otherwise. */
  readonly error: RelayError | null;
}

/** 'channel/tulip'; 'address'; 'relay'. */
export type DraftKey = string;

export interface SetupSlice {
  /** Null until main has told. */
  readonly setup: SetupView | null;
  /** Why the newest question for it was not answered; null when it was. */
  readonly setupError: RelayError | null;
  /** What the relay saw with its own eyes: one for each owner and kind. */
  readonly sightings: readonly Sighting[];
  readonly unsavedDrafts: Readonly<Record<DraftKey, UnsavedDraft>>;

  /** A notice, or the answer to an act: a book older than the one known is ignored. */
  readonly setupTold: (view: SetupView) => void;
  readonly setupFailed: (error: RelayError) => void;
  readonly sighted: (sighting: Sighting) => void;
  readonly sightingsListed: (sightings: readonly Sighting[]) => void;
  /** Another relay, or none: what it saw is not known. The book is this computer's and stays. */
  readonly sightingsForgotten: () => void;
  readonly draftTyped: (key: DraftKey, draft: UnsavedDraft) => void;
  readonly draftSaving: (key: DraftKey) => void;
  /** `typed`: as it was when it was sent; `sent`: what is stored now. */
  readonly draftSaved: (key: DraftKey, typed: SetupForm, sent: SetupForm) => void;
  readonly draftFailed: (key: DraftKey, error: RelayError) => void;
  readonly draftDropped: (key: DraftKey) => void;
}

const isSame = (a: Sighting, b: Sighting): boolean =>
  a.owner === b.owner && a.ownerId === b.ownerId && a.kind === b.kind && a.detail === b.detail;

/** Notices and answers come two ways and may overtake each other. */
function withSighting(known: readonly Sighting[], told: Sighting): readonly Sighting[] {
  const before = known.find((one) => isSame(one, told));
  if (before !== undefined && (before.lastAt > told.lastAt || before.count > told.count)) return known;
  return [...known.filter((one) => one !== before), told];
}

const without = (
  drafts: Readonly<Record<DraftKey, UnsavedDraft>>,
  key: DraftKey,
): Readonly<Record<DraftKey, UnsavedDraft>> =>
  Object.fromEntries(Object.entries(drafts).filter(([one]) => one !== key));

export const createSetupSlice: StateCreator<SetupSlice> = (set) => {
  const change = (key: DraftKey, part: (draft: UnsavedDraft) => Partial<UnsavedDraft>): void =>
    set((state) => {
      const draft = state.unsavedDrafts[key];
      if (draft === undefined) return state;
      return { unsavedDrafts: { ...state.unsavedDrafts, [key]: { ...draft, ...part(draft) } } };
    });
  return {
    setup: null,
    setupError: null,
    sightings: [],
    unsavedDrafts: {},
    setupTold: (setup) =>
      set((state) =>
        state.setup !== null && state.setup.book.revision > setup.book.revision ? state : { setup, setupError: null },
      ),
    setupFailed: (setupError) => set({ setupError }),
    sighted: (sighting) => set((state) => ({ sightings: withSighting(state.sightings, sighting) })),
    sightingsListed: (listed) => set((state) => ({ sightings: state.sightings.reduce(withSighting, listed) })),
    sightingsForgotten: () => set({ sightings: [] }),
    draftTyped: (key, draft) => set((state) => ({ unsavedDrafts: { ...state.unsavedDrafts, [key]: draft } })),
    draftSaving: (key) => change(key, () => ({ state: 'saving', error: null })),
    draftSaved: (key, typed, sent) =>
      set((state) => {
        const draft = state.unsavedDrafts[key];
        if (draft === undefined) return state;
        if (draft.typed === typed) return { unsavedDrafts: without(state.unsavedDrafts, key) };
        // Typed on while it was on its way.
        const rest: UnsavedDraft = { base: sent, typed: draft.typed, state: 'waiting', error: null };
        return { unsavedDrafts: { ...state.unsavedDrafts, [key]: rest } };
      }),
    draftFailed: (key, error) => change(key, () => ({ state: 'failed', error })),
    draftDropped: (key) => set((state) => ({ unsavedDrafts: without(state.unsavedDrafts, key) })),
  };
};
