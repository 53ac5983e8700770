import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSecret } from '#main/setup/secrets/make-secret.ts';
import { memoryShelf, type SecretShelf } from '#main/setup/secrets/secret-shelf.ts';
import { SetupSecrets } from '#main/setup/secrets/setup-secrets.ts';
import { checkSecret } from '#shared/setup/secret-rules.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { secretValues, SetupBench, support, tulip } from './setup-bench.ts';

let shelf: SecretShelf;
let secrets: SetupSecrets;
const at = { setAt: 1, shownAt: null };

beforeEach(() => {
  shelf = memoryShelf();
  secrets = new SetupSecrets(shelf);
});

describe('secrets of the set-up', () => {
  it('tells marks and no secret; four characters of long ones, none of short ones and of keys', async () => {
    await secrets.set(tulip, 'wechat_token', 'shortToken', at);
    await secrets.set(tulip, 'wechat_app_secret', secretValues.wechat_app_secret, { setAt: 2, shownAt: 2 });
    await secrets.set(support, 'mtls_key', 'k'.repeat(500), at);

    expect(secrets.list()).toEqual([
      { ...tulip, name: 'wechat_token', setAt: 1, shownAt: null, lastFour: null },
      { ...tulip, name: 'wechat_app_secret', setAt: 2, shownAt: 2, lastFour: 'cdef' },
      { ...support, name: 'mtls_key', setAt: 1, shownAt: null, lastFour: null },
    ]);
  });

  it('lets the relay run on the former value until the next apply', async () => {
    await secrets.set(tulip, 'wechat_token', 'first', at);
    expect(secrets.applied(tulip, 'wechat_token')).toBeNull();
    expect((await secrets.apply(tulip)).changed).toEqual(['wechat_token']);
    await secrets.set(tulip, 'wechat_token', 'second', at);
    expect([secrets.value(tulip, 'wechat_token'), secrets.applied(tulip, 'wechat_token')]).toEqual(['second', 'first']);
    expect((await secrets.apply(tulip)).changed).toEqual(['wechat_token']);
    expect((await secrets.apply(tulip)).changed).toEqual([]);
    await secrets.drop(tulip, 'wechat_token');
    expect(secrets.list()).toEqual([]);
    expect(secrets.applied(tulip, 'wechat_token')).toBe('second');
    expect((await secrets.apply(tulip)).changed).toEqual(['wechat_token']);
    expect(shelf.names()).toEqual([]);
  });

  it('takes out all that was its owner’s, and nothing of another whose id begins alike', async () => {
    await secrets.set(tulip, 'wechat_token', 'one', at);
    await secrets.set({ owner: 'channel', ownerId: 'tulip-2' }, 'wechat_token', 'two', at);
    await secrets.set({ owner: 'integration', ownerId: 'tulip' }, 'box_secret', 'three', at);
    await secrets.remove(tulip);

    expect(shelf.names()).toEqual(['setup/channel/tulip-2/wechat_token', 'setup/integration/tulip/box_secret']);
  });

  it('counts what cannot be read as missing, and knows a locked shelf from an empty one', async () => {
    await shelf.change({ 'setup/channel/tulip/wechat_token': 'not of ours', 'store-key': 'a key' });
    expect(secrets.list()).toEqual([]);
    expect(secrets.everyValue()).toEqual(['not of ours', 'a key']);

    const locked = new RelayError('VAULT_LOCKED', 'locked');
    const refuse = (): never => {
      throw locked;
    };
    const closed = new SetupSecrets({ state: 'locked', names: refuse, read: refuse, change: refuse });
    expect(closed.list()).toEqual([]);
    expect(() => closed.everyValue()).toThrow(locked);
  });
});

describe('secrets in the vault', () => {
  let bench: SetupBench;
  afterEach(() => {
    bench.close();
  });

  it('are kept under the entry’s name, beside the store key', async () => {
    bench = await SetupBench.open();
    const kept = new SetupSecrets({ state: 'open', ...shelfOf(bench) });
    await bench.vault.store('store-key', 'k');
    await kept.set(tulip, 'wechat_token', 'TokenOfTulip', at);

    expect(bench.vault.names()).toEqual(['store-key', 'setup/channel/tulip/wechat_token']);
    expect(kept.everyValue()).toEqual(['k', 'TokenOfTulip']);
    await kept.remove(tulip);
    expect(bench.vault.names()).toEqual(['store-key']);
  });

  const shelfOf = ({ vault }: SetupBench) => ({
    names: () => vault.names(),
    read: (name: string) => vault.read(name),
    change: (values: Readonly<Record<string, string | null>>) => vault.change(values),
  });
});

describe('a secret made here', () => {
  it.each(['box_secret', 'wechat_token', 'wechat_aes_key'] as const)('%s keeps its own rule', (name) => {
    fc.assert(
      fc.property(fc.constant(null), () => {
        const [one, other] = [makeSecret(name), makeSecret(name)];
        expect(checkSecret(name, one)).toEqual([]);
        expect(one).not.toBe(other);
      }),
      { numRuns: 100 },
    );
  });

  it('has the length and alphabet its form takes', () => {
    expect(makeSecret('box_secret')).toMatch(/^[A-Za-z0-9_-]{43}$/u);
    expect(makeSecret('wechat_token')).toMatch(/^[A-Za-z0-9]{32}$/u);
    for (let no = 0; no < 200; no += 1) {
      const key = makeSecret('wechat_aes_key');
      // What is decoded and encoded again is the same: no bits are lost with the last character.
      expect(Buffer.from(`${key}=`, 'base64').toString('base64')).toBe(`${key}=`);
      expect(Buffer.from(`${key}=`, 'base64').length).toBe(32);
    }
  });

  it.each(['mtls_key', 'cxone_client_secret', 'cxone_access_key_secret', 'wechat_app_secret'] as const)(
    '%s is not one of them',
    (name) => {
      expect(() => makeSecret(name)).toThrow(RelayError);
    },
  );
});
