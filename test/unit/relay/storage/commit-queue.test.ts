import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CommitQueue } from '#relay/storage/sqlite/commit-queue.ts';
import type { StoreSession } from '#relay/storage/sqlite/store-session.ts';

/** A session that writes down what is done with it, and fails where it is told to. */
function fakeSession() {
  const log: string[] = [];
  const fails = new Map<string, string>();
  const step = (name: string) => () => {
    const code = fails.get(name);
    if (code !== undefined) {
      fails.delete(name);
      throw Object.assign(new Error(name), { code });
    }
    log.push(name);
  };
  const session = {
    begin: step('begin'),
    commit: step('commit'),
    writeGathered: step('write'),
    rollBack: step('roll back'),
    forget: step('forget'),
    database: { exec: (sql: string) => void log.push(sql) },
  };
  return { log, fails, session: session as unknown as StoreSession };
}

let fake: ReturnType<typeof fakeSession>;
const onCommitted = vi.fn();
const onFailed = vi.fn();
let queue: CommitQueue;

beforeEach(() => {
  fake = fakeSession();
  onCommitted.mockReset();
  onFailed.mockReset();
  queue = new CommitQueue({ session: () => fake.session, onCommitted, onFailed });
});

function asked(name: string): Promise<string> {
  return queue.add(() => {
    fake.log.push(name);
    return name;
  });
}

describe('changes of one turn', () => {
  it('share one commit, in the order they were asked for', async () => {
    expect(await Promise.all([asked('a'), asked('b'), asked('c')])).toEqual(['a', 'b', 'c']);
    expect(fake.log).toEqual(['begin', 'a', 'b', 'c', 'write', 'commit']);
    await asked('d');
    expect(onCommitted).toHaveBeenCalledTimes(2);
  });

  it('are answered only after the commit, and what follows it, returned', async () => {
    onCommitted.mockImplementation(() => fake.log.push('marked'));
    await asked('a').then(() => fake.log.push('answered'));
    expect(fake.log).toEqual(['begin', 'a', 'write', 'commit', 'marked', 'answered']);
  });

  it('fail together when the commit fails', async () => {
    fake.fails.set('commit', 'SQLITE_FULL');
    const results = await Promise.allSettled([asked('a'), asked('b')]);
    for (const result of results) expect(result).toMatchObject({ reason: { code: 'STORE_FULL' } });
    expect(onFailed).toHaveBeenCalledExactlyOnceWith('full', expect.objectContaining({ code: 'STORE_FULL' }));
    expect(onCommitted).not.toHaveBeenCalled();
    expect(await asked('c')).toBe('c');
  });

  it('fail together when the commit cannot be relied on', async () => {
    onCommitted.mockImplementationOnce(() => {
      throw new Error('the file is gone');
    });
    await expect(asked('a')).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
  });

  it('fail when there is no connection, and work when there is one again', async () => {
    const session = vi.fn(() => fake.session);
    session.mockImplementationOnce(() => {
      throw new Error('no connection');
    });
    queue = new CommitQueue({ session, onCommitted, onFailed });
    await expect(asked('a')).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    expect(await asked('b')).toBe('b');
  });
});

describe('one bad change', () => {
  const bad = () =>
    queue.add(() => {
      throw Object.assign(new Error('no'), { code: 'SQLITE_CONSTRAINT_UNIQUE' });
    });

  it('fails alone: the others are tried again, each by itself', async () => {
    const results = await Promise.allSettled([asked('a'), bad(), asked('c')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(fake.log).toEqual([
      ...['begin', 'a', 'roll back'],
      'begin',
      ...['SAVEPOINT operation', 'a', 'write', 'RELEASE operation'],
      ...['SAVEPOINT operation', 'ROLLBACK TO operation', 'forget', 'RELEASE operation'],
      ...['SAVEPOINT operation', 'c', 'write', 'RELEASE operation'],
      'commit',
    ]);
    expect(onFailed).not.toHaveBeenCalled();
  });

  it('does not hide a disk that fails meanwhile', async () => {
    const results = Promise.allSettled([bad(), asked('b')]);
    fake.fails.set('write', 'SQLITE_IOERR_WRITE');
    for (const result of await results) expect(result).toMatchObject({ reason: { code: 'STORE_WRITE_FAILED' } });
    expect(onFailed).toHaveBeenCalledExactlyOnceWith('broken', expect.anything());
  });
});

describe('a commit that was reported as failed and may be on disk', () => {
  const withdrawable = () =>
    queue.add(
      () => fake.log.push('claim'),
      () => void fake.log.push('withdraw'),
    );

  it('is taken back before anything else is done', async () => {
    fake.fails.set('commit', 'SQLITE_IOERR_FSYNC');
    await expect(withdrawable()).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    fake.log.length = 0;
    // Still in doubt while the disk fails.
    fake.fails.set('commit', 'SQLITE_IOERR_FSYNC');
    await expect(asked('a')).rejects.toThrow();
    await asked('b');
    await asked('c');
    expect(fake.log).toEqual([
      ...['begin', 'withdraw', 'a', 'write', 'roll back'],
      ...['begin', 'withdraw', 'b', 'write', 'commit'],
      ...['begin', 'c', 'write', 'commit'],
    ]);
  });

  it('is left alone when the disk was only full: then it is certainly not there', async () => {
    fake.fails.set('commit', 'SQLITE_FULL');
    await expect(withdrawable()).rejects.toThrow();
    await asked('b');
    expect(fake.log).not.toContain('withdraw');
  });
});
