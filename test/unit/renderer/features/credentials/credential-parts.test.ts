import { describe, expect, it } from 'vitest';
import { boxSecretState } from '#renderer/features/credentials/box-secret-state.ts';
import { credentialProblems } from '#renderer/features/credentials/credential-problems.ts';
import { standingOf } from '#renderer/features/credentials/credential-proof.ts';
import { groupDesk, narrowGroups } from '#renderer/features/credentials/group-desk.ts';
import { aBoxSecret, aCredential, aCredentialDesk, aProof } from '../../fake-credentials.ts';
import { hour, minute, present } from '../../fake-data.ts';

const key43 = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ';

describe('what is wrong with a typed credential', () => {
  const secret = (name: Parameters<typeof credentialProblems>[0], value: string) =>
    credentialProblems(name, { identifier: 'id', secret: value }).secret;

  it('takes an EncodingAESKey of exactly 43 letters and digits', () => {
    expect(secret('wechat_encoding_aes_key', key43)).toBeUndefined();
    expect(secret('wechat_encoding_aes_key', key43.slice(1))).toEqual({ key: 'aesLength', count: 42 });
    expect(secret('wechat_encoding_aes_key', `${key43}a`)).toEqual({ key: 'aesLength', count: 44 });
    expect(secret('wechat_encoding_aes_key', `${key43.slice(1)}=`)).toEqual({ key: 'aesCharacters' });
    expect(secret('wechat_encoding_aes_key', `${key43.slice(1)}密`)).toEqual({ key: 'aesCharacters' });
  });

  it('takes a token of 3 to 32 letters and digits', () => {
    expect(secret('wechat_token', 'abc')).toBeUndefined();
    expect(secret('wechat_token', 'a'.repeat(32))).toBeUndefined();
    for (const wrong of ['ab', 'a'.repeat(33), 'a-bc', '令牌令牌']) {
      expect(secret('wechat_token', wrong), wrong).toEqual({ key: 'token' });
    }
  });

  it('asks for a value without spaces at its ends, of a length that can be right', () => {
    expect(secret('wechat_app_secret', '')).toEqual({ key: 'empty' });
    for (const wrong of [' a', 'a ', 'a\n', '\ta', ' ']) {
      expect(secret('wechat_app_secret', wrong), JSON.stringify(wrong)).toEqual({ key: 'spaces' });
    }
    expect(secret('cxone_access_key', 'a'.repeat(1_001))).toEqual({ key: 'tooLong' });
    expect(secret('cxone_access_key', 'a b=')).toBeUndefined();
  });

  it('asks for an identifier only where there is one', () => {
    const fields = { identifier: '', secret: 'abc' };
    expect(credentialProblems('cxone_client', fields)).toEqual({ identifier: { key: 'empty' } });
    expect(credentialProblems('cxone_access_key', { ...fields, identifier: 'x'.repeat(201) })).toEqual({
      identifier: { key: 'tooLong' },
    });
    expect(credentialProblems('wechat_token', fields)).toEqual({});
  });
});

describe('how a credential stands', () => {
  it('follows the newest proof of the present value', () => {
    const seen = aCredential({ changedAt: present - hour, lastProof: aProof({ at: present - minute }) });
    expect(standingOf(seen).standing).toBe('token_issued');
    const tested = aProof({ at: present, result: 'failed', code: 'WECHAT_SECRET_INVALID' });
    expect(standingOf(seen, tested).standing).toBe('failed');
  });

  it('does not take what WeChat used before the change for what it uses now', () => {
    const before = aProof({ at: present - 2 * hour, result: 'push_verified' });
    const token = aCredential({ name: 'wechat_token', changedAt: present - hour, lastProof: before });
    expect(standingOf(token).standing).toBe('waiting');
    expect(standingOf({ ...token, changedAt: present - 3 * hour }).standing).toBe('push_verified');
  });

  it('counts a sign-in that was tested just before it was saved', () => {
    const tested = aProof({ at: present - minute });
    expect(standingOf(aCredential({ changedAt: present, lastProof: tested })).standing).toBe('token_issued');
    expect(standingOf(aCredential({ changedAt: present, lastProof: null })).standing).toBe('none');
  });

  it('keeps what a push has shown when a later test could ask nobody', () => {
    const token = aCredential({ name: 'wechat_token', lastProof: aProof({ result: 'push_verified' }) });
    expect(standingOf(token, aProof({ at: present, result: 'waiting' })).standing).toBe('push_verified');
  });

  it('knows a key that is not set', () => {
    expect(standingOf(aCredential({ name: 'wechat_encoding_aes_key', mark: null })).standing).toBe('unset');
  });
});

describe('where CXone stands between two secrets', () => {
  const made = (part = {}) =>
    aBoxSecret({ id: 'made', source: 'desk', createdAt: present - 26 * hour, lastUsedAt: null, ...part });
  const old = (part = {}) => aBoxSecret({ lastUsedAt: present - 2 * hour, ...part });

  it('has nothing to do with one, or with one that was ended', () => {
    expect(boxSecretState([old()], present)).toMatchObject({ full: false, step: null });
    expect(boxSecretState([made(), old({ endedAt: present })], present)).toMatchObject({ full: false, step: null });
    expect(boxSecretState([], present).counting).toEqual([]);
  });

  it('waits for CXone to take the new one, then for the old one to rest a day', () => {
    expect(boxSecretState([made(), old()], present)).toMatchObject({ full: true, step: 'paste', oldIsIdle: false });
    const used = made({ lastUsedAt: present - hour });
    expect(boxSecretState([used, old()], present)).toMatchObject({ step: 'watch', oldIsIdle: false });
    const rested = old({ lastUsedAt: present - 25 * hour });
    expect(boxSecretState([used, rested], present)).toMatchObject({ step: 'end', oldIsIdle: true });
    expect(boxSecretState([used, old({ lastUsedAt: null })], present)).toMatchObject({ step: 'end' });
  });

  it('does not call the old one idle before the new one is a day old', () => {
    const young = made({ createdAt: present - hour, lastUsedAt: present - minute });
    expect(boxSecretState([young, old({ lastUsedAt: present - 90 * hour })], present).step).toBe('watch');
    expect(boxSecretState([young, old({ lastUsedAt: null })], present).step).toBe('watch');
  });
});

describe('the order of the panels', () => {
  const desk = aCredentialDesk();
  const lost = aCredential({ ownerId: 'lost', ownerName: 'Lost' });

  it('puts channels under their integration, and those without one at the end', () => {
    const groups = groupDesk({ ...desk, credentials: [lost, ...desk.credentials] }, (id) =>
      id === 'tulip' ? 'support' : null,
    );
    expect(groups.map((one) => [one.name, one.owners.map((owner) => owner.name)])).toEqual([
      ['WeChat support', ['WeChat support', 'Tulip Store 郁金香']],
      ['', ['Lost']],
    ]);
    const [integration, channel] = groups[0]?.owners ?? [];
    expect(integration?.credentials.map((one) => one.name)).toEqual(['cxone_access_key', 'cxone_client']);
    expect(integration?.boxSecrets).toHaveLength(1);
    expect(channel?.credentials.map((one) => one.name)).toEqual([
      'wechat_app_secret',
      'wechat_token',
      'wechat_encoding_aes_key',
    ]);
  });

  it('knows an integration by its Box secrets alone', () => {
    const groups = groupDesk({ credentials: [], boxSecrets: desk.boxSecrets }, () => null);
    expect(groups.map((one) => one.name)).toEqual(['WeChat support']);
  });

  it('narrows to a name, with the whole of an integration that bears it', () => {
    const groups = groupDesk(desk, () => 'support');
    expect(narrowGroups(groups, '郁金').flatMap((one) => one.owners.map((owner) => owner.owner))).toEqual(['channel']);
    expect(narrowGroups(groups, ' SUPPORT ')[0]?.owners).toHaveLength(2);
    expect(narrowGroups(groups, 'nothing')).toEqual([]);
  });
});
