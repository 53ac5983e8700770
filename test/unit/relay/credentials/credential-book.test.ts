import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CredentialBook } from '#relay/credentials/credential-book.ts';
import { credentialId, KeptCredential } from '#relay/credentials/credential-record.ts';
import type { OperationsRecord } from '#relay/ports/operations-store.ts';
import type { CredentialKey, CredentialName } from '#shared/domain/credential.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { relayConfig } from '#test/integration/cxone/relay-fixture.ts';
import { aChannel, otherAesKey } from '../wechat/support/account.ts';

const hourMs = 3_600_000;
const channel = aChannel('tulip', { token: 'fileToken', previousEncodingAesKey: otherAesKey });
const { encodingAesKey: fileKey = '' } = channel.wechat;
const config = { channels: [channel], integrations: relayConfig.integrations };
const [integration] = relayConfig.integrations;
if (integration === undefined) throw new Error('the fixture has no integration');

class Disk {
  readonly records = new Map<string, OperationsRecord>();
  isFull = false;

  async putRecord(record: OperationsRecord): Promise<void> {
    await Promise.resolve();
    if (this.isFull) throw new RelayError('STORE_FULL', 'no room');
    this.records.set(record.id, record);
  }

  text(): string {
    return JSON.stringify([...this.records.values()]);
  }
}

function open(disk = new Disk(), clock = new HandClock()) {
  const kept = [...disk.records.values()].map(({ body }) => KeptCredential.parse(JSON.parse(body)));
  const book = new CredentialBook({ config, store: disk, clock, log: silentLogger }, kept);
  return { book, disk, clock };
}

const keyOf = (name: CredentialName): CredentialKey => ({ owner: 'channel', ownerId: 'tulip', name });
const set = (book: CredentialBook, name: CredentialName, secret: string, hours = 24) =>
  book.set(keyOf(name), { identifier: null, secret }, { by: 'Ann', keepPreviousMs: hours * hourMs });

describe('the secrets that count', () => {
  it('are those of the file, its previous key included', () => {
    const { book } = open();
    expect(book.channel(channel)).toEqual({
      appSecret: channel.wechat.appSecret,
      tokens: ['fileToken'],
      encodingAesKeys: [fileKey, otherAesKey],
    });
    expect(book.integration(integration)).toMatchObject({ clientId: integration.cxone.clientId });
  });

  it('are the same object until one changes, so that nothing is worked out twice', async () => {
    const { book } = open();
    const before = book.channel(channel);
    expect(book.channel(channel)).toBe(before);
    await set(book, 'wechat_token', 'newToken');
    expect(book.channel(channel)).not.toBe(before);
    expect(book.channel(channel)).toBe(book.channel(channel));
  });

  it('change when they are on disk, and the one before is accepted as long as was said', async () => {
    const { book, disk, clock } = open();
    await set(book, 'wechat_token', 'newToken', 2);
    expect(book.channel(channel).tokens).toEqual(['newToken', 'fileToken']);
    clock.wind(2 * hourMs - 1);
    expect(book.channel(channel).tokens).toEqual(['newToken', 'fileToken']);
    expect(disk.text()).toContain('fileToken');
    clock.wind(1);
    expect(book.channel(channel).tokens).toEqual(['newToken']);
    await settled();
    expect(disk.text()).not.toContain('fileToken');
    expect(book.previousOf(keyOf('wechat_token'))).toBeNull();
    expect(open(disk, clock).book.channel(channel).tokens).toEqual(['newToken']);
  });

  it('lose the one before at once when none is to be kept', async () => {
    const { book, disk } = open();
    await set(book, 'wechat_token', 'newToken');
    await set(book, 'wechat_token', 'newToken', 0);
    expect(book.channel(channel).tokens).toEqual(['newToken']);
    expect(disk.text()).not.toContain('fileToken');
  });

  it('keep the one before when the same value is set again', async () => {
    const { book } = open();
    await set(book, 'wechat_token', 'newToken', 2);
    await set(book, 'wechat_token', 'newToken', 48);
    expect(book.channel(channel).tokens).toEqual(['newToken', 'fileToken']);
    expect(book.previousOf(keyOf('wechat_token'))?.until).toBe(new HandClock().now() + 2 * hourMs);
  });

  it('leave out the file’s previous key when the present one is set here', async () => {
    const { book } = open();
    const next = 'b'.repeat(43);
    await set(book, 'wechat_encoding_aes_key', next);
    expect(book.channel(channel).encodingAesKeys).toEqual([next, fileKey]);
    await book.useConfig(keyOf('wechat_encoding_aes_key'), 'Ann');
    expect(book.channel(channel).encodingAesKeys).toEqual([fileKey, next, otherAesKey]);
  });

  it('go back to the file’s, with pushes of the other taken for a day', async () => {
    const { book, disk, clock } = open();
    await set(book, 'wechat_token', 'newToken');
    await set(book, 'wechat_app_secret', 'newAppSecret');
    await book.useConfig(keyOf('wechat_token'), 'Ann');
    await book.useConfig(keyOf('wechat_app_secret'), 'Ann');
    expect(book.channel(channel)).toMatchObject({
      appSecret: channel.wechat.appSecret,
      tokens: ['fileToken', 'newToken'],
    });
    expect(disk.text()).not.toContain('newAppSecret');
    clock.wind(24 * hourMs);
    await settled();
    expect(book.channel(channel).tokens).toEqual(['fileToken']);
    expect(disk.text()).not.toContain('newToken');
  });

  it('stay as they are when the disk refuses', async () => {
    const { book, disk } = open();
    const before = book.channel(channel);
    disk.isFull = true;
    await expect(set(book, 'wechat_token', 'newToken')).rejects.toMatchObject({ code: 'STORE_FULL' });
    expect(book.channel(channel)).toBe(before);
    expect(book.keptOf(keyOf('wechat_token'))).toBeNull();
  });

  it('are the new ones after a crash between the disk and their use', async () => {
    const disk = new Disk();
    await set(open(disk).book, 'wechat_token', 'newToken');
    // The other program never heard of it: this one reads what is on disk.
    expect(open(disk).book.channel(channel).tokens).toEqual(['newToken', 'fileToken']);
  });

  it('are removed from the disk later when it refuses at their end', async () => {
    const { book, disk, clock } = open();
    await set(book, 'wechat_token', 'newToken', 1);
    disk.isFull = true;
    clock.wind(hourMs);
    await settled();
    expect(book.channel(channel).tokens).toEqual(['newToken']);
    disk.isFull = false;
    clock.wind(60_000);
    await settled();
    expect(disk.text()).not.toContain('fileToken');
  });

  it('are set by one after the other, however many ask at once', async () => {
    const { book } = open();
    await Promise.all(['one1', 'two2', 'three3'].map((token) => set(book, 'wechat_token', token)));
    expect(book.channel(channel).tokens).toEqual(['three3', 'two2']);
  });

  it('hold the value set last, and after a restart too, whatever was done before', async () => {
    const act = fc.record({
      token: fc.option(fc.stringMatching(/^[a-z]{3,5}$/u), { nil: null }),
      hours: fc.integer({ min: 0, max: 48 }),
      pass: fc.integer({ min: 0, max: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
        const { book, disk, clock } = open();
        let expected = 'fileToken';
        for (const { token, hours, pass } of acts) {
          if (token === null) await book.useConfig(keyOf('wechat_token'), 'Ann');
          else await set(book, 'wechat_token', token, hours);
          expected = token ?? 'fileToken';
          const { tokens } = book.channel(channel);
          expect(tokens[0]).toBe(expected);
          expect(new Set(tokens).size).toBe(tokens.length);
          expect(tokens.length).toBeLessThanOrEqual(2);
          clock.wind(pass * hourMs);
          await settled();
        }
        expect(open(disk, clock).book.channel(channel)).toEqual(book.channel(channel));
        clock.wind(100 * hourMs);
        await settled();
        expect(book.channel(channel).tokens).toEqual([expected]);
      }),
      { numRuns: 60 },
    );
  });

  it('of CXone keep the half that was not changed', async () => {
    const { book } = open();
    const key: CredentialKey = { owner: 'integration', ownerId: integration.id, name: 'cxone_access_key' };
    const tried = book.integrationWith(key, { identifier: 'ID2', secret: 'two' });
    expect(tried).toEqual({ ...book.integration(integration), accessKeyId: 'ID2', accessKeySecret: 'two' });
    await book.set(key, { identifier: null, secret: 'three' }, { by: 'Ann', keepPreviousMs: hourMs });
    expect(book.integration(integration)).toMatchObject({
      clientSecret: integration.cxone.clientSecret,
      accessKeyId: integration.cxone.accessKeyId,
      accessKeySecret: 'three',
    });
    expect(book.previousOf(key)).toBeNull();
    expect(credentialId(key)).toBe(`integration:${integration.id}:cxone_access_key`);
  });
});
