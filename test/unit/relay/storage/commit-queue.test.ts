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
    beginAtOnce: step('begin at once'),
    commit: step('commit'),
    writeGathered: step('write'),
    rollBack: step('roll back'),
    setSavepoint: step('savepoint'),
    rollBackToSavepoint: step('back to savepoint'),
    releaseSavepoint: step('release'),
  };
  return { log, fails, session: session as unknown as StoreSession };
}

let fake: ReturnType<typeof fakeSession>;
const onCommitted = vi.fn();
const onFailed = vi.fn();
let queue: CommitQueue;
let hasBallast = false;

beforeEach(() => {
  fake = fakeSession();
  onCommitted.mockReset();
  onFailed.mockReset();
  hasBallast = false;
  queue = new CommitQueue({ session: () => fake.session, onCommitted, onFailed, onFull: () => hasBallast });
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
    queue = new CommitQueue({ session, onCommitted, onFailed, onFull: () => hasBallast });
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
      ...['savepoint', 'a', 'write', 'release'],
      ...['savepoint', 'back to savepoint', 'release'],
      ...['savepoint', 'c', 'write', 'release'],
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
  const cleared = vi.fn(() => fake.log.push('cleared'));
  const withdrawable = () =>
    queue.add(() => fake.log.push('claim'), { clearUp: () => (fake.log.push('clear up'), cleared) });
  const clearingUp = ['begin', 'savepoint', 'clear up', 'write', 'release'];

  beforeEach(() => {
    cleared.mockClear();
  });

  it('is cleared up before anything else is done, and what follows from it once that is on disk', async () => {
    fake.fails.set('commit', 'SQLITE_IOERR_FSYNC');
    await expect(withdrawable()).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    expect(queue.isInDoubt).toBe(true);
    fake.log.length = 0;
    // Still in doubt while the disk fails.
    fake.fails.set('commit', 'SQLITE_IOERR_FSYNC');
    await expect(asked('a')).rejects.toThrow();
    await asked('b');
    await asked('c');
    expect(fake.log).toEqual([
      ...[...clearingUp, 'a', 'write', 'roll back'],
      ...[...clearingUp, 'b', 'write', 'commit', 'cleared'],
      ...['begin', 'c', 'write', 'commit'],
    ]);
    expect(queue.isInDoubt).toBe(false);
  });

  it('stays in doubt while the commit that clears it up cannot be relied on', async () => {
    fake.fails.set('commit', 'SQLITE_IOERR_FSYNC');
    await expect(withdrawable()).rejects.toThrow();
    onCommitted.mockImplementationOnce(() => {
      throw new Error('the file is gone');
    });
    await expect(asked('a')).rejects.toThrow();
    expect(cleared).not.toHaveBeenCalled();
    await asked('b');
    expect(cleared).toHaveBeenCalledTimes(1);
  });

  it('keeps nothing else back when it cannot be cleared up', async () => {
    fake.fails.set('commit', 'SQLITE_IOERR_FSYNC');
    const fails = () => {
      throw new Error('cannot be read');
    };
    await expect(queue.add(() => 0, { clearUp: fails })).rejects.toThrow();
    expect(await asked('a')).toBe('a');
    expect(queue.isInDoubt).toBe(false);
  });

  it('is none when the transaction failed before its commit was asked for', async () => {
    fake.fails.set('write', 'SQLITE_IOERR_WRITE');
    await expect(withdrawable()).rejects.toThrow();
    expect(queue.isInDoubt).toBe(false);
  });

  it('is left alone when the disk was only full: then it is certainly not there', async () => {
    fake.fails.set('commit', 'SQLITE_FULL');
    await expect(withdrawable()).rejects.toThrow();
    await asked('b');
    expect(fake.log).not.toContain('clear up');
  });
});

describe('another process that writes', () => {
  it('is waited for, without holding up the event loop again', async () => {
    fake.fails.set('begin', 'SQLITE_BUSY');
    fake.fails.set('begin at once', 'SQLITE_BUSY');
    expect(await asked('a')).toBe('a');
    expect(fake.log).toEqual(['begin at once', 'a', 'write', 'commit']);
    await asked('b');
    expect(fake.log.slice(4)).toEqual(['begin', 'b', 'write', 'commit']);
  });

  it('for a second; then the changes are refused in time for an answer', async () => {
    const busy = () => {
      throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
    };
    const session = { ...fake.session, begin: busy, beginAtOnce: busy } as unknown as StoreSession;
    queue = new CommitQueue({ session: () => session, onCommitted, onFailed, onFull: () => hasBallast });
    const startedAt = performance.now();
    await expect(asked('a')).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(onFailed).toHaveBeenCalledExactlyOnceWith('busy', expect.anything());
    expect(queue.isInDoubt).toBe(false);
  });
});

describe('while a commit is under way', () => {
  /** A session whose commit ends when told to. */
  function slowly() {
    let end: () => void = () => undefined;
    const commit = () => new Promise<void>((resolve) => (end = resolve));
    const session = { ...fake.session, commit } as unknown as StoreSession;
    queue = new CommitQueue({ session: () => session, onCommitted, onFailed, onFull: () => hasBallast });
    return {
      end: () => {
        end();
      },
    };
  }

  it('reads wait, and changes make up the next one', async () => {
    const slow = slowly();
    expect(await queue.read(() => 'at once')).toBe('at once');
    const first = asked('a');
    await new Promise((resolve) => setImmediate(resolve));
    const read = queue.read(() => fake.log.push('read'));
    const second = asked('b');
    await new Promise((resolve) => setImmediate(resolve));
    expect(fake.log).toEqual(['begin', 'a', 'write']);
    slow.end();
    await first;
    await read;
    await new Promise((resolve) => setImmediate(resolve));
    slow.end();
    await second;
    expect(fake.log).toEqual(['begin', 'a', 'write', 'read', 'begin', 'b', 'write']);
  });

  it('draining waits for it, and for what came meanwhile', async () => {
    const slow = slowly();
    const ended: string[] = [];
    void asked('a').then((name) => ended.push(name));
    await new Promise((resolve) => setImmediate(resolve));
    void asked('b').then((name) => ended.push(name));
    const drained = queue.drain().then(() => ended.push('drained'));
    for (let turn = 0; turn < 3; turn += 1) {
      slow.end();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await drained;
    expect(ended).toEqual(['a', 'b', 'drained']);
  });

  it('a read that fails is its caller’s alone', async () => {
    const fails = queue.read(() => {
      throw new Error('no');
    });
    await expect(fails).rejects.toThrow('no');
  });
});

describe('a full disk with something to give back', () => {
  it('takes the ends of what was begun and refuses what is new', async () => {
    hasBallast = true;
    fake.fails.set('commit', 'SQLITE_FULL');
    const fresh = queue.add(() => fake.log.push('new'), { isNew: true });
    const results = await Promise.allSettled([fresh, asked('end')]);
    expect(results).toMatchObject([{ reason: { code: 'STORE_FULL' } }, { status: 'fulfilled', value: 'end' }]);
    expect(fake.log).toEqual(['begin', 'new', 'end', 'write', 'roll back', 'begin', 'end', 'write', 'commit']);
  });

  it('that cannot be given back refuses everything, and the next change is answered', async () => {
    const onFull = () => {
      throw Object.assign(new Error('resource busy'), { code: 'EBUSY' });
    };
    queue = new CommitQueue({ session: () => fake.session, onCommitted, onFailed, onFull });
    fake.fails.set('commit', 'SQLITE_FULL');
    const results = await Promise.allSettled([asked('a'), asked('b')]);
    for (const result of results) expect(result).toMatchObject({ reason: { code: 'STORE_FULL' } });
    expect(onFailed).toHaveBeenCalledExactlyOnceWith('full', expect.objectContaining({ code: 'STORE_FULL' }));
    expect(await asked('c')).toBe('c');
  });
});

describe('what goes wrong after a commit that failed', () => {
  it('leaves no change unanswered, and the next one is answered', async () => {
    onFailed.mockImplementationOnce(() => {
      throw new Error('the connection cannot be closed');
    });
    fake.fails.set('commit', 'SQLITE_FULL');
    const results = Promise.allSettled([asked('a'), asked('b')]);
    const read = queue.read(() => 'read');
    for (const result of await results) expect(result).toMatchObject({ reason: { code: 'STORE_FULL' } });
    expect(await read).toBe('read');
    expect(await asked('c')).toBe('c');
  });
});
