import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '#shared/errors/catalogue.ts';
import { setupCatalogue } from '#shared/errors/setup-codes.ts';
import { ofActs } from './act-codes.ts';

const page = readFileSync('docs/setup-guide.md', 'utf8');
/** Cells of the rows that have a rule and a test. */
const rows = page
  .split('\n')
  .filter((line) => /^\|.*`test\//u.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

/** A channel of relay.json breaks no rule here: nobody knows what was typed for it. */
const unruled: ReadonlySet<string> = new Set([...ofActs, 'SETUP_GIVEN_UNKNOWN']);

describe('the guide to the set-up', () => {
  it('says for each sentence where it is shown, by which rule, and what holds it', () => {
    expect(rows.length).toBeGreaterThan(50);
    for (const cells of rows) {
      expect(cells).toHaveLength(4);
      for (const cell of cells) expect(cell, cells.join(' | ')).not.toBe('');
    }
  });

  it.each([...new Set(rows.map((cells) => /`(test\/[^`]+)`/u.exec(cells[3] ?? '')?.[1] ?? ''))])(
    '%s is there',
    (path) => {
      expect(existsSync(path)).toBe(true);
    },
  );

  it('names rules that exist, and each rule of a field', () => {
    const named = new Set(page.match(/\b(?:SETUP|SLA)_[A-Z_]+\b/gu) ?? []);
    expect([...named].filter((code) => !(errorCodes as readonly string[]).includes(code))).toEqual([]);
    const forgotten = Object.keys(setupCatalogue).filter((code) => !named.has(code) && !unruled.has(code));
    expect(forgotten).toEqual([]);
  });
});
