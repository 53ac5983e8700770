import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryShelf } from '#main/setup/secrets/secret-shelf.ts';
import { SetupSecrets } from '#main/setup/secrets/setup-secrets.ts';
import { relayFormOf } from '#main/setup/relay/given-relay.ts';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import type { SecretOwner } from '#shared/domain/setup/book.ts';
import { emptyRelayForm, emptyWay, type RelayForm } from '#shared/domain/setup/relay-form.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { codeOf, SetupBench } from './setup-bench.ts';

const wayOf = (ownerId: string): SecretOwner => ({ owner: 'relay', ownerId });
const at = { setAt: 1, shownAt: null };
const word = 'word of the proxy';
const empty = emptyRelayForm();
const keep = { own: true, messageDays: '7', openDays: '7', mediaDays: '7' };
const formWith = (...ids: string[]): RelayForm => ({
  ...empty,
  out: {
    own: true,
    ways: ids.map((id, index) => ({
      ...emptyWay(id),
      host: index === 0 ? '' : `${id}.veerpont.nl`,
      kind: 'fixed',
      url: 'http://proxy.veerpont.nl:8080',
      username: 'anna',
    })),
  },
});

describe('a password that can be read no more', () => {
  const name = 'setup/relay/default/proxy_password';
  const damaged = () => {
    const shelf = memoryShelf();
    const bad = new Set([name]);
    const secrets = new SetupSecrets({
      ...shelf,
      names: () => [...new Set([...shelf.names(), ...bad])],
      read: (one) => {
        if (bad.has(one)) throw new RelayError('VAULT_DAMAGED', 'cannot be read');
        return shelf.read(one);
      },
      change: (values) => {
        for (const one of Object.keys(values)) bad.delete(one);
        return shelf.change(values);
      },
    });
    return { secrets, bad };
  };

  it('may be typed again', async () => {
    const { secrets } = damaged();
    await secrets.set(wayOf('default'), 'proxy_password', word, at);
    expect(secrets.value(wayOf('default'), 'proxy_password')).toBe(word);
  });

  it('may be dropped, and keeps nobody from applying the rest', async () => {
    const { secrets, bad } = damaged();
    await secrets.set(wayOf('other'), 'proxy_password', word, at);
    expect((await secrets.applyAll({ owners: [wayOf('default'), wayOf('other')], gone: [] })).changed).toHaveLength(1);
    expect(secrets.applied(wayOf('other'), 'proxy_password')).toBe(word);
    await secrets.drop(wayOf('default'), 'proxy_password');
    expect(bad.size).toBe(0);
  });
});

describe('the relay’s own settings, with secrets', () => {
  let bench: SetupBench;
  beforeEach(async () => {
    bench = await SetupBench.open();
  });
  afterEach(() => {
    bench.close();
  });

  it('leave no password behind of a way that nobody kept', async () => {
    const { desk } = bench.setup;
    await desk.save({ kind: 'relay', form: formWith('default', 'rose') });
    for (const id of ['default', 'rose']) await desk.setSecret(wayOf(id), 'proxy_password', word);
    await desk.save({ kind: 'relay', form: formWith('default') });

    expect(bench.vault.names()).toEqual(['setup/relay/default/proxy_password']);
  });

  it('can be applied while the vault is locked, where none of them is a secret', async () => {
    const { desk } = bench.setup;
    await desk.save({ kind: 'relay', form: { ...empty, keep } });
    bench.vault.close();
    expect((await desk.apply('relay', 'relay')).result.applied).toBe(true);
    await desk.save({ kind: 'relay', form: formWith('default') });
    const told = desk.apply('relay', 'relay');
    expect(await codeOf(told)).toBe('VAULT_LOCKED');
  });
});

describe('what relay.json says', () => {
  it('is shown without a password in the address of a PAC file', () => {
    const config = RelayConfig.parse({
      storeKey: Buffer.alloc(32, 1).toString('base64'),
      integrations: [],
      channels: [],
      outbound: { proxy: { kind: 'pac', source: 'https://anna:word@proxy.veerpont.nl/proxy.pac' } },
    });
    expect(JSON.stringify(relayFormOf(config))).not.toContain('word');
  });
});
