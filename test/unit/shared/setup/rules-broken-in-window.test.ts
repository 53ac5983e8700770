import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { setupCatalogue, type SetupCode } from '#shared/errors/setup-codes.ts';
import { setupEn } from '#shared/errors/sentences/setup/en.ts';
import { ofActs } from './act-codes.ts';

/** Rules of fields that cannot be broken on every computer; the test named breaks them instead. */
const elsewhere: Readonly<Partial<Record<SetupCode, { readonly why: string; readonly test: string }>>> = {
  SETUP_LISTEN_DENIED: {
    why: 'an administrator may listen on every port, and so may anybody on some systems',
    test: 'test/unit/main/setup/relay-apply.test.ts',
  },
  SETUP_LISTEN_REFUSED: {
    why: 'needs a computer without IPv6, or another fault of its system',
    test: 'test/unit/main/setup/relay-apply.test.ts',
  },
};

const folder = 'test/e2e';
const source = readdirSync(folder)
  .filter((name) => name.endsWith('.spec.ts'))
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n');

/** Long enough to be of a sentence and of no other. */
const least = 15;
const literal = /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`([^`\n]*)`|\/((?:[^/\\\n]|\\.)+)\/u/gu;

/** What stands between quotes, or in a pattern, and reads like words: what tests look for in the window. */
const words = [...source.matchAll(literal)]
  .map(([, ...kinds]) => kinds.find((text) => text !== undefined) ?? '')
  .map((text) => text.replaceAll(/^\^|\$$/gu, ''))
  .filter((text) => text.length >= least && text.includes(' '));

const titles = Object.entries(setupEn).map(([code, { title }]) => ({ code, title }));

/** A whole title counts; a part of one, when it is of no other. */
const isLookedFor = (title: string): boolean =>
  words.some(
    (text) => text === title || (title.includes(text) && titles.filter((one) => one.title.includes(text)).length === 1),
  );

const rules = (Object.keys(setupCatalogue) as SetupCode[]).filter((code) => !ofActs.includes(code));

describe('the rules of the set-up, broken in the window', () => {
  it('each says its sentence in a test of the window, or is broken in another test', () => {
    expect(rules.length).toBeGreaterThan(100);
    const forgotten = rules.filter((code) => !isLookedFor(setupEn[code].title) && !(code in elsewhere));
    expect(forgotten).toEqual([]);
  });

  it.each(Object.entries(elsewhere))('%s is broken elsewhere, and for that reason alone', (code, { test }) => {
    expect(isLookedFor(setupEn[code as SetupCode].title)).toBe(false);
    expect(readFileSync(test, 'utf8')).toContain(code);
  });
});
