import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

it('nothing that ships knows of fail points', () => {
  const sources = ['main', 'shared', 'renderer'].flatMap(filesBelow);
  const built = ['out/main', 'out/preload'].flatMap((folder) => {
    try {
      return filesBelow(folder);
    } catch {
      // Not built yet; the sources say enough.
      return [];
    }
  });
  const knowing = [...sources, ...built].filter((path) =>
    /VEERPONT_FAIL_POINT|failPoint\b/u.test(readFileSync(path, 'utf8')),
  );
  expect(sources.length).toBeGreaterThan(100);
  expect(knowing).toEqual([]);
});
