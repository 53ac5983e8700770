import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { MessageId } from '#shared/domain/ids.ts';
import { buildStoreChild, startChild } from './child-process.ts';
import { makeFolder, openIn } from './sqlite-harness.ts';

const kills = Number(process.env['VEERPONT_KILLS'] ?? 20);

let program: string;
let folder: string;
let witness: string;

beforeAll(async () => {
  program = await buildStoreChild();
});
beforeEach(() => {
  folder = makeFolder();
  witness = join(folder, 'witness');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What the witness saw acknowledged: 'accepted <id>', 'claimed <id>', 'delivered <id>'. */
function witnessed(what: string): string[] {
  return readFileSync(witness, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(`${what} `))
    .map((line) => line.slice(what.length + 1));
}

it(`a writer killed ${kills} times loses nothing it had acknowledged`, { timeout: 240_000 }, async () => {
  const data = join(folder, 'data');
  for (let kill = 0; kill < kills; kill += 1) {
    const child = startChild(program, ['write', data]);
    await child.heard('open');
    // Killed at ever another moment: after so many acknowledgements.
    const enough = 3 + ((kill * 37) % 200);
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (child.lines.length >= enough) resolve();
        else setImmediate(look);
      };
      look();
    });
    child.process.kill('SIGKILL');
    expect(await child.ended).toMatchObject({ signal: 'SIGKILL' });
    const acknowledged = child.lines.filter(({ said }) => said !== 'open');
    appendFileSync(witness, acknowledged.map(({ said, id }) => `${said} ${String(id)}\n`).join(''));
  }

  const store = openIn(data);
  const recovered = await store.recoverClaims(Date.now());
  const states = new Map<string, string>();
  for (const id of witnessed('accepted')) {
    const { row } = await store.message(MessageId.parse(id));
    states.set(id, row.state);
  }
  const delivered = witnessed('delivered');
  expect(states.size).toBeGreaterThan(kills * 10);
  expect(delivered.length).toBeGreaterThan(kills * 5);
  for (const id of delivered) expect([id, states.get(id)]).toEqual([id, 'delivered']);
  // An attempt that was begun and not seen to end: on its way again toward CXone, a question toward WeChat.
  const begun = witnessed('claimed').filter((id) => !delivered.includes(id));
  for (const id of begun) expect(['pending', 'unconfirmed', 'delivered']).toContain(states.get(id));
  expect(recovered.requeued + recovered.unconfirmed).toBeLessThanOrEqual(16);
  expect(store.missingRecords()).toBe(0);
  expect((await store.verifyCounts()).agrees).toBe(true);
  await store.close();
});
