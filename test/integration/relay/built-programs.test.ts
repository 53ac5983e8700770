import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../../out/main', import.meta.url));

describe('the built programs', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  const textOf = (file: string): string => readFileSync(`${folder}/${file}`, 'utf8');

  it('are kept by V8 at one byte a character', () => {
    expect(files).toEqual(expect.arrayContaining(['relay.js', 'sandbox.js', 'main.js', 'search.js']));
    expect(files.filter((file) => [...textOf(file)].some((character) => character > '\u007F'))).toEqual([]);
  });

  it('have the Chinese sentences as escapes that were not escaped again', () => {
    const texts = files.map(textOf).join('\n');
    // 丢失: lost
    expect(texts).toMatch(/(?<!\\)\\u4e22\\u5931/u);
    expect(texts).not.toMatch(/\\\\u4e22\\u5931/u);
  });
});
