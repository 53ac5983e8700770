import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SearchLine } from '#relay/search/protocol.ts';
import { searchProgramFile, startThread } from '#relay/search/start-search.ts';
import { SearchBench, text } from './search-harness.ts';

const program = fileURLToPath(new URL('../../../out/main/search.js', import.meta.url));

let bench: SearchBench;

beforeEach(() => {
  bench = new SearchBench();
});

afterEach(async () => {
  await bench.dispose();
});

describe('the built thread', () => {
  it('is there beside the relay, and not beside its sources', () => {
    expect(existsSync(program)).toBe(true);
    expect(searchProgramFile(fileURLToPath(new URL('../../../out/main', import.meta.url)))).toBe(program);
    expect(searchProgramFile(fileURLToPath(new URL('../../../out/main/chunks', import.meta.url)))).toBe(program);
    expect(searchProgramFile()).toBeNull();
  });

  it('answers, dies and comes back, and lets go of its files', async () => {
    const lines: SearchLine[] = [];
    const start = startThread(program);
    await bench.put(text('我的订单'), text('parcel'));
    await bench.start({
      startWorker: (given) => {
        const line = start(given);
        lines.push(line);
        return line;
      },
    });
    await bench.untilIndexed();
    expect(await bench.found('订单')).toEqual(['我的订单']);

    await lines[0]?.end();
    await bench.untilOpen();

    expect(await bench.found('parcel')).toEqual(['parcel']);
    expect(lines).toHaveLength(2);
    expect(bench.log.names()).toEqual(['search.ended']);
    for (let times = 0; times < 3; times += 1) await bench.restart({ startWorker: start });
    expect(await bench.found('订单')).toEqual(['我的订单']);
    await expect(bench.put(text('the store goes on'))).resolves.toHaveLength(1);
  });
});
