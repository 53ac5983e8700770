import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOperatorConfig } from '#main/relay-host/config-file.ts';
import { StoredSettings } from '#main/settings/settings-schema.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { expectNone } from '#test/faults/storage/expect-none.ts';
import { buildProgram } from '#test/faults/storage/build-program.ts';
import { withoutPowers } from '#test/faults/storage/without-powers.ts';

const lastGood: StoredSettings = {
  theme: 'dark',
  language: 'zh',
  density: 'compact',
  window: { x: 10, y: 20, width: 1_300, height: 900, maximized: false },
  relayPorts: { public: 40_001, admin: 40_002 },
  savedSearches: [{ name: 'Vandaag', text: 'is:failed on:today', isDefault: true }],
};

const channelIds = ['tulip', 'lotus', 'orchid'];
const secret = 'a secret of thirty-two characters';

/** A whole relay.json for the console, which keeps the store's key itself. */
const relayConfig = {
  integrations: [
    {
      id: 'demo',
      name: 'Demo',
      integrationId: '5f0c1c5e-58f9-4f5c-9b3e-3a0d8f1f9c11',
      box: { clientId: 'box', clientSecret: secret },
      cxone: { clientId: 'client', clientSecret: secret, accessKeyId: 'key', accessKeySecret: secret },
    },
  ],
  channels: channelIds.map((id, index) => ({
    id,
    name: id,
    integration: 'demo',
    cxoneChannelId: `0b7a4f9e-9f2b-4c39-8a4f-00000000000${index}`,
    wechat: {
      appId: `wx000000000000000${index}`,
      originalId: `gh_00000000000${index}`,
      appSecret: secret,
      token: secret,
      encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
    },
  })),
};

interface DamagedFile {
  readonly name: string;
  /** What stands in the file instead of the whole text. */
  readonly spoil: (whole: string) => string | Buffer;
  /** Still the settings that were meant, or some of them. */
  readonly keepsSettings?: 'all' | 'some';
  /** Still every channel. */
  readonly keepsChannels?: true;
  readonly permissions?: number;
}

const files: readonly DamagedFile[] = [
  { name: 'empty', spoil: () => '' },
  { name: 'half-written', spoil: (whole) => whole.slice(0, whole.length / 2) },
  { name: 'no JSON', spoil: () => 'theme = dark\n' },
  { name: 'binary', spoil: () => Buffer.from([0, 255, 254, 1, 2, 3, 0, 0]) },
  { name: 'a list', spoil: () => '[]' },
  { name: 'null', spoil: () => 'null' },
  { name: 'a text', spoil: () => '"dark"' },
  {
    name: 'of wrong types',
    spoil: (whole) => whole.replace(/"(?:language|name)": *"[^"]*"/u, (field) => field.replace(/: *".*/u, ': 7')),
    keepsSettings: 'some',
  },
  { name: 'with a byte order mark', spoil: (whole) => `\uFEFF${whole}`, keepsSettings: 'all', keepsChannels: true },
  {
    name: 'with __proto__',
    spoil: (whole) => whole.replace('{', '{"__proto__":{"polluted":1,"theme":"light"},'),
    keepsSettings: 'all',
    keepsChannels: true,
  },
  { name: 'of 50 MB', spoil: () => `{"theme":"light","x":"${'x'.repeat(50 * 1024 * 1024)}"}` },
  { name: 'unreadable', spoil: (whole) => whole, permissions: 0o000 },
];

/** The settings file, and the file that names the channels, are not what was written. */
export const settingsDamaged: Scenario = {
  name: 'settings-file-damaged',
  group: 'settings',
  title:
    'The settings file is empty, cut, no JSON, of wrong types, too large, unreadable or hostile: kept aside as it is and the last good copy used; the same done to the file that names the channels never leaves out one of them',
  needs: ['linux', 'root'],
  inSlice: true,
  run: runSettingsDamaged,
};

async function runSettingsDamaged(context: ScenarioContext) {
  const rounds = context.times({ slice: 1, full: 1, night: 5 });
  const program = await buildProgram('test/faults/settings/settings-program.ts');
  const broken: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, file] of files.entries()) {
      const folder = join(context.folder, `${round}-${index}`);
      mkdirSync(folder);
      broken.push(...settingsProblems(program, folder, file).map((problem) => `settings ${file.name}: ${problem}`));
      broken.push(...channelProblems(folder, file).map((problem) => `channels ${file.name}: ${problem}`));
    }
  }
  expectNone('not as it must be', broken);
  return { injections: rounds * files.length * 2, lost: 0, figures: {} };
}

interface Opened {
  readonly current: StoredSettings;
  readonly problem: { readonly code: string; readonly value: string } | null;
  readonly polluted: unknown;
}

function open(program: string, folder: string): Opened | string {
  const [command = '', ...args] = [...withoutPowers, process.execPath, program, 'open', folder];
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? (JSON.parse(stdout) as Opened) : stderr.slice(0, 300);
}

function settingsProblems(
  program: string,
  folder: string,
  { spoil, keepsSettings, permissions }: DamagedFile,
): string[] {
  const path = join(folder, 'settings.json');
  const whole = JSON.stringify(lastGood, null, 2);
  writeFileSync(join(folder, 'settings.last-good.json'), whole);
  const content = Buffer.from(spoil(whole));
  writeFileSync(path, content);
  if (permissions !== undefined) chmodSync(path, permissions);

  const opened = open(program, folder);
  if (typeof opened === 'string') return [`the console ends: ${opened}`];
  const problems: string[] = [];
  if (JSON.stringify(opened.current) !== JSON.stringify(StoredSettings.parse(lastGood)))
    problems.push(`other settings: ${JSON.stringify(opened.current)}`);
  if (opened.polluted !== null) problems.push('it reached the prototype of every object');
  const aside = readdirSync(folder).filter((name) => name.startsWith('settings.damaged-'));
  const isSound = keepsSettings === 'all' && opened.problem === null;
  if (!isSound) {
    if (opened.problem?.code !== 'SETTINGS_DAMAGED') problems.push(`told as ${opened.problem?.code ?? 'nothing'}`);
    const kept = aside.map((name) => readFileSync(join(folder, name)));
    if (!kept.some((one) => one.equals(content))) problems.push('the file is not kept aside as it was');
  }
  const again = open(program, folder);
  if (typeof again === 'string' || again.problem !== null) problems.push('the next start finds a damaged file again');
  return problems;
}

/** Never fewer channels than the file names: all of them, or a refusal that says what is wrong. */
function channelProblems(folder: string, { name, spoil, keepsChannels, permissions }: DamagedFile): string[] {
  if (permissions !== undefined) return unreadableChannels(folder);
  const path = join(folder, 'relay.json');
  const content = Buffer.from(spoil(JSON.stringify(relayConfig, null, 2)));
  writeFileSync(path, content);
  const problems: string[] = [];
  try {
    const read = readOperatorConfig(path, {});
    const ids = read?.config.channels.map(({ id }) => id) ?? [];
    if (JSON.stringify(ids) !== JSON.stringify(channelIds)) problems.push(`starts with channels ${ids.join(', ')}`);
  } catch (thrown) {
    const { code } = toRelayError(thrown);
    if (keepsChannels === true && name !== 'with __proto__') problems.push(`refused with ${code}`);
    if (!code.startsWith('CONFIG_')) problems.push(`refused as ${code}`);
  }
  if (!readFileSync(path).equals(content)) problems.push('the file was changed');
  return problems;
}

/** A folder in its place cannot be read by root either. */
function unreadableChannels(folder: string): string[] {
  const path = join(folder, 'relay.json');
  mkdirSync(path);
  try {
    const read = readOperatorConfig(path, {});
    return [`starts with ${read?.config.channels.length ?? 0} channels`];
  } catch (thrown) {
    const { code } = toRelayError(thrown);
    const problems = code === 'CONFIG_NOT_FOUND' ? [] : [`refused as ${code}`];
    return existsSync(path) && statSync(path).isDirectory() ? problems : [...problems, 'the file was changed'];
  }
}
