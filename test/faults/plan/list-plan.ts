import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { allScenarios } from './registry.ts';

// Not a test of anything by itself: how `scripts/faults.mjs` learns what there is, through the same loader.
it('names every scenario once', () => {
  const names = allScenarios.map(({ name }) => name);
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
  writeFileSync(
    process.env['VEERPONT_FAULT_LIST'] ?? '',
    JSON.stringify(
      allScenarios.map(({ name, group, title, needs, inSlice }) => ({ name, group, title, needs, inSlice })),
    ),
  );
});
