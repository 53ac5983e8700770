import { expect, it } from 'vitest';
import { RelayError } from '#shared/errors/relay-error.ts';
import { assertPragmas, pragmas, setPragmas } from '#relay/storage/sqlite/pragmas.ts';

/** A connection on which one setting does not take. */
function connectionWith(stubborn: string | null) {
  const values = new Map<string, string | number>(pragmas.map(({ name, expected }) => [name, expected]));
  if (stubborn !== null) values.set(stubborn, 'something else');
  const executed: string[] = [];
  return {
    executed,
    exec: (sql: string) => void executed.push(sql),
    value: (sql: string) => values.get(sql.replace('PRAGMA ', '')),
  };
}

it('every setting is made', () => {
  const connection = connectionWith(null);
  setPragmas(connection);
  expect(connection.executed).toEqual(pragmas.map(({ name, set }) => `PRAGMA ${name} = ${set}`));
  expect(connection.executed).toEqual(
    expect.arrayContaining([
      'PRAGMA journal_mode = WAL',
      'PRAGMA synchronous = FULL',
      'PRAGMA locking_mode = NORMAL',
      'PRAGMA trusted_schema = OFF',
      'PRAGMA cell_size_check = ON',
      'PRAGMA foreign_keys = ON',
      'PRAGMA secure_delete = ON',
      'PRAGMA temp_store = MEMORY',
    ]),
  );
});

it('a connection with all of them passes', () => {
  expect(() => {
    assertPragmas(connectionWith(null));
  }).not.toThrow();
});

it.each(pragmas.map(({ name }) => name))('%s that did not take stops the start', (name) => {
  const failure = (() => {
    try {
      assertPragmas(connectionWith(name));
    } catch (thrown) {
      return thrown;
    }
    return null;
  })();
  expect(failure).toBeInstanceOf(RelayError);
  expect(failure).toMatchObject({
    code: name === 'journal_mode' ? 'DATA_FOLDER_UNUSABLE' : 'INTERNAL',
    value: name,
  });
});
