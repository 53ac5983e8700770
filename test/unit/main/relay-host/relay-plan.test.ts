import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRelayPlanner, type RelayPlanner, type StoreKeys } from '#main/relay-host/relay-plan.ts';
import type { VaultStatus } from '#shared/contract/console-contract.ts';
import { StartMessage } from '#shared/contract/relay-contract.ts';
import { RelayError } from '#shared/errors/relay-error.ts';

const storeKey = Buffer.alloc(32, 1).toString('base64');
const vaultKey = Buffer.alloc(32, 2).toString('base64');
const sessionKey = Buffer.alloc(32, 3).toString('base64');

let folder: string;
let status: VaultStatus;
let persistent: boolean;
let asked: [string, boolean][];
let planners: RelayPlanner[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'veerpont-plan-'));
  status = { mode: 'keyring', locked: false, backend: 'gnome_libsecret', problem: null };
  persistent = true;
  asked = [];
  planners = [];
});
afterEach(() => {
  for (const planner of planners) planner.close();
  rmSync(folder, { recursive: true, force: true });
});

const keys: StoreKeys = {
  get status() {
    return status;
  },
  get persistent() {
    return persistent;
  },
  keyOf: (name, storeExists) => {
    asked.push([name, storeExists]);
    return Promise.resolve(vaultKey);
  },
  newKey: () => sessionKey,
};

function planner(): RelayPlanner {
  const made = createRelayPlanner({
    folder,
    environment: { APP_SECRET: 'app secret from outside' },
    keys,
    ports: () => ({ public: 40_001, admin: 40_002 }),
  });
  planners.push(made);
  return made;
}

const config = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  storeKey,
  integrations: [
    {
      id: 'demo',
      name: 'Demo',
      integrationId: '6a2f',
      box: { clientId: 'box', clientSecret: 'box secret' },
      cxone: { clientId: 'c', clientSecret: 's', accessKeyId: 'a', accessKeySecret: 'k' },
    },
  ],
  channels: [
    {
      id: 'tulip',
      name: 'Tulip Store 郁金香',
      integration: 'demo',
      cxoneChannelId: 'c0ffee',
      wechat: {
        appId: 'wx0123456789abcdef',
        originalId: 'gh_tulip',
        appSecret: { env: 'APP_SECRET' },
        token: 'token',
        encodingAesKey: 'a'.repeat(43),
      },
    },
  ],
  ...change,
});
const write = (content: unknown): void => {
  writeFileSync(join(folder, 'relay.json'), typeof content === 'string' ? content : JSON.stringify(content));
};
const startOf = async (plan: ReturnType<RelayPlanner['fromFile']>): Promise<StartMessage> => {
  const made = await plan;
  if (made.kind !== 'start') throw new Error(`not startable: ${made.as}`);
  return StartMessage.parse(made.message);
};
const failureOf = (plan: ReturnType<RelayPlanner['fromFile']>): Promise<RelayError> =>
  plan.then(
    () => Promise.reject(new Error('it was accepted')),
    (thrown: unknown) => thrown as RelayError,
  );

describe('plan from the operator’s relay.json', () => {
  it('is not configured without the file', async () => {
    expect(await planner().fromFile()).toEqual({ kind: 'blocked', as: 'not_configured', fault: null });
  });

  it('resolves secrets, keeps ports, and uses the folder beside the file', async () => {
    write(config());
    const { config: ready, dataDir } = await startOf(planner().fromFile());

    expect(dataDir).toBe(join(folder, 'relay'));
    expect(ready.storeKey).toBe(storeKey);
    expect(ready.channels[0]?.wechat.appSecret).toBe('app secret from outside');
    expect(ready.listen.public.port).toBe(40_001);
    expect(ready.listen.admin.port).toBe(40_002);
    expect(ready.allowPrivateTargets).toBe(false);
    expect(asked).toEqual([]);
  });

  it('leaves a port alone that the operator chose', async () => {
    write(config({ listen: { public: { port: 8443 } } }));

    expect((await startOf(planner().fromFile())).config.listen.public.port).toBe(8443);
  });

  it('keeps the listener for CXone’s calls', async () => {
    const tls = { certFile: '/etc/box.pem', keyFile: '/etc/box.key' };
    write(config({ listen: { box: { port: 8444, tls } } }));

    expect((await startOf(planner().fromFile())).config.listen.box).toMatchObject({ port: 8444, tls });
  });

  it('takes the store key from the vault when the file has none', async () => {
    write(config({ storeKey: undefined }));
    expect((await startOf(planner().fromFile())).config.storeKey).toBe(vaultKey);
    mkdirSync(join(folder, 'relay'));
    writeFileSync(join(folder, 'relay', 'store.db'), '');
    await startOf(planner().fromFile());

    expect(asked).toEqual([
      ['store-key', false],
      ['store-key', true],
    ]);
  });

  it('waits for a locked vault, and says what locks it', async () => {
    write(config({ storeKey: undefined }));
    status = { mode: 'unset', locked: true, backend: null, problem: 'VAULT_NO_KEYRING' };

    expect(await planner().fromFile()).toEqual({
      kind: 'blocked',
      as: 'locked',
      fault: { code: 'VAULT_NO_KEYRING', value: null },
    });
  });

  it('uses a store for this session when the vault keeps nothing', async () => {
    write(config({ storeKey: undefined }));
    persistent = false;
    const made = planner();
    const { config: ready, dataDir } = await startOf(made.fromFile());
    const again = await startOf(made.fromFile());

    expect(ready.storeKey).toBe(sessionKey);
    expect(dataDir.startsWith(join(folder, 'sessions'))).toBe(true);
    expect(again.dataDir).toBe(dataDir);
    expect(asked).toEqual([]);
  });

  it.each([
    ['CONFIG_NOT_JSON', '{"storeKey": "canary-key",'],
    ['CONFIG_INVALID', '[]'],
    ['CONFIG_INVALID', 'null'],
    ['CONFIG_INVALID', config({ channels: 'canary-channels' })],
    ['CONFIG_INVALID', config({ surprise: 'canary-value' })],
    ['CONFIG_SECRET_MISSING', config({ storeKey: { env: 'NOT_SET' } })],
    ['CONFIG_SECRET_MISSING', config({ storeKey: { file: 'not-there' } })],
  ])('says %s, and nothing of what stands in the file', async (code, content) => {
    write(content);
    const failure = await failureOf(planner().fromFile());

    expect(failure).toBeInstanceOf(RelayError);
    expect(failure.code).toBe(code);
    expect(`${failure.message} ${failure.value}`).not.toContain('canary');
  });

  it('names the field that is wrong', async () => {
    write(config({ channels: [{ id: 'Not An Id' }] }));

    expect((await failureOf(planner().fromFile())).value).toBe('channels.0.id');
  });

  it('says so when the file cannot be read', async () => {
    mkdirSync(join(folder, 'relay.json'));

    expect((await failureOf(planner().fromFile())).code).toBe('CONFIG_NOT_FOUND');
  });
});

describe('plan for the sandbox', () => {
  const sandboxConfig = config({ storeKey: undefined });
  const plain = JSON.parse(JSON.stringify(sandboxConfig).replace('{"env":"APP_SECRET"}', '"app secret"')) as unknown;

  it('has a fresh store, whatever the vault could keep, and may reach loopback', async () => {
    const { config: ready, dataDir } = await startOf(planner().fromSandbox(plain));

    expect(ready.storeKey).toBe(sessionKey);
    expect(ready.allowPrivateTargets).toBe(true);
    expect(ready.listen.public.port).toBe(40_001);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(asked).toEqual([]);
  });

  it('keeps one store for the session and removes it at the end', async () => {
    const made = planner();
    const first = await startOf(made.fromSandbox(plain));
    writeFileSync(join(first.dataDir, 'store.db'), 'data');
    expect((await startOf(made.fromSandbox(plain))).dataDir).toBe(first.dataDir);
    made.close();

    expect(existsSync(first.dataDir)).toBe(false);
  });

  it('removes what a dead console left behind, and nothing of a living one', async () => {
    const sessions = join(folder, 'sessions');
    const living = await startOf(planner().fromSandbox(plain));
    mkdirSync(join(sessions, 'dead'), { recursive: true });
    writeFileSync(
      join(sessions, 'dead', 'owner.json'),
      JSON.stringify({ pid: 2 ** 22 + 1, startedAt: null, bootId: null }),
    );
    mkdirSync(join(sessions, 'unsigned'));
    const next = await startOf(planner().fromSandbox(plain));

    expect(
      readdirSync(sessions)
        .map((name) => join(sessions, name))
        .sort(),
    ).toEqual([living.dataDir, next.dataDir].sort());
  });

  it('is refused when the sandbox says nonsense', async () => {
    const failure = await failureOf(planner().fromSandbox({ channels: [] }));

    expect([failure.code, failure.value]).toEqual(['CONFIG_INVALID', 'integrations']);
  });
});
