import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SecretVault } from '#main/settings/secret-vault.ts';
import { storeKeyFromVault } from '#main/settings/store-key.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { expectNone } from '#test/faults/storage/expect-none.ts';
import { FakeKeyring } from '#test/unit/main/settings/fake-keyring.ts';

const names = ['store-key', 'tulip/appSecret', 'tulip/token', 'lotus/appSecret', 'lotus/token', 'orchid/appSecret'];
const valueOf = (name: string): string => `the secret of ${name}`;

interface VaultText {
  readonly keeper: { wrapped: string };
  readonly secrets: Record<string, { iv: string; tag: string; data: string }>;
}

/** The sealed secrets are damaged, or come from another computer. */
export const secretDamaged: Scenario = {
  name: 'secret-damaged',
  group: 'settings',
  title:
    'A byte of one sealed secret is changed, its text cut, or the whole file comes from another computer: that secret is refused by name and never given out changed, the others are read, and nothing is overwritten',
  needs: [],
  inSlice: true,
  run: runSecretDamaged,
};

async function runSecretDamaged(context: ScenarioContext) {
  const flips = context.times({ slice: 5, full: 5, night: 20 });
  const folder = join(context.folder, 'vault');
  mkdirSync(folder);
  const file = join(folder, 'vault.json');
  const keyring = new FakeKeyring('gnome_libsecret');
  const first = await vaultOn(file, keyring);
  for (const name of names) await first.store(name, valueOf(name));
  const whole = join(folder, 'whole.json');
  copyFileSync(file, whole);

  const broken: string[] = [];
  const choose = <T>(values: readonly T[]): T | undefined => values[Math.floor(context.chance() * values.length)];
  for (let flip = 0; flip < flips; flip += 1) {
    const name = choose(names) ?? '';
    const part = choose(['iv', 'tag', 'data'] as const) ?? 'data';
    for (const how of ['a byte changed', 'its text cut', 'a letter changed'] as const) {
      const content = JSON.parse(readFileSync(whole, 'utf8')) as VaultText;
      const box = content.secrets[name];
      if (box === undefined) throw new Error(`no secret ${name}`);
      box[part] = spoilt(box[part], how, context);
      writeFileSync(file, JSON.stringify(content));
      broken.push(...(await problemsOf(file, keyring, name)).map((problem) => `${name}, ${part}, ${how}: ${problem}`));
    }
  }
  copyFileSync(whole, file);
  broken.push(...(await fromAnotherComputer(file)).map((problem) => `from another computer: ${problem}`));
  broken.push(...(await problemsOf(file, keyring, null)).map((problem) => `back again: ${problem}`));
  expectNone('not as it must be', broken);
  return { injections: flips * 3 + 1, lost: 0, figures: {} };
}

function spoilt(
  text: string,
  how: 'a byte changed' | 'its text cut' | 'a letter changed',
  context: ScenarioContext,
): string {
  if (how === 'its text cut') return text.slice(0, -1 - Math.floor(context.chance() * (text.length - 1)));
  if (how === 'a letter changed') {
    const at = Math.floor(context.chance() * text.length);
    return `${text.slice(0, at)}!${text.slice(at + 1)}`;
  }
  const bytes = Buffer.from(text, 'base64');
  const at = Math.floor(context.chance() * bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(context.chance() * 8));
  return bytes.toString('base64');
}

async function vaultOn(file: string, keyring: FakeKeyring): Promise<SecretVault> {
  const vault = new SecretVault({ file, keyring, onChange: () => undefined });
  await vault.open();
  return vault;
}

/** The damaged secret is refused under its name; all others are what they were. */
async function problemsOf(file: string, keyring: FakeKeyring, damaged: string | null): Promise<string[]> {
  const vault = await vaultOn(file, keyring);
  const problems: string[] = [];
  for (const name of names) {
    const read = readOf(vault, name);
    if (name !== damaged && read !== valueOf(name)) problems.push(`${name} reads ${String(read)}`);
    if (name === damaged && read !== 'VAULT_DAMAGED') problems.push(`${name} is given out: ${String(read)}`);
  }
  return problems;
}

function readOf(vault: SecretVault, name: string): string | null {
  try {
    return vault.read(name);
  } catch (thrown) {
    return toRelayError(thrown).code;
  }
}

/** Its key ring bears the same name and holds another key. */
async function fromAnotherComputer(file: string): Promise<string[]> {
  const before = readFileSync(file);
  const vault = await vaultOn(file, new FakeKeyring('gnome_libsecret'));
  const problems: string[] = [];
  if (!vault.status.locked) problems.push('it opens');
  // A relay whose store is there gets no new key, and so cannot begin a second one over it.
  const key = await storeKeyFromVault(vault, 'store-key', true).catch(() => null);
  if (key !== null) problems.push('it makes a new key for the store that is there');
  await vault.store('tulip/token', 'new').catch(() => undefined);
  if (!readFileSync(file).equals(before)) problems.push('the file was overwritten');
  return problems;
}
