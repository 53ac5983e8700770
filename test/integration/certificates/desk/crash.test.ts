import { afterEach, describe, expect, it } from 'vitest';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { DeskStore } from '#relay/certificates/desk/desk-records.ts';
import { withRawDatabase } from '#test/integration/storage/sqlite-harness.ts';
import { by, clientPair, DeskKit, refusal, serverPair, shop } from './desk-kit.ts';

let kit: DeskKit;
afterEach(async () => {
  await kit.dispose();
});

/** Counts writes, and can end the process (nothing after it happens) or refuse, before or after one of them. */
class Disk {
  writes = 0;
  /** After so many writes nothing returns any more. */
  stopAfter = Infinity;
  /** Whether the write it stops at is still done. */
  doesLast = true;
  refuses = false;
  /** Refuses, and has written all the same. */
  lies = false;

  between = (store: DeskStore): DeskStore => ({
    records: (query) => store.records(query),
    putRecord: (record) => this.#write(() => store.putRecord(record)),
    removeRecord: (kind, id) => this.#write(() => store.removeRecord(kind, id)),
  });

  async #write(write: () => Promise<void>): Promise<void> {
    this.writes += 1;
    if (this.refuses) {
      if (this.lies) await write();
      throw new RelayError('STORE_FULL', 'full');
    }
    if (this.writes < this.stopAfter) return write();
    if (this.writes === this.stopAfter && this.doesLast) await write();
    return new Promise(() => undefined);
  }
}

/** The act, until it ends or the process does. */
async function until(act: Promise<unknown>): Promise<void> {
  let isOver = false;
  const end = (): void => {
    isOver = true;
  };
  act.then(end, end);
  for (let turn = 0; turn < 200 && !isOver; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

async function ready(disk: Disk): Promise<string> {
  kit = await DeskKit.open({ between: disk.between });
  await kit.replaceBy('first');
  const { certificatePem, keyPem } = await serverPair('second');
  await kit.bring([certificatePem, keyPem]);
  disk.writes = 0;
  return kit.place().next?.id ?? '';
}

const acts = {
  activate: (next: string) => kit.activate(next),
  goBack: () => kit.goBack('file'),
  remove: (next: string) =>
    Promise.resolve(kit.handlers['certificates.remove']({ placeId: 'box', certificateId: next, by })),
  bring: async () => {
    const { certificatePem, keyPem } = await serverPair('third');
    return kit.bring([certificatePem, keyPem]);
  },
  'fall back': async () => {
    kit.places.happens('box', 'refused', 3);
    await kit.atRest();
  },
} satisfies Record<string, (next: string) => Promise<unknown>>;

/** What may be shown after a kill in the midst of it. */
const mayShow: Record<keyof typeof acts, readonly string[]> = {
  activate: ['first', 'second'],
  goBack: ['first', 'of the file'],
  remove: ['first'],
  bring: ['first'],
  'fall back': ['first', 'of the file'],
};

describe.each(Object.keys(acts) as (keyof typeof acts)[])('a kill in the midst of: %s', (name) => {
  it.each([1, 2, 3, 4].flatMap((write) => [false, true].map((doesLast) => ({ write, doesLast }))))(
    'at write $write, done: $doesLast, leaves one in use, on disk and before callers',
    async ({ write, doesLast }) => {
      const disk = new Disk();
      const next = await ready(disk);
      Object.assign(disk, { stopAfter: write, doesLast });
      const shownBefore = kit.shownName();
      await until(acts[name](next));
      const shownAtKill = kit.shownName();
      Object.assign(disk, { stopAfter: Infinity });
      await kit.restart({ crash: true });
      const { current, next: after, previous } = kit.place();
      // What the record says is in use is in use.
      expect(kit.shownName()).toBe(current?.certificate.name);
      expect(mayShow[name]).toContain(kit.shownName());
      // Never in use before it was on disk: what callers saw at the kill they see again, unless it was on disk already.
      if (shownAtKill !== shownBefore) expect(kit.shownName()).toBe(shownAtKill);
      const ids = [current?.id, after?.id, ...previous.map(({ id }) => id)].filter((id) => id !== undefined);
      expect(new Set(ids).size).toBe(ids.length);
      // No key is left that stands nowhere.
      const kept = await kit.store.records({ kind: 'certificate', order: 'oldest_first', limit: 20 });
      const held = kept.filter(({ id }) => !id.startsWith('slots:')).map(({ id }) => id);
      expect(new Set(held)).toEqual(new Set(ids.filter((id) => id !== 'file')));
    },
  );
});

describe('a disk that refuses', () => {
  it.each(['activate', 'goBack', 'remove', 'bring'] as const)(
    'keeps %s from being done, also where it lies',
    async (name) => {
      for (const lies of [false, true]) {
        const disk = new Disk();
        const next = await ready(disk);
        const before = kit.place();
        Object.assign(disk, { refuses: true, lies });
        expect((await refusal(() => acts[name](next))).code).toBe('STORE_FULL');
        expect(kit.place()).toEqual(before);
        expect(kit.shownName()).toBe('first');
        disk.refuses = false;
        kit.clock.wind(5_000);
        await kit.atRest();
        await kit.restart({ crash: true });
        expect(kit.place()).toEqual(before);
        expect(kit.shownName()).toBe('first');
        if (!lies) await kit.dispose();
      }
    },
  );

  it('keeps what CXone’s calls are judged by as it was', async () => {
    const disk = new Disk();
    kit = await DeskKit.open({ between: disk.between });
    const known = await clientPair('known');
    await kit.bring([known.certificatePem], { kind: 'client', integrationId: shop });
    const before = kit.view().clients;
    const told = kit.places.trusts.length;
    disk.refuses = true;
    disk.lies = true;
    const other = await clientPair('other');
    const bring = () => kit.bring([other.certificatePem], { kind: 'client', integrationId: shop });
    expect((await refusal(bring)).code).toBe('STORE_FULL');
    kit.places.clientCertificates = 'optional';
    const revoke = () => kit.handlers['certificates.revoke']({ id: before[0]?.id ?? '', by });
    expect((await refusal(revoke)).code).toBe('STORE_FULL');
    expect(kit.view().clients).toEqual(before);
    expect(kit.places.trusts).toHaveLength(told);
    disk.refuses = false;
    kit.clock.wind(5_000);
    await kit.atRest();
    await kit.restart({ crash: true });
    expect(kit.view().clients).toEqual(before);
  });
});

describe('a record that is damaged', () => {
  /** Turns one bit of a body: it does not open any more. */
  const damage = (id: string): void => {
    withRawDatabase(kit.folder, (database) => {
      const changed = database
        .command(
          `UPDATE operations_record SET body = CAST(substr(body, 1, length(body) - 1) || x'00' AS BLOB) WHERE id = ?`,
        )
        .run([id]);
      expect(changed).toBe(1);
    });
  };
  const closeDamageOpen = async (...ids: readonly string[]): Promise<void> => {
    await kit.desk.stop();
    await kit.store.close();
    for (const id of ids) damage(id);
    await kit.begin();
  };
  const withTwo = async (): Promise<{ first: string; second: string }> => {
    kit = await DeskKit.open();
    const first = await kit.replaceBy('first');
    const second = await kit.replaceBy('second');
    await kit.atRest();
    return { first, second };
  };

  it('of what is in use: the files are shown, the others are there', async () => {
    const { first, second } = await withTwo();
    await closeDamageOpen(second);
    expect(kit.shownName()).toBe('of the file');
    expect(kit.place()).toMatchObject({ current: { id: 'file' }, previous: [{ id: first }], watch: null });
    expect(kit.recording.names()).toContain('certificates.missing');
    await kit.goBack(first);
    await kit.restart();
    expect(kit.shownName()).toBe('first');
  });

  it('of what is in use where there are no files: what was in use before it', async () => {
    const { second } = await withTwo();
    const { tls: _tls, ...box } = kit.config.listen.box ?? { host: '127.0.0.1', port: 0 };
    kit.config = { ...kit.config, listen: { ...kit.config.listen, box } };
    kit.places.files.delete('box');
    await closeDamageOpen(second);
    expect(kit.shownName()).toBe('first');
    expect(kit.place().current?.certificate.name).toBe('first');
  });

  it('of what is in use where the files are long gone: what was in use before it', async () => {
    const { second } = await withTwo();
    kit.places.files.set('box', { problem: 'gone' });
    await closeDamageOpen(second);
    expect(kit.shownName()).toBe('first');
  });

  it('of an earlier one: it is gone from the list, and nothing else', async () => {
    const { first, second } = await withTwo();
    await closeDamageOpen(first);
    expect(kit.place()).toMatchObject({
      current: { id: second },
      previous: [{ id: 'file' }],
      watch: { fallsBackTo: null },
    });
    expect(kit.shownName()).toBe('second');
  });

  it('of which stands where: the files are shown, and all can be gone back to', async () => {
    const { first, second } = await withTwo();
    const { certificatePem, keyPem } = await serverPair('third');
    await kit.bring([certificatePem, keyPem]);
    const next = kit.place().next?.id;
    await closeDamageOpen('slots:box');
    expect(kit.shownName()).toBe('of the file');
    expect(kit.place().next?.id).toBe(next);
    expect(
      kit
        .place()
        .previous.map(({ id }) => id)
        .sort(),
    ).toEqual([first, second].sort());
    await kit.goBack(second);
    await kit.restart();
    expect(kit.shownName()).toBe('second');
  });

  it('is no reason not to start, whatever it holds', async () => {
    kit = await DeskKit.open();
    const { certificatePem, keyPem } = await serverPair('new');
    await kit.bring([certificatePem, keyPem]);
    const common = { channelId: null, parent: null, at: 0, endedAt: null };
    const held = { form: 'held', id: 'x', placeId: 'box', chainPem: 'none', keyPem: 'none', source: 'imported' };
    const rest = { addedAt: 1, addedBy: by, warnings: [], usedAt: null };
    await kit.store.putRecord({ ...common, kind: 'certificate', id: 'x', body: JSON.stringify({ ...held, ...rest }) });
    await kit.store.putRecord({ ...common, kind: 'certificate', id: 'y', body: 'no JSON' });
    await kit.store.putRecord({ ...common, kind: 'certificate_trust', id: 'z', body: '{"form":"client"}' });
    await kit.store.putRecord({ ...common, kind: 'certificate_request', id: 'z', body: '[]' });
    await kit.store.putRecord({ ...common, kind: 'certificate_authority', id: 'z', body: 'null' });
    await kit.restart();
    expect(kit.place().next?.certificate.name).toBe('new');
    expect(kit.recording.names().filter((name) => name === 'certificates.record_unreadable')).toHaveLength(5);
  });
});
