import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMetrics } from '#test/faults/kit/relay-metrics.ts';
import { startRig, type RigConfig } from '#test/faults/kit/rig.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { expectNone } from '#test/faults/storage/expect-none.ts';

const spoilers: readonly { readonly name: string; readonly spoil: (path: string) => void }[] = [
  { name: 'gone', spoil: (path) => rmSync(path) },
  { name: 'empty', spoil: (path) => writeFileSync(path, '') },
  { name: 'cut', spoil: (path) => writeFileSync(path, 'abc') },
];

/** The file with one channel's secret is not what it was. */
export const channelSecretDamaged: Scenario = {
  name: 'channel-secret-damaged',
  group: 'settings',
  title:
    'The file that holds the key of one channel is gone, empty or cut: that channel says what it needs, and the others carry messages',
  needs: [],
  inSlice: false,
  run: runChannelSecretDamaged,
};

async function runChannelSecretDamaged(context: ScenarioContext) {
  const rounds = context.times({ slice: 1, full: 1, night: 4 });
  const secretPath = join(context.folder, 'secret.txt');
  let key = '';
  let damaged = '';
  const rig = await startRig(context, {
    isSilent: true,
    configure: (config: RigConfig) => {
      const [first, ...others] = config.channels;
      if (first === undefined) throw new Error('no channel');
      key = first.wechat.encodingAesKey;
      damaged = first.id;
      writeFileSync(secretPath, key);
      const wechat = { ...first.wechat, encodingAesKey: { file: secretPath }, mode: 'security' };
      return { ...config, channels: [{ ...first, wechat }, ...others] };
    },
  });
  const healthy = rig.sandbox.identities.accounts.map(({ key: id }) => id).filter((id) => id !== damaged);
  const broken: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, spoil } of spoilers) {
      await rig.end('SIGTERM');
      spoil(secretPath);
      const refusal = await rig.start().then(
        () => null,
        (thrown: unknown) => String(thrown).slice(0, 300),
      );
      if (refusal === null) {
        const { channels } = await readMetrics(rig.relay.urls.admin);
        const state = channels[damaged] ?? 'none';
        if (!['not_configured', 'action_required'].includes(state)) broken.push(`${name}: the channel is ${state}`);
        const load = rig.load({ perSecond: 10, seconds: 2, channels: healthy });
        await load.done;
        if (load.progress().offeredIn === 0) broken.push(`${name}: the other channels carry nothing`);
      } else {
        broken.push(`${name}: the whole relay does not start: ${refusal}`);
      }
      writeFileSync(secretPath, key);
      await rig.end('SIGTERM');
      await rig.start();
    }
  }
  expectNone('not as it must be', broken);
  const verdict = await rig.verdict({ injections: rounds * spoilers.length });
  return { ...verdict, figures: {} };
}
