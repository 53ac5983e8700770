import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { RelayError } from '#shared/errors/relay-error.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { bodiesOf } from '#relay/operations/record-body.ts';
import { createRecordIds } from '#relay/operations/record-id.ts';
import { RecordKeeper } from '#relay/operations/record-keeper.ts';
import type { OperationsRecord } from '#relay/ports/operations-store.ts';
import { aRecord } from '#test/contracts/operations-store.contract.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';

describe('record keeper', () => {
  let clock: HandClock;
  let kept: Map<string, string>;
  let refuses: boolean;
  let tries: number;
  let keeper: RecordKeeper;

  beforeEach(() => {
    clock = new HandClock();
    kept = new Map();
    refuses = false;
    tries = 0;
    keeper = new RecordKeeper({ store: { putRecord: put }, clock, log: silentLogger });
  });

  function put({ kind, id, body }: OperationsRecord): Promise<void> {
    tries += 1;
    if (refuses) return Promise.reject(new RelayError('STORE_FULL', 'told to fail'));
    kept.set(`${kind} ${id}`, body);
    return Promise.resolve();
  }

  it('writes at once, and then no more', async () => {
    await keeper.put(aRecord({ body: 'a' }));
    expect([...kept]).toEqual([['incident one', 'a']]);
    clock.wind(60_000);
    expect([tries, clock.pendingTimers]).toEqual([1, 0]);
  });

  it('tries again what was refused, the newest of each, until it is written', async () => {
    refuses = true;
    await keeper.put(aRecord({ body: 'old' }));
    await keeper.put(aRecord({ body: 'new' }));
    await keeper.put(aRecord({ kind: 'gap', body: 'gap' }));
    await clock.windSlowly(20_000, 1_000);
    expect(kept.size).toBe(0);
    // Every five seconds, and not for each of them.
    expect(tries).toBe(3 + 4 * 2);
    refuses = false;
    await clock.windSlowly(5_000, 1_000);
    expect([...kept.values()]).toEqual(['new', 'gap']);
    expect(clock.pendingTimers).toBe(0);
  });

  it('tries once more at the end', async () => {
    refuses = true;
    await keeper.put(aRecord());
    refuses = false;
    await keeper.stop();
    expect(kept.size).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it('keeps a bounded number, the newest', async () => {
    refuses = true;
    for (let no = 0; no < 5_010; no += 1) void keeper.put(aRecord({ id: String(no) }));
    await settled();
    refuses = false;
    await clock.windSlowly(5_000, 5_000);
    expect(kept.size).toBe(5_000);
    expect(kept.has('incident 0')).toBe(false);
    expect(kept.has('incident 5009')).toBe(true);
  });
});

it('bodies that are not what is expected are left out', () => {
  const schema = z.object({ n: z.number() });
  const records = ['{"n":1}', '{"n":"1"}', 'no JSON', '{"n":2,"later":true}'].map((body) => aRecord({ body }));
  expect(bodiesOf(schema, records, silentLogger)).toEqual([{ n: 1 }, { n: 2 }]);
});

it('ids sort by their time and differ', () => {
  let now = 1_767_268_800_000;
  const newId = createRecordIds(() => (now += 1), Math.random);
  const ids = Array.from({ length: 1_000 }, () => newId('inc'));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(1_000);
  expect(ids.every((id) => /^inc-[a-z0-9]{19}$/u.test(id))).toBe(true);
});
