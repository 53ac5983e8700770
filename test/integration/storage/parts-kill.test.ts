import { rmSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { MessageId } from '#shared/domain/ids.ts';
import { buildStoreChild, startChild, type Said } from './child-process.ts';
import { makeFolder, openIn } from './sqlite-harness.ts';

const kills = Number(process.env['VEERPONT_KILLS'] ?? 10);

let program: string;
let folder: string;

beforeAll(async () => {
  program = await buildStoreChild();
});
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Sends replies in parts until so much was said, is killed, and returns what it said. */
async function killedAfter(lines: number): Promise<readonly Said[]> {
  const child = startChild(program, ['reply', folder]);
  await child.heard('open');
  while (child.lines.length < lines) await new Promise((resolve) => setImmediate(resolve));
  child.process.kill('SIGKILL');
  expect(await child.ended).toMatchObject({ signal: 'SIGKILL' });
  return child.lines.filter(({ said }) => said !== 'open');
}

it(
  `${kills} kills between and within parts: no part that left is taken for one that did not, and no report is lost`,
  { timeout: 240_000 },
  async () => {
    let betweenParts = 0;
    let withinParts = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const lines = await killedAfter(20 + ((kill * 53) % 150));
      const store = openIn(folder);
      await store.recoverClaims(Date.now(), () => ({ status: 'failed', reason: 'may have arrived' }));
      for (const id of new Set(lines.map((line) => String(line['id'])))) {
        const { row, parts, statusReport } = await store.message(MessageId.parse(id));
        const said = (what: string) => lines.filter((line) => line['id'] === id && line.said === what);
        const stateOf = (no: unknown) => parts.find((part) => part.no === no)?.state;
        for (const { no } of said('ended')) expect(stateOf(no)).toBe('accepted');
        // Begun and said so: the bytes may have left.
        for (const { no } of said('begun')) expect(['accepted', 'unknown']).toContain(stateOf(no));
        if (row.state === 'pending') {
          betweenParts += 1;
          expect(parts.length).toBeGreaterThan(0);
          expect(parts.every(({ state }) => state === 'accepted')).toBe(true);
        } else if (row.state === 'unconfirmed') {
          withinParts += 1;
          expect(statusReport).toMatchObject({ status: 'failed', state: 'waiting' });
        } else {
          expect(row.state).toBe('delivered');
          expect(parts.map(({ state }) => state)).toEqual(['accepted', 'accepted', 'accepted']);
          expect(statusReport).toMatchObject({ status: 'delivered', state: 'waiting' });
        }
        if (said('delivered').length > 0) expect(row.state).toBe('delivered');
      }
      expect((await store.verifyCounts()).agrees).toBe(true);
      expect(store.missingRecords()).toBe(0);
      await store.close();
    }
    expect(betweenParts).toBeGreaterThan(0);
    expect(withinParts).toBeGreaterThan(0);
  },
);
