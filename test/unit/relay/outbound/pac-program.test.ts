import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PacProgram } from '#relay/http/outbound/proxy/pac/pac-program.ts';
import type { PacReply } from '#relay/http/outbound/proxy/pac/pac-protocol.ts';

const engine = Uint8Array.from(
  readFileSync(join(dirname(createRequire(import.meta.url).resolve('quickjs-wasi')), '..', 'quickjs.wasm')),
);
const target = { url: 'https://api.example.com/', host: 'api.example.com' };
/** A Wednesday. */
const now = () => new Date(2026, 6, 15, 10, 30, 0);
const programOf = (limitMs = 2_000): PacProgram =>
  new PacProgram(engine, { monotonic: () => performance.now(), now, limitMs });

const ask = (program: PacProgram, script: string, names: Record<string, string | null> = {}): Promise<PacReply> =>
  program.take({ script, target, names, ownAddress: '10.1.2.3' });
const answering = (expression: string): string =>
  `function FindProxyForURL(url, host) { return String(${expression}); }`;

describe('a PAC file', () => {
  const program = programOf();

  it.each([
    ['url + " " + host', 'https://api.example.com/ api.example.com'],
    ['isPlainHostName("wiki") + "," + isPlainHostName(host)', 'true,false'],
    ['dnsDomainIs(host, ".example.com") + "," + dnsDomainIs(host, ".example.org")', 'true,false'],
    ['localHostOrDomainIs("api", "api.example.com") + "," + localHostOrDomainIs("a.b", "a.b.c")', 'true,false'],
    ['dnsDomainLevels(host)', '2'],
    [
      'shExpMatch(host, "*.example.c?m") + "," + shExpMatch("a(b", "a(*") + "," + shExpMatch("axb", "a.b")',
      'true,true,false',
    ],
    [
      'isInNet("10.20.30.40", "10.20.0.0", "255.255.0.0") + "," + isInNet("10.21.0.1", "10.20.0.0", "255.255.0.0")',
      'true,false',
    ],
    ['isInNet("192.168.1.9", "192.168.1.0", "255.255.255.0")', 'true'],
    ['isInNetEx("fd00::8", "fd00::/16") + "," + isInNetEx("1.2.3.4", "fd00::/16")', 'true,false'],
    ['myIpAddress()', '10.1.2.3'],
    ['convert_addr("0.0.1.2")', '258'],
    ['weekdayRange("MON", "FRI") + "," + weekdayRange("FRI", "MON") + "," + weekdayRange("WED")', 'true,false,true'],
    [
      'timeRange(10) + "," + timeRange(9, 17) + "," + timeRange(11, 17) + "," + timeRange(22, 0, 11, 0)',
      'true,true,false,true',
    ],
    [
      'dateRange(15) + "," + dateRange("JUL") + "," + dateRange("AUG", "JUN") + "," + dateRange(2026)',
      'true,true,false,true',
    ],
    ['dateRange(1, "JUN", 15, "JUL") + "," + dateRange(16, "JUL", 2026, 1, "JAN", 2027)', 'true,false'],
    ['dateRange("NOV", 2025, "JUL", 2026) + "," + dateRange("DEC", "AUG") + "," + dateRange()', 'true,true,false'],
    ['[1, 2, 3].some((n) => isInNet("10.0.0." + n, "10.0.1.0", "255.255.255.0"))', 'false'],
    ['typeof process + typeof require + typeof fetch', 'undefinedundefinedundefined'],
    ['({ a: null })?.a ?? "new text"', 'new text'],
  ])('%s', async (expression, answer) => {
    expect(await ask(program, answering(expression))).toEqual({ kind: 'answer', answer });
  });

  it('asks for a name it has looked up, even where it catches what is thrown', async () => {
    const script =
      'function FindProxyForURL() { try { return "PROXY " + dnsResolve("p.corp") + ":1" } catch { return "DIRECT" } }';
    expect(await ask(program, script)).toEqual({ kind: 'needs', name: 'p.corp' });
    expect(await ask(program, script, { 'p.corp': '10.0.0.1' })).toEqual({
      kind: 'answer',
      answer: 'PROXY 10.0.0.1:1',
    });
    expect(await ask(program, script, { 'p.corp': null })).toEqual({ kind: 'answer', answer: 'PROXY null:1' });
  });

  it.each([
    ['function FindProxyForURL( {', 'SyntaxError'],
    ['<html>not found</html>', 'SyntaxError'],
    ['var x = 1', 'ReferenceError'],
    ['var FindProxyForURL = 1', 'FindProxyForURL is not a function'],
    ['function FindProxyForURL() { return nowhere }', 'ReferenceError'],
    ['function FindProxyForURL() { return 7 }', 'answered no text but number'],
    ['function FindProxyForURL() { return new Array(4294967295) }', 'answered no text but object'],
    ['function FindProxyForURL() { throw new Array(3) }', ',,'],
    ['function FindProxyForURL() { return FindProxyForURL() }', 'RangeError'],
    ['function FindProxyForURL() { return new Array(1e8).fill(1) }', 'out of memory'],
    ['throw "\\u001b[31mred\\nsecond"', 'red second'],
  ])('with a mistake is told apart: %s', async (script, detail) => {
    const reply = await ask(program, script);
    expect(reply.kind).toBe('failed');
    expect(reply.kind === 'failed' && reply.detail).toContain(detail);
    expect(reply.kind === 'failed' && reply.detail).not.toMatch(/[\n\u001b]/u);
    // And the next one runs as if it had not been.
    expect(await ask(program, answering('1'))).toEqual({ kind: 'answer', answer: '1' });
  });

  it.each(['while (true) {}', '/(a+)+$/.test("a".repeat(60) + "b")', 'for (;;) try { for (;;); } catch {}'])(
    'that does not end is ended: %s',
    async (body) => {
      const impatient = programOf(80);
      await ask(impatient, answering('1'));
      const reply = await ask(impatient, `function FindProxyForURL() { ${body}; return "DIRECT" }`);
      expect(reply).toEqual({ kind: 'failed', detail: 'takes too long' });
    },
  );
});
