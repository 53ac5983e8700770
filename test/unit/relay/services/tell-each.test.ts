import { expect, it } from 'vitest';
import { tellEach } from '#relay/services/tell-each.ts';
import { recordingLogger } from '#test/integration/storage/sqlite-harness.ts';

it('tells the others, and whoever tells goes on, when one of them throws', () => {
  const log = recordingLogger();
  const told: string[] = [];
  const tell = tellEach(log.logger, {
    first: (word: string) => void told.push(`first ${word}`),
    broken: () => {
      throw new Error('out of order');
    },
    last: (word: string) => void told.push(`last ${word}`),
  });

  tell('hello');

  expect(told).toEqual(['first hello', 'last hello']);
  expect(JSON.stringify(log)).toContain('message.not_told');
});
