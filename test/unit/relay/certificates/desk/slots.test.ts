import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as slotsOf from '#relay/certificates/desk/slots.ts';
import { keptMs, ofFiles, untouched, type Slots } from '#relay/certificates/desk/slots.ts';

const now = 1_767_225_600_000;
const watchMs = 3_600_000;
const by = 'anna';
const refused = { at: now + 5, code: 'DESK_REFUSED_BY_CALLERS', value: 'unknown_ca', by: null } as const;

function activate(slots: Slots, overrides: Partial<slotsOf.Activation> = {}): Slots {
  return slotsOf.activated(slots, { now, watchMs, fallsBackTo: slots.current, hasFiles: true, ...overrides });
}

const idsOf = ({ previous }: Slots): readonly string[] => previous.map(({ id }) => id);

describe('a place', () => {
  it('shows what the files hold until something is activated', () => {
    const slots = slotsOf.brought(untouched, 'a');
    expect(slots).toMatchObject({ current: ofFiles, next: 'a', previous: [] });
    expect(activate(slots)).toMatchObject({
      current: 'a',
      next: null,
      previous: [{ id: ofFiles, keptUntil: null }],
      marks: { a: { activatedAt: now, takenBack: null } },
      trial: null,
      watch: {
        since: now,
        until: now + watchMs,
        accepted: 0,
        refused: 0,
        silent: 0,
        fallsBackTo: ofFiles,
        told: false,
      },
    });
  });

  it('does not remember files it does not have', () => {
    expect(activate(slotsOf.brought(untouched, 'a'), { hasFiles: false, fallsBackTo: null }).previous).toEqual([]);
  });

  it('keeps what was in use for 30 days, newest first', () => {
    const first = activate(slotsOf.brought(untouched, 'a'));
    const second = activate(slotsOf.brought(first, 'b'), { now: now + 10 });
    expect(second.current).toBe('b');
    expect(second.previous).toEqual([
      { id: 'a', keptUntil: now + 10 + keptMs },
      { id: ofFiles, keptUntil: null },
    ]);
    expect(slotsOf.lapsed(second, now + 10 + keptMs - 1)).toEqual([]);
    expect(slotsOf.lapsed(second, now + 10 + keptMs)).toEqual(['a']);
  });

  it('forgets a trial when another one is brought in, and takes none of another', () => {
    const trial = { certificateId: 'a', at: now, ok: true, steps: [] };
    const slots = slotsOf.tried(slotsOf.brought(untouched, 'a'), trial);
    expect(slots.trial).toEqual(trial);
    expect(slotsOf.brought(slots, 'b')).toMatchObject({ next: 'b', trial: null });
    expect(slotsOf.tried(slotsOf.brought(slots, 'b'), trial).trial).toBeNull();
  });

  it('does nothing when there is no next one to activate', () => {
    expect(activate(untouched)).toBe(untouched);
  });

  it('falls back to what was in use before, and keeps what failed as the next one', () => {
    const slots = slotsOf.fellBack(activate(slotsOf.brought(activate(slotsOf.brought(untouched, 'a')), 'b')), refused);
    expect(slots).toMatchObject({ current: 'a', next: 'b', previous: [{ id: ofFiles }], watch: null, trial: null });
    expect(slots.marks['b']?.takenBack).toEqual(refused);
    expect(slots.marks['a']).toEqual({ activatedAt: refused.at, takenBack: null });
  });

  it('keeps what failed among the earlier ones when another stands next already', () => {
    const tried = { certificateId: 'c', at: now, ok: true, steps: [] };
    const watched = slotsOf.tried(slotsOf.brought(activate(slotsOf.brought(untouched, 'b')), 'c'), tried);
    const slots = slotsOf.fellBack(watched, refused);
    expect(slots).toMatchObject({ current: ofFiles, next: 'c', trial: tried });
    expect(slots.previous).toEqual([{ id: 'b', keptUntil: refused.at + keptMs }]);
  });

  it('cannot fall back without a watch, or to nothing', () => {
    const slots = activate(slotsOf.brought(untouched, 'a'), { fallsBackTo: null });
    expect(slotsOf.fellBack(slots, refused)).toBe(slots);
    const ended = slotsOf.watchEnded(activate(slotsOf.brought(untouched, 'a')));
    expect(slotsOf.fellBack(ended, refused)).toBe(ended);
  });

  it('goes back by a person, who ends the watch', () => {
    const watched = activate(slotsOf.brought(activate(slotsOf.brought(untouched, 'a')), 'b'), { now: now + 1 });
    const slots = slotsOf.wentBack(watched, 'a', { now: now + 2, hasFiles: true, takenBack: { ...refused, by } });
    expect(slots).toMatchObject({ current: 'a', next: null, watch: null });
    expect(idsOf(slots)).toEqual(['b', ofFiles]);
    expect(slots.marks['b']?.takenBack?.by).toBe(by);
    const toFiles = slotsOf.wentBack(slots, ofFiles, { now: now + 3, hasFiles: true, takenBack: byPerson });
    expect(toFiles.current).toBe(ofFiles);
    expect(idsOf(toFiles)).toEqual(['a', 'b']);
  });

  it('never removes what is in use', () => {
    const slots = activate(slotsOf.brought(untouched, 'a'));
    expect(slotsOf.removed(slots, 'a')).toBe(slots);
  });

  it('cannot fall back to what was removed', () => {
    const watched = activate(slotsOf.brought(activate(slotsOf.brought(untouched, 'a')), 'b'));
    expect(slotsOf.removed(watched, 'a')).toMatchObject({ current: 'b', watch: { fallsBackTo: null } });
  });

  it('shows the files when what was in use cannot be read any more', () => {
    const slots = slotsOf.brought(activate(slotsOf.brought(activate(slotsOf.brought(untouched, 'a')), 'b')), 'c');
    expect(slotsOf.onlyWith(slots, new Set(['a', 'b', 'c']))).toBe(slots);
    expect(slotsOf.onlyWith(slots, new Set(['a', 'c']))).toMatchObject({
      current: ofFiles,
      next: 'c',
      previous: [{ id: 'a' }],
      watch: null,
    });
    expect(slotsOf.onlyWith(slots, new Set(['b']))).toMatchObject({
      current: 'b',
      next: null,
      previous: [{ id: ofFiles }],
      watch: { fallsBackTo: null },
    });
  });
});

type Op =
  | { readonly kind: 'bring' | 'activate' | 'fallBack' | 'endWatch' | 'lapse' }
  | { readonly kind: 'goBack' | 'remove' | 'lose'; readonly pick: number };

const op: fc.Arbitrary<Op> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom({ kind: 'bring' } as const) },
  { weight: 4, arbitrary: fc.constantFrom({ kind: 'activate' } as const) },
  fc.constantFrom({ kind: 'fallBack' } as const, { kind: 'endWatch' } as const, { kind: 'lapse' } as const),
  fc.record({ kind: fc.constantFrom('goBack', 'remove', 'lose'), pick: fc.nat(9) }),
);

/** `hasFiles`: whether relay.json names files for the place. */
const byPerson: slotsOf.TakenBack = { at: now, code: null, value: null, by: 'anna' };

function run(ops: readonly Op[], hasFiles: boolean): void {
  let slots = untouched;
  let time = now;
  let made = 0;
  for (const [index, one] of ops.entries()) {
    time += 3 * 86_400_000;
    const before = slots;
    const earlier = [...idsOf(before), ...(hasFiles ? [ofFiles] : [])];
    const mayDrop = new Set<string>();
    switch (one.kind) {
      case 'bring':
        if (before.next !== null) mayDrop.add(before.next);
        slots = slotsOf.brought(before, `c${(made += 1)}`);
        break;
      case 'activate': {
        const fallsBackTo = before.current === ofFiles && !hasFiles ? null : before.current;
        slots = slotsOf.activated(before, { now: time, watchMs, fallsBackTo, hasFiles });
        break;
      }
      case 'goBack': {
        const id = earlier[one.pick % Math.max(earlier.length, 1)];
        if (id !== undefined && id !== before.current) {
          slots = slotsOf.wentBack(before, id, { now: time, hasFiles, takenBack: byPerson });
        }
        break;
      }
      case 'fallBack':
        slots = slotsOf.fellBack(before, { ...refused, at: time });
        break;
      case 'endWatch':
        slots = slotsOf.watchEnded(before);
        break;
      case 'lapse':
        for (const id of slotsOf.lapsed(before, time)) {
          mayDrop.add(id);
          slots = slotsOf.removed(slots, id);
        }
        break;
      case 'remove':
      case 'lose': {
        const ids = slotsOf.heldIds(before);
        const id = ids[one.pick % Math.max(ids.length, 1)];
        if (id === undefined) break;
        mayDrop.add(id);
        slots =
          one.kind === 'remove'
            ? slotsOf.removed(before, id)
            : slotsOf.onlyWith(before, new Set(ids.filter((x) => x !== id)));
        if (one.kind === 'remove' && id === before.current) mayDrop.delete(id);
      }
    }
    if (!['activate', 'goBack', 'fallBack', 'lose'].includes(one.kind)) expect(slots.current).toBe(before.current);
    check(before, slots, mayDrop, `${index} ${one.kind}`);
  }
}

function check(before: Slots, after: Slots, mayDrop: ReadonlySet<string>, step: string): void {
  const standing = [after.current, ...(after.next === null ? [] : [after.next]), ...idsOf(after)];
  expect(new Set(standing).size, `${step}: each stands once`).toBe(standing.length);
  const lost = slotsOf.heldIds(before).filter((id) => !standing.includes(id) && !mayDrop.has(id));
  expect(lost, `${step}: nothing is lost`).toEqual([]);
  const to = after.watch?.fallsBackTo ?? null;
  if (to !== null) expect(idsOf(after), `${step}: what comes back is there`).toContain(to);
  if (after.trial !== null) expect(after.trial.certificateId).toBe(after.next);
  for (const id of Object.keys(after.marks)) expect([ofFiles, ...standing], `${step}: marks`).toContain(id);
  if (after.watch !== null) expect(after.current, `${step}: only ours are watched`).not.toBe(ofFiles);
}

describe('whatever is done in whatever order', () => {
  it('one is in use, none stands twice, and none is lost', () => {
    fc.assert(fc.property(fc.array(op, { maxLength: 60 }), fc.boolean(), run), { numRuns: 800 });
  });
});
