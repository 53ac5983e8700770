import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { BoxSecretBook } from '#relay/credentials/box-secret-book.ts';
import { EndedConfigSecret, MadeBoxSecret } from '#relay/credentials/credential-record.ts';
import { createSecretMarks } from '#relay/credentials/secret-marks.ts';
import type { OperationsRecord } from '#relay/ports/operations-store.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { relayConfig } from '#test/integration/cxone/relay-fixture.ts';

const [integration] = relayConfig.integrations;
if (integration === undefined) throw new Error('the fixture has no integration');
const { id, box } = integration;
const marks = createSecretMarks(Buffer.alloc(32, 5).toString('base64'));

class Disk {
  readonly records = new Map<string, OperationsRecord>();
  isFull = false;

  async putRecord(record: OperationsRecord): Promise<void> {
    await Promise.resolve();
    if (this.isFull) throw new RelayError('STORE_FULL', 'no room');
    this.records.set(record.id, record);
  }

  async removeRecord(_kind: string, recordId: string): Promise<void> {
    await Promise.resolve();
    if (this.isFull) throw new RelayError('STORE_FULL', 'no room');
    this.records.delete(recordId);
  }
}

let made = 0;
function open(disk = new Disk(), configured = box.clientSecret) {
  let drawn = made * 7;
  const clock = new HandClock();
  const kept = [...disk.records.values()].map(({ body }) =>
    MadeBoxSecret.or(EndedConfigSecret).parse(JSON.parse(body)),
  );
  const book = new BoxSecretBook(
    {
      integrations: [
        { ...integration, box: { ...box, clientSecret: configured } } as (typeof relayConfig.integrations)[number],
      ],
      store: disk,
      clock,
      random: (sizeBytes) =>
        createHash('sha512')
          .update(`${(drawn += 1)}`)
          .digest()
          .subarray(0, sizeBytes),
      marks,
      newId: (prefix) => `${prefix}-${(made += 1)}`,
      onUsed: () => undefined,
    },
    kept,
  );
  return { book, disk, clock };
}

const idsOf = (book: BoxSecretBook) => book.of(box.clientId).map((one) => one.id);
const opens = (book: BoxSecretBook, secret: string) =>
  book
    .of(box.clientId)
    .filter(({ salt, digest }) => createHash('sha256').update(salt).update(secret).digest().equals(digest))
    .map((one) => one.id);

describe('Box client secrets', () => {
  it('begin with the file’s, and nobody else has any', () => {
    const { book } = open();
    expect(opens(book, box.clientSecret)).toEqual(['config']);
    expect(book.of('stranger')).toEqual([]);
  });

  it('are kept as a salted digest and nothing more', async () => {
    const { book, disk } = open();
    const { id: secretId, secret } = await book.make(id, 'Ann');
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/u);
    expect(opens(book, secret)).toEqual([secretId]);
    const text = JSON.stringify([...disk.records.values()]);
    expect(text).not.toContain(secret);
    expect(text).not.toContain(createHash('sha256').update(secret).digest('hex'));
    expect(opens(open(disk).book, secret)).toEqual([secretId]);
  });

  it('leave nothing on disk when they are ended', async () => {
    const { book, disk } = open();
    const { id: secretId } = await book.make(id, 'Ann');
    await book.end(id, secretId);
    expect(disk.records.size).toBe(0);
    expect(idsOf(book)).toEqual(['config']);
  });

  it('of the file that was ended counts no more, and another one that stands there later does', async () => {
    const { book, disk } = open();
    const { id: secretId } = await book.make(id, 'Ann');
    await book.end(id, 'config');
    expect(idsOf(book)).toEqual([secretId]);
    expect(idsOf(open(disk).book)).toEqual([secretId]);
    expect(idsOf(open(disk, 'another secret').book)).toEqual([secretId, 'config']);
  });

  it('stay as they are when the disk refuses', async () => {
    const { book, disk } = open();
    disk.isFull = true;
    await expect(book.make(id, 'Ann')).rejects.toMatchObject({ code: 'STORE_FULL' });
    expect(idsOf(book)).toEqual(['config']);
    disk.isFull = false;
    const { id: secretId } = await book.make(id, 'Ann');
    disk.isFull = true;
    await expect(book.end(id, secretId)).rejects.toMatchObject({ code: 'STORE_FULL' });
    await expect(book.end(id, 'config')).rejects.toMatchObject({ code: 'STORE_FULL' });
    expect(idsOf(book)).toEqual([secretId, 'config']);
  });

  it('are never more than two, nor fewer than one, however many ask at once', async () => {
    const { book } = open();
    const making = await Promise.allSettled([book.make(id, 'Ann'), book.make(id, 'Bo'), book.make(id, 'Cy')]);
    expect(making.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    const ending = await Promise.allSettled(idsOf(book).map((one) => book.end(id, one)));
    expect(ending.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(idsOf(book)).toHaveLength(1);
    await expect(book.make('nobody', 'Ann')).rejects.toMatchObject({ code: 'DESK_NOT_FOUND' });
  });

  it('keep their objects while they count, so that keys made of them can be kept beside them', async () => {
    const { book } = open();
    const [before] = book.of(box.clientId);
    const { id: secretId } = await book.make(id, 'Ann');
    expect(book.of(box.clientId)[1]).toBe(before);
    await book.end(id, secretId);
    expect(book.of(box.clientId)[0]).toBe(before);
  });

  it('are tried by us with a mark that is good once', async () => {
    const { book } = open();
    const seen = await book.ownCheck((mark) => Promise.resolve([book.isOwnCheck(mark), book.isOwnCheck(mark)]));
    expect(seen).toEqual([true, false]);
    let left = '';
    await book.ownCheck((mark) => {
      left = mark;
      return Promise.resolve();
    });
    expect(book.isOwnCheck(left)).toBe(false);
  });
});
