import { describe, expect, it } from 'vitest';
import type { ExchangeDraft } from '#relay/ports/delivery-target.ts';
import { PartNotes } from '#relay/services/part-notes.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';

const draft = (url: string): ExchangeDraft => ({
  at: 1,
  platform: 'wechat',
  method: 'POST',
  url,
  request: null,
  status: 200,
  answer: null,
  isCut: false,
  durationMs: 1,
  failure: null,
});

function notes(): PartNotes {
  const store = { partBegun: () => Promise.resolve(), partEnded: () => Promise.resolve() };
  const deps = { store, clock: new HandClock(), isStopped: () => false, onStoreFault: () => undefined };
  return new PartNotes(deps, { seq: 1, parts: [] });
}

const partOf = (no: number) => ({ no, of: 2, kind: 'text' }) as const;
const ended = (no: number) => ({ ...partOf(no), state: 'accepted', at: 1, code: null, platformCode: null }) as const;
const told = (of: PartNotes) => of.exchanges().map(({ url, part }) => `${url} ${part ?? '-'}`);

describe('the calls of an attempt', () => {
  it('belong to no part of a message of one piece', () => {
    const one = notes();
    one.exchanged(() => draft('upload'));
    one.exchanged(() => draft('send'));
    expect(told(one)).toEqual(['upload -', 'send -']);
    expect(one.calls).toBe(2);
  });

  it('belong to the part they sent, and to the one they made ready', async () => {
    const several = notes();
    several.exchanged(() => draft('upload 1'));
    await several.begin(partOf(1));
    several.exchanged(() => draft('send 1'));
    several.exchanged(() => draft('send 1 again'));
    await several.end(ended(1));
    several.exchanged(() => draft('upload 2'));
    several.exchanged(() => draft('thumb 2'));
    await several.begin(partOf(2));
    several.exchanged(() => draft('send 2'));
    await several.end(ended(2));
    several.exchanged(() => draft('upload 3'));
    expect(told(several)).toEqual([
      'upload 1 1',
      'send 1 1',
      'send 1 again 1',
      'upload 2 2',
      'thumb 2 2',
      'send 2 2',
      'upload 3 -',
    ]);
  });

  it('are described only when they are wanted, and not taken after the end', () => {
    const over = notes();
    let described = 0;
    const describe = (): ExchangeDraft => {
      described += 1;
      return draft('x');
    };
    over.exchanged(describe);
    over.close();
    over.exchanged(describe);
    expect(described).toBe(0);
    expect(over.exchanges()).toHaveLength(1);
    expect(described).toBe(1);
  });

  it('are a bounded number, the latest of them', async () => {
    const many = notes();
    for (let no = 0; no < 200; no += 1) many.exchanged(() => draft(String(no)));
    await many.begin(partOf(1));
    const kept = many.exchanges();
    expect(kept).toHaveLength(60);
    expect(kept.at(-1)).toMatchObject({ url: '199', part: 1 });
    expect(kept[0]).toMatchObject({ url: '140', part: 1 });
  });
});
