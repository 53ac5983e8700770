import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRelayPlanner, type PlannedBook, type RelayPlannerDeps } from '#main/relay-host/relay-plan.ts';
import { StartMessage } from '#shared/contract/relay-contract.ts';
import type { VaultStatus } from '#shared/contract/console-contract.ts';

const vaultKey = Buffer.alloc(32, 2).toString('base64');
const storeKey = Buffer.alloc(32, 1).toString('base64');

let folder: string;
let begun: boolean;
let status: VaultStatus;
let seen: [boolean, string][];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'veerpont-planned-'));
  begun = false;
  status = { mode: 'keyring', locked: false, backend: 'x', problem: null };
  seen = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const book: PlannedBook = {
  get begun() {
    return begun;
  },
  sees: (base, from) => {
    seen.push([base !== null, from]);
  },
  merged: (base, from) => ({
    ...base,
    listen: { ...base.listen, public: { ...base.listen.public, publicUrl: `https://${from}.nl` } },
  }),
};
const planner = (change: Partial<RelayPlannerDeps> = {}) =>
  createRelayPlanner({
    folder,
    environment: {},
    book,
    ports: () => ({ public: 1, admin: 2 }),
    keys: {
      get status() {
        return status;
      },
      persistent: true,
      keyOf: () => Promise.resolve(vaultKey),
      newKey: () => vaultKey,
    },
    ...change,
  });
const startOf = async (plan: ReturnType<ReturnType<typeof planner>['fromFile']>) => {
  const made = await plan;
  if (made.kind !== 'start') throw new Error(made.as);
  return StartMessage.parse(made.message).config;
};
const writeFile = (content: object): void => {
  writeFileSync(join(folder, 'relay.json'), JSON.stringify({ integrations: [], channels: [], ...content }));
};

describe('the relay on a set-up of the console', () => {
  it('does not start before somebody began, and then without any channel', async () => {
    expect(await planner().fromFile()).toEqual({ kind: 'blocked', as: 'not_configured', fault: null });
    begun = true;
    const config = await startOf(planner().fromFile());

    expect(config).toMatchObject({ storeKey: vaultKey, integrations: [], channels: [], allowPrivateTargets: false });
    expect(config.listen.public).toMatchObject({ host: '127.0.0.1', port: 1, publicUrl: 'https://file.nl' });
    expect(seen).toEqual([
      [false, 'file'],
      [false, 'file'],
    ]);
  });

  it('waits for the vault, and knows of relay.json all the same', async () => {
    begun = true;
    status = { mode: 'passphrase', locked: true, backend: null, problem: 'VAULT_LOCKED' };
    expect(await planner().fromFile()).toMatchObject({ kind: 'blocked', as: 'locked' });
    writeFile({});
    expect(await planner().fromFile()).toMatchObject({ kind: 'blocked', as: 'locked' });
    expect(seen.at(-1)).toEqual([true, 'file']);
  });

  it('stands beside relay.json, with the vault locked too when the file has its own key', async () => {
    writeFile({ storeKey });
    status = { mode: 'passphrase', locked: true, backend: null, problem: 'VAULT_LOCKED' };

    expect(await startOf(planner().fromFile())).toMatchObject({
      storeKey,
      listen: { public: { publicUrl: 'https://file.nl' } },
    });
  });

  it('stands beside the sandbox', async () => {
    const config = await startOf(planner().fromSandbox({ integrations: [], channels: [] }));

    expect(config).toMatchObject({
      allowPrivateTargets: true,
      listen: { public: { publicUrl: 'https://sandbox.nl' } },
    });
    expect(seen).toEqual([[true, 'sandbox']]);
  });

  it('keeps the port of CXone’s own listener, unless that has become another one’s', async () => {
    const portOf = async (box: number | undefined, port = 0): Promise<number | undefined> => {
      writeFile({ storeKey, listen: { box: { port } } });
      return (await startOf(planner({ ports: () => ({ public: 1, admin: 2, box }) }).fromFile())).listen.box?.port;
    };

    expect(await portOf(undefined)).toBe(0);
    expect(await portOf(3)).toBe(3);
    expect(await portOf(3, 9_443)).toBe(9_443);
    expect([await portOf(1), await portOf(2)]).toEqual([0, 0]);
  });

  it('asks the system for its ways beside the sandbox too', async () => {
    const ways: PlannedBook = { ...book, merged: (base) => ({ ...base, outbound: { proxy: { kind: 'system' } } }) };
    const systemProxy = (): Promise<string> => Promise.resolve('PROXY proxy.corp:3128');
    const config = await startOf(planner({ book: ways, systemProxy }).fromSandbox({ integrations: [], channels: [] }));

    expect(config.outbound?.proxy).toEqual({ kind: 'fixed', url: 'http://proxy.corp:3128' });
  });
});
