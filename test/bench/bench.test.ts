import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/bench.mjs', import.meta.url));
const relay = fileURLToPath(new URL('../../out/main/relay.js', import.meta.url));

interface Report {
  readonly isVoid: boolean;
  readonly references: readonly { readonly name: string; readonly value: number; readonly must: number }[];
  readonly compared: readonly {
    readonly system: string;
    readonly work: string;
    readonly median: Readonly<Record<'accepted' | 'delivered' | 'lost' | 'repeated' | 'outOfOrder', number>>;
  }[];
  readonly extras: readonly { readonly name: string; readonly rows: readonly (readonly number[])[] }[];
}

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'veerpont-bench-test-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function bench(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [script, '--relay', relay, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

// Nothing here says how fast anything is: that depends on what else the machine does.
describe('the benchmark', () => {
  it('measures every system, checks every delivery and its own references', async () => {
    const json = join(folder, 'bench.json');
    const only = ['throughput', 'outage', 'backlog', 'sla', 'search', 'asked'].flatMap((name) => ['--only', name]);

    const { code, output } = await bench(
      '--quick',
      '--work',
      'security',
      '--work',
      'outbound',
      ...only,
      '--json',
      json,
    );

    const report = JSON.parse(readFileSync(json, 'utf8')) as Report;
    expect(report.references).toHaveLength(2);
    // A second's work beside other programs may leave the references behind; then the run must say so.
    const isVoid = report.references.some(({ value, must }) => !(value >= must));
    expect({ code, isVoid: report.isVoid }, output).toEqual({ code: isVoid ? 2 : 0, isVoid });
    expect(output.includes('This run is void')).toBe(isVoid);
    expect(new Set(report.compared.map(({ system, work }) => `${work} ${system}`)).size).toBe(8);
    for (const { system, median } of report.compared) {
      expect(median.accepted).toBeGreaterThan(0);
      if (system === 'bare') continue;
      const { accepted, delivered, lost, repeated, outOfOrder } = median;
      expect({ system, delivered, lost, repeated, outOfOrder }).toEqual({
        system,
        delivered: accepted,
        lost: 0,
        repeated: 0,
        outOfOrder: 0,
      });
    }
    const [outage, backlog, sla, search, asked] = report.extras;
    expect(outage?.rows[0]?.slice(-3)).toEqual([0, 0, 0]);
    expect(backlog?.rows[0]?.every((figure) => Number.isFinite(figure) && figure > 0)).toBe(true);
    // 500 conversations with two clocks each; what CXone tells of them was asked for.
    expect(sla?.rows[0]?.[0]).toBe(1_000);
    expect(sla?.rows[0]?.every(Number.isFinite)).toBe(true);
    expect(search?.rows[0]?.[0]).toBe(20_000);
    expect(search?.rows[0]?.every((figure) => Number.isFinite(figure) && figure > 0)).toBe(true);
    expect(output).toContain('more Chinese characters');
    // Searches and exported rows among them: both went on while messages were taken.
    expect(asked?.rows[0]?.every((figure) => Number.isFinite(figure) && figure > 0)).toBe(true);
    expect(output).toContain('CPU per message, relay / durable');
  });

  it('refuses options it does not know', async () => {
    const { code, output } = await bench('--only', 'speed');

    expect(code).toBe(1);
    expect(output).toContain('"speed" is none of throughput');
  });
});
