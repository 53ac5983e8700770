import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { DeskStore } from '#relay/certificates/desk/desk-records.ts';
import { by, dayMs, DeskKit, minuteMs, serverPair, start } from './desk-kit.ts';

let kit: DeskKit;
let isDiskFull = false;

/** A disk that is full when it is told to be. */
const fillable = (store: DeskStore): DeskStore => ({
  records: (query) => store.records(query),
  putRecord: async (record) => {
    if (isDiskFull) throw new RelayError('STORE_FULL', 'full');
    await store.putRecord(record);
  },
  removeRecord: (kind, id) => store.removeRecord(kind, id),
});

beforeEach(async () => {
  isDiskFull = false;
  kit = await DeskKit.open({ between: fillable });
});
afterEach(async () => {
  isDiskFull = false;
  await kit.dispose();
});

const refusedBack = { code: 'DESK_REFUSED_BY_CALLERS', value: 'ssl/tls alert unknown ca', by: null } as const;

describe('the watch after an activation', () => {
  it('counts what callers do', async () => {
    await kit.replaceBy('new');
    const before = kit.changes;
    kit.places.happens('box', 'accepted', 4);
    kit.places.happens('box', 'silent', 9);
    kit.places.happens('box', 'refused', 2);
    kit.places.happens('open', 'refused', 50);
    expect(kit.place().watch).toMatchObject({ accepted: 4, silent: 9, refused: 2, lastRefusal: refusedBack.value });
    expect(kit.changes).toBe(before + 15);
    await kit.atRest();
    expect(kit.shownName()).toBe('new');
  });

  it('ends by itself, and the certificate stays', async () => {
    const id = await kit.replaceBy('new');
    kit.places.happens('box', 'accepted', 3);
    kit.clock.wind(30 * minuteMs - 1);
    await kit.atRest();
    expect(kit.place().watch).not.toBeNull();
    kit.clock.wind(1);
    await kit.atRest();
    expect(kit.place()).toMatchObject({ current: { id }, watch: null });
    expect(kit.places.watchers('box')).toBe(0);
    expect(kit.lines.at(-1)).toMatchObject({ by: 'Veerpont', action: 'certificate_watch_ended', subject: 'new' });
    kit.places.happens('box', 'refused', 9);
    await kit.atRest();
    expect(kit.shownName()).toBe('new');
  });

  it('lasts its time whatever is done to the wall clock', async () => {
    await kit.replaceBy('new');
    kit.clock.setWall(start + 400 * dayMs);
    kit.clock.wind(29 * minuteMs);
    await kit.atRest();
    expect(kit.place().watch).not.toBeNull();
    kit.clock.setWall(start - 400 * dayMs);
    kit.clock.wind(minuteMs);
    await kit.atRest();
    expect(kit.place().watch).toBeNull();
  });

  it('may be ended by a person', async () => {
    await kit.replaceBy('new');
    await kit.handlers['certificates.endWatch']({ placeId: 'box', by });
    expect(kit.place().watch).toBeNull();
    expect(kit.places.watchers('box')).toBe(0);
    expect(kit.lines.at(-1)).toMatchObject({ by, action: 'certificate_watch_ended' });
    const { length } = kit.lines;
    await kit.handlers['certificates.endWatch']({ placeId: 'box', by });
    expect(kit.lines).toHaveLength(length);
  });

  it('goes on after a restart with what was counted, and with the time that is left', async () => {
    await kit.replaceBy('new');
    kit.places.happens('box', 'refused', 2);
    await kit.restart({ afterMs: 10 * minuteMs });
    expect(kit.place().watch).toMatchObject({ refused: 2, since: start, until: start + 30 * minuteMs });
    kit.clock.wind(19 * minuteMs);
    await kit.atRest();
    expect(kit.place().watch).not.toBeNull();
    kit.places.happens('box', 'refused', 1);
    await kit.atRest();
    expect(kit.shownName()).toBe('of the file');
  });

  it('that ended while the relay was away is over', async () => {
    const id = await kit.replaceBy('new');
    await kit.restart({ afterMs: dayMs });
    kit.clock.wind(1);
    await kit.atRest();
    expect(kit.place()).toMatchObject({ current: { id }, watch: null });
  });

  it('writes its counts now and then: a kill costs the last few', async () => {
    await kit.replaceBy('new');
    kit.places.happens('box', 'accepted', 5);
    kit.clock.wind(10_000);
    await kit.atRest();
    kit.places.happens('box', 'accepted', 2);
    await kit.restart({ crash: true });
    expect(kit.place().watch?.accepted).toBe(5);
  });
});

describe('a certificate that callers refuse', () => {
  it('goes back by itself, with the reason, and stands next again', async () => {
    const first = await kit.replaceBy('first');
    const second = await kit.replaceBy('second');
    kit.places.happens('box', 'refused', 3);
    await kit.atRest();
    expect(kit.shownName()).toBe('first');
    expect(kit.place()).toMatchObject({
      current: { id: first },
      next: { id: second, takenBack: { ...refusedBack, at: start } },
      previous: [{ id: 'file' }],
      trial: null,
      watch: null,
    });
    expect(kit.alerts).toMatchObject([
      { name: 'second', daysLeft: null, code: 'DESK_REFUSED_BY_CALLERS', serves: { legs: ['cxoneIn'] } },
    ]);
    expect(kit.lines.at(-1)).toMatchObject({ by: 'Veerpont', action: 'certificate_fell_back', subject: 'second' });
    await kit.restart();
    expect(kit.shownName()).toBe('first');
    expect(kit.place().next?.takenBack).toMatchObject(refusedBack);
  });

  it('goes back to the files', async () => {
    await kit.replaceBy('first');
    kit.places.happens('box', 'silent', 8);
    await kit.atRest();
    expect(kit.shownName()).toBe('of the file');
    expect(kit.place()).toMatchObject({
      current: { id: 'file' },
      next: { takenBack: { code: 'DESK_WENT_SILENT', value: null, by: null } },
    });
  });

  it('is not marked any more once it is in use again', async () => {
    const id = await kit.replaceBy('new');
    kit.places.happens('box', 'refused', 3);
    await kit.atRest();
    await kit.activate(id);
    expect(kit.place().current).toMatchObject({ id, takenBack: null });
  });

  it('is kept among the earlier ones when another stands next already', async () => {
    const failed = await kit.replaceBy('first');
    const { certificatePem, keyPem } = await serverPair('second');
    await kit.bring([certificatePem, keyPem]);
    kit.places.happens('box', 'refused', 3);
    await kit.atRest();
    expect(kit.place()).toMatchObject({
      current: { id: 'file' },
      next: { certificate: { name: 'second' } },
      previous: [{ id: failed, takenBack: refusedBack, keptUntil: start + 30 * dayMs }],
    });
  });

  it('never gives way to one that has expired: people are told, once', async () => {
    const first = await kit.replaceBy('short', 3);
    kit.clock.wind(2 * dayMs - minuteMs * 10);
    await kit.atRest();
    await kit.replaceBy('new');
    kit.clock.wind(20 * minuteMs);
    kit.places.happens('box', 'refused', 3);
    await kit.atRest();
    expect(kit.shownName()).toBe('new');
    expect(kit.alerts).toMatchObject([{ name: 'new', code: 'DESK_REFUSED_BY_CALLERS' }]);
    expect(kit.place()).toMatchObject({ previous: [{ id: first }, { id: 'file' }], watch: { fallsBackTo: null } });
    kit.places.happens('box', 'refused', 30);
    await kit.restart();
    kit.places.happens('box', 'refused', 30);
    await kit.atRest();
    expect(kit.alerts).toHaveLength(1);
    expect(kit.place().watch?.refused).toBe(63);
    kit.clock.wind(30 * minuteMs);
    await kit.atRest();
    expect(kit.place().watch).toBeNull();
  });

  it('has nothing to give way to when what was in use had expired already', async () => {
    await kit.replaceBy('short', 3);
    kit.clock.wind(4 * dayMs);
    await kit.atRest();
    await kit.replaceBy('new');
    expect(kit.place().watch?.fallsBackTo).toBeNull();
  });

  it('goes back as soon as a disk that refused takes it, and not before', async () => {
    await kit.replaceBy('new');
    isDiskFull = true;
    kit.places.happens('box', 'refused', 3);
    await kit.atRest();
    expect(kit.shownName()).toBe('new');
    expect(kit.alerts).toEqual([]);
    kit.clock.wind(40 * minuteMs);
    await kit.atRest();
    isDiskFull = false;
    kit.clock.wind(10_000);
    await kit.atRest();
    kit.clock.wind(10_000);
    await kit.atRest();
    expect(kit.shownName()).toBe('of the file');
    expect(kit.alerts).toHaveLength(1);
    await kit.restart({ crash: true });
    expect(kit.shownName()).toBe('of the file');
  });

  it('is left by a person who saw it: the mark says who and why', async () => {
    await kit.replaceBy('new');
    kit.places.happens('box', 'refused', 1);
    await kit.goBack('file');
    expect(kit.place().previous[0]).toMatchObject({ takenBack: { ...refusedBack, by } });
    expect(kit.places.watchers('box')).toBe(0);
  });

  it('is left by a person though nobody refused it: the mark says who, and no reason', async () => {
    await kit.replaceBy('new');
    kit.places.happens('box', 'accepted', 1);
    await kit.goBack('file');
    const takenBack = { at: kit.clock.now(), code: null, value: null, by };
    expect(kit.place().previous[0]).toMatchObject({ takenBack });
    await kit.restart();
    expect(kit.place().previous[0]).toMatchObject({ takenBack });
  });
});
