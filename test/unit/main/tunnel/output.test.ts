import { describe, expect, it } from 'vitest';
import { createAddressReader } from '#main/tunnel/address-reader.ts';
import { OutputLines } from '#main/tunnel/output-lines.ts';

describe('the output of a tunnel program', () => {
  it('keeps the newest 200 lines, without colours and control characters', () => {
    const lines = new OutputLines();
    for (let index = 0; index < 250; index += 1) lines.add(`\u001B[31mline ${index}\u001B[0m\u0007`);
    expect(lines.all).toHaveLength(200);
    expect(lines.all.at(-1)).toBe('line 249');
    expect(lines.all[0]).toBe('line 50');
  });

  it('masks longer secrets first, also as they stand in addresses, and leaves short texts alone', () => {
    const lines = new OutputLines();
    lines.hide(['secret', 'secret/longer', 'ab']);
    expect(lines.add('x secret/longer y secret%2Flonger z secret ab')).toBe('x ••• y ••• z ••• ab');
  });
});

describe('the address in it', () => {
  it.each([
    ['url=(https://\\S+)', 'lvl=info url=https://a.example.org/ x', { kind: 'found', url: 'https://a.example.org' }],
    [
      'https://[a-z-]+\\.example\\.org',
      'is https://b-c.example.org now',
      { kind: 'found', url: 'https://b-c.example.org' },
    ],
    ['url=(https?://\\S+)', 'url=http://a.example.org', { kind: 'nothing' }],
    ['url=(https?://\\S+)', 'url=https://127.0.0.1', { kind: 'nothing' }],
    ['url=(https?://\\S+)', 'url=https://a.example.org:8443', { kind: 'nothing' }],
    ['x(y)?', 'nothing here', { kind: 'nothing' }],
    ['', 'https://a.example.org', { kind: 'nothing' }],
  ])('%s in %s', (pattern, line, found) => {
    expect(createAddressReader(pattern)(line)).toEqual(found);
  });

  it('gives a pattern that takes for ever one line, and its output no power over this program', () => {
    const read = createAddressReader('^(a+)+$');
    const began = performance.now();
    expect(read(`${'a'.repeat(80)}!`)).toEqual({ kind: 'too_slow' });
    expect(read('aaa')).toEqual({ kind: 'nothing' });
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
