import { collectGarbage } from '#main/node/collect-garbage.ts';
import { buildKeyLadder } from '#relay/storage/sqlite/key-ladder.ts';
import { NativeDatabase } from '#relay/storage/sqlite/native-database.ts';
import { storeFilesIn } from '#relay/storage/sqlite/store-files.ts';
import { countsOf } from '#test/faults/kit/counts.ts';
import { readMetrics } from '#test/faults/kit/relay-metrics.ts';
import { startRig, type Rig } from '#test/faults/kit/rig.ts';
import { waitFor } from '#test/faults/kit/wait-for.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

/** Text that is not UTF-8: read as text, it would end the process in the engine's native layer. */
const poisonBytes = 'c328ff';
const poison = `CAST(x'${poisonBytes}' AS TEXT)`;
const columns = ['external_id', 'id', 'external_id'] as const;

export const poisonedRow: Scenario = {
  name: 'poisoned-row',
  group: 'processes',
  title:
    'rows that would abort the process when read stand among the waiting ones: the relay lives, each is set aside and shown, the others flow',
  needs: [],
  inSlice: false,
  run: async (context) => {
    const rows = context.times({ slice: 1, full: 3, night: 20 });
    const rig = await startRig(context);
    // What is accepted now stays in the books: the far side is away.
    rig.sandbox.cxone.faults.set({ target: '*', fault: 'serverError', options: { status: 503 } });
    const load = rig.load({ perSecond: 40, direction: 'in' });
    await rig.busyFor(rows * 20);
    load.stop();
    await load.done;
    await rig.end('SIGTERM');
    const damagedIds = poisonRows(rig, rows, context.chance);
    rig.sandbox.cxone.faults.clear();
    const { pid } = await rig.start();
    await waitFor('every poisoned row to be set aside and the rest to flow', 90_000, async () => {
      const { states } = await readMetrics(rig.relay.urls.admin);
      return states['quarantined'] === rows && states['pending'] === 0;
    });
    if (rig.relay.pid !== pid) throw new Error('the relay did not live through it');
    return { ...countsOf(await rig.verdict({ injections: rows, damagedIds })), figures: { quarantined: rows } };
  },
};

/** Damages waiting rows of a relay that has ended. Returns the ids by which the books will not know them any more. */
function poisonRows({ dataDir, storeKey }: Rig, rows: number, chance: () => number): string[] {
  const database = new NativeDatabase(storeFilesIn(dataDir).database, buildKeyLadder(storeKey).fileKey);
  try {
    const waiting = database.query('SELECT seq, external_id, id FROM message WHERE state = 0 ORDER BY seq').all([]);
    const step = Math.floor(waiting.length / rows);
    const ids: string[] = [];
    for (let row = 0; row < rows; row += 1) {
      const [seq, externalId, id] = waiting[row * step + Math.floor(chance() * step)] ?? [];
      const column = columns[row % columns.length] ?? 'external_id';
      database.exec(`UPDATE message SET ${column} = ${poison} || ${Number(seq)} WHERE seq = ${Number(seq)}`);
      // Under its old names, and under what a careful reader makes of the new one.
      ids.push(String(externalId), String(id), `${Buffer.from(poisonBytes, 'hex').toString()}${Number(seq)}`);
    }
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return ids;
  } finally {
    database.close();
    collectGarbage();
  }
}
