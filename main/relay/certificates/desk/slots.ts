import type { ActivationWatch, HeldCertificate, Trial } from '#shared/domain/certificate-desk.ts';

/** Stands for what relay.json names at a place: its files, or nothing. */
export const ofFiles = 'file';

/** An earlier certificate may be put back for so long. */
export const keptMs = 30 * 86_400_000;

export type TakenBack = NonNullable<HeldCertificate['takenBack']>;

export interface Earlier {
  readonly id: string;
  /** Null for the files, which are not ours to remove. */
  readonly keptUntil: number | null;
}

export interface Mark {
  readonly activatedAt: number | null;
  readonly takenBack: TakenBack | null;
}

/** `told`: people were told that it fails and that nothing can be put back. */
export type SlotWatch = ActivationWatch & { readonly told: boolean };

/**
 * Which certificate of one place stands where, by id. Each id stands in one slot only, and exactly one is in use. Kept as one
 * record, so that every change is on disk whole or not at all.
 */
export interface Slots {
  readonly current: string;
  readonly next: string | null;
  /** Newest first. */
  readonly previous: readonly Earlier[];
  /** What happened to them, by id. */
  readonly marks: Readonly<Record<string, Mark>>;
  /** Of `next`. */
  readonly trial: Trial | null;
  readonly watch: SlotWatch | null;
}

export const untouched: Slots = {
  current: ofFiles,
  next: null,
  previous: [],
  marks: {},
  trial: null,
  watch: null,
};

const noMark: Mark = { activatedAt: null, takenBack: null };

export function markOf({ marks }: Slots, id: string): Mark {
  return marks[id] ?? noMark;
}

/** Every certificate of ours that stands somewhere. */
export function heldIds({ current, next, previous }: Slots): readonly string[] {
  return [current, ...(next === null ? [] : [next]), ...previous.map(({ id }) => id)].filter((id) => id !== ofFiles);
}

/** A certificate was brought in; an earlier next one has no place any more. */
export function brought(slots: Slots, id: string): Slots {
  return tidy({ ...slots, next: id, trial: null });
}

export function tried(slots: Slots, trial: Trial): Slots {
  return slots.next === trial.certificateId ? { ...slots, trial } : slots;
}

export interface Activation {
  readonly now: number;
  readonly watchMs: number;
  /** What comes back when it fails; null: there is nothing that could. */
  readonly fallsBackTo: string | null;
  /** The place has files that can be gone back to. */
  readonly hasFiles: boolean;
}

/** The next one is put in use. The same slots when there is none. */
export function activated(slots: Slots, { now, watchMs, fallsBackTo, hasFiles }: Activation): Slots {
  const { next } = slots;
  if (next === null) return slots;
  return tidy({
    current: next,
    next: null,
    previous: displaced(slots, now, hasFiles),
    marks: { ...slots.marks, [next]: { activatedAt: now, takenBack: null } },
    trial: null,
    watch: {
      since: now,
      until: now + watchMs,
      accepted: 0,
      refused: 0,
      silent: 0,
      lastRefusal: null,
      fallsBackTo,
      told: false,
    },
  });
}

export interface Return {
  readonly now: number;
  readonly hasFiles: boolean;
  /** Of the one that is left. */
  readonly takenBack: TakenBack;
}

/** A person puts an earlier one, or the files, in use again. */
export function wentBack(slots: Slots, id: string, { now, hasFiles, takenBack }: Return): Slots {
  const left = slots.current;
  return tidy({
    ...slots,
    current: id,
    previous: displaced(slots, now, hasFiles).filter((earlier) => earlier.id !== id),
    marks: {
      ...slots.marks,
      [left]: { ...markOf(slots, left), takenBack },
      [id]: { activatedAt: now, takenBack: null },
    },
    watch: null,
  });
}

/**
 * What is in use failed, and what was in use before it comes back. The failed one stands next again, unless another was
 * brought in meanwhile: then it is kept among the earlier ones. The same slots when nothing can come back.
 */
export function fellBack(slots: Slots, takenBack: TakenBack): Slots {
  const to = slots.watch?.fallsBackTo ?? null;
  if (to === null) return slots;
  const failed = slots.current;
  const others = slots.previous.filter(({ id }) => id !== to);
  return tidy({
    ...slots,
    current: to,
    next: slots.next ?? failed,
    previous: slots.next === null ? others : [{ id: failed, keptUntil: takenBack.at + keptMs }, ...others],
    marks: {
      ...slots.marks,
      [failed]: { ...markOf(slots, failed), takenBack },
      [to]: { activatedAt: takenBack.at, takenBack: null },
    },
    trial: slots.next === null ? null : slots.trial,
    watch: null,
  });
}

export function watchEnded(slots: Slots): Slots {
  return { ...slots, watch: null };
}

/** Without a next or earlier one. What is in use stays. */
export function removed(slots: Slots, id: string): Slots {
  if (id === slots.current) return slots;
  return tidy({
    ...slots,
    next: slots.next === id ? null : slots.next,
    previous: slots.previous.filter((earlier) => earlier.id !== id),
    trial: slots.next === id ? null : slots.trial,
    watch: slots.watch?.fallsBackTo === id ? { ...slots.watch, fallsBackTo: null } : slots.watch,
  });
}

/** Earlier ones whose time is over. */
export function lapsed({ previous }: Slots, now: number): readonly string[] {
  return previous.flatMap(({ id, keptUntil }) => (keptUntil !== null && keptUntil <= now ? [id] : []));
}

/** With only what is there; what was in use and is gone leaves its place to the files. */
export function onlyWith(slots: Slots, known: ReadonlySet<string>): Slots {
  const isThere = (id: string): boolean => id === ofFiles || known.has(id);
  const gone = [slots.current, ...heldIds(slots)].filter((id) => !isThere(id));
  if (gone.length === 0) return slots;
  const isCurrentGone = !isThere(slots.current);
  const kept: Slots = isCurrentGone
    ? {
        ...slots,
        current: ofFiles,
        previous: slots.previous.filter(({ id }) => id !== ofFiles),
        watch: null,
      }
    : slots;
  return gone.filter((id) => id !== slots.current).reduce(removed, tidy(kept));
}

function displaced({ current, previous }: Slots, now: number, hasFiles: boolean): readonly Earlier[] {
  if (current !== ofFiles) return [{ id: current, keptUntil: now + keptMs }, ...previous];
  return hasFiles ? [{ id: ofFiles, keptUntil: null }, ...previous] : previous;
}

/** Marks only of what is there. */
function tidy(slots: Slots): Slots {
  const there = new Set([ofFiles, ...heldIds(slots)]);
  return { ...slots, marks: Object.fromEntries(Object.entries(slots.marks).filter(([id]) => there.has(id))) };
}
