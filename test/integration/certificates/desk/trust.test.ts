import { createPrivateKey, X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { issueClientPair, makeAuthority } from '#relay/certificates/making/private-authority.ts';
import {
  bank,
  by,
  clientPair,
  configWith,
  dayMs,
  DeskKit,
  refusal,
  serverPair,
  sha256Of,
  shop,
  start,
  testAuthority,
} from './desk-kit.ts';

let kit: DeskKit;
beforeEach(async () => {
  kit = await DeskKit.open();
});
afterEach(async () => {
  await kit.dispose();
});

const lastTrust = () => kit.places.trusts.at(-1);
const toShop = { kind: 'client', integrationId: shop } as const;
const toAuthorities = { kind: 'authority' } as const;
const revoke = (id: string) => Promise.resolve(kit.handlers['certificates.revoke']({ id, by }));
const issue = (overrides: object = {}) =>
  Promise.resolve(
    kit.handlers['certificates.issueClient']({ integrationId: shop, name: 'CXone shop', days: 365, by, ...overrides }),
  );
const make = (overrides: object = {}) =>
  Promise.resolve(kit.handlers['certificates.makeAuthority']({ name: 'Ferry team', years: 10, by, ...overrides }));

describe('CXone’s certificate', () => {
  it('is known once it was brought, beside those of the configuration', async () => {
    const old = await clientPair('old');
    kit.config = await configWith({
      shop: [{ sha256: sha256Of(old.certificatePem) }],
      bank: [{ san: 'bank.example' }],
    });
    await kit.restart();
    const { certificatePem } = await clientPair('new');
    await kit.bring([certificatePem], toShop);
    const { clients } = kit.view();
    expect(clients).toMatchObject([
      {
        integrationId: shop,
        source: 'config',
        sha256: sha256Of(old.certificatePem),
        certificate: null,
        firstSeenAt: null,
      },
      { integrationId: bank, source: 'config', san: 'bank.example', sha256: null },
      {
        integrationId: shop,
        source: 'imported',
        sha256: sha256Of(certificatePem),
        addedBy: by,
        certificate: { name: 'new' },
      },
    ]);
    expect(lastTrust()?.clients).toEqual([{ clientId: 'client-shop', sha256: sha256Of(certificatePem) }]);
    expect(kit.lines).toMatchObject([{ by, action: 'certificate_trusted', subject: 'new' }]);
    await kit.restart();
    expect(kit.view().clients).toEqual(clients);
    expect(lastTrust()?.clients).toHaveLength(1);
  });

  it('needs no key; one that comes with it is not kept', async () => {
    const { certificatePem, keyPem } = await clientPair('new');
    await kit.bring([certificatePem, keyPem], toShop);
    const [record] = await kit.store.records({ kind: 'certificate_trust', order: 'oldest_first', limit: 9 });
    expect(record?.body).toContain('BEGIN CERTIFICATE');
    expect(record?.body).not.toContain('PRIVATE');
  });

  it('is not known twice, and not to integrations that are not there', async () => {
    const { certificatePem } = await clientPair('new');
    await kit.bring([certificatePem], toShop);
    await kit.bring([certificatePem], toShop);
    await kit.bring([certificatePem], { kind: 'client', integrationId: bank });
    expect(kit.view().clients.map(({ integrationId }) => integrationId)).toEqual([shop, bank]);
    const nowhere = () => kit.bring([certificatePem], { kind: 'client', integrationId: 'nowhere' as typeof shop });
    expect((await refusal(nowhere)).code).toBe('DESK_PLACE_UNKNOWN');
  });

  it('must be one for callers', async () => {
    const server = await serverPair('server');
    expect((await refusal(() => kit.bring([server.certificatePem], toShop))).value).toBe('CERT_PURPOSE_WRONG');
    expect((await kit.read([server.certificatePem], toShop)).reading.isUsable).toBe(false);
    expect(kit.view().clients).toEqual([]);
  });

  it('is of no use where calls are not asked for one', async () => {
    kit.places.clientCertificates = 'off';
    const { certificatePem } = await clientPair('new');
    expect((await refusal(() => kit.bring([certificatePem], toShop))).code).toBe('DESK_NO_CLIENT_LISTENER');
    expect((await refusal(() => issue())).code).toBe('DESK_NO_CLIENT_LISTENER');
  });

  it('shows when it was first and last seen, also after a kill', async () => {
    const [old, next] = [await clientPair('old'), await clientPair('new')];
    kit.config = await configWith({ shop: [{ sha256: sha256Of(old.certificatePem).toUpperCase() }], bank: [] });
    await kit.restart();
    await kit.bring([next.certificatePem], toShop);
    const calls = (pem: string) => {
      kit.places.callsWith(pem, sha256Of(pem), 'client-shop');
    };
    calls(old.certificatePem);
    kit.clock.wind(60_000);
    calls(next.certificatePem);
    kit.clock.wind(20 * 60_000);
    calls(next.certificatePem);
    await kit.atRest();
    const seen = () => kit.view().clients.map(({ firstSeenAt, lastSeenAt }) => [firstSeenAt, lastSeenAt]);
    const times = [
      [start, start],
      [start + 60_000, start + 21 * 60_000],
    ];
    expect(seen()).toEqual(times);
    expect(kit.view().clients[0]?.certificate?.name).toBe('old');
    await kit.restart({ crash: true });
    expect(seen()).toEqual(times);
  });

  it('calls often and is written seldom', async () => {
    const { certificatePem } = await clientPair('new');
    await kit.bring([certificatePem], toShop);
    const before = kit.changes;
    for (let call = 0; call < 100; call += 1) {
      kit.places.callsWith(certificatePem, sha256Of(certificatePem), 'client-shop');
      kit.clock.wind(1_000);
    }
    expect(kit.changes - before).toBe(2);
    await kit.restart();
    expect(kit.view().clients[0]?.lastSeenAt).toBe(start + 99_000);
  });
});

describe('authorities', () => {
  it('are trusted beside those of the configuration, one by one', async () => {
    const [one, two] = [
      await makeAuthority({ name: 'One', years: 5, now: start - dayMs }),
      await makeAuthority({ name: 'Two', years: 5, now: start - dayMs }),
    ];
    const ours = await testAuthority();
    await kit.bring([`${one.certificatePem}${two.certificatePem}`, ours.certificatePem], toAuthorities);
    const { authorities } = kit.view();
    expect(authorities.map(({ source, certificate }) => [source, certificate.name]).sort()).toEqual([
      ['config', 'Test authority'],
      ['imported', 'One'],
      ['imported', 'Two'],
    ]);
    expect(lastTrust()?.authorities).toHaveLength(2);
    for (const pem of lastTrust()?.authorities ?? []) expect(new X509Certificate(pem).ca).toBe(true);
    await kit.restart();
    expect(kit.view().authorities).toEqual(authorities);
  });

  it('are none without being one', async () => {
    const { certificatePem } = await clientPair('client');
    expect((await refusal(() => kit.bring([certificatePem], toAuthorities))).value).toBe('CERT_NOT_AN_AUTHORITY');
  });

  it('of our own: made once, trusted when it issues', async () => {
    await make();
    expect(kit.view()).toMatchObject({ ownAuthority: { issued: [] } });
    expect(kit.view().authorities.map(({ source }) => source)).toEqual(['config']);
    expect((await refusal(() => make())).code).toBe('DESK_AUTHORITY_EXISTS');
    expect((await refusal(() => make({ name: 'a\u202Eb' }))).code).toBe('DESK_AUTHORITY_EXISTS');
    await issue();
    expect(kit.view().authorities.map(({ source }) => source)).toEqual(['config', 'own']);
    expect(kit.lines.map(({ action }) => action)).toEqual([
      'certificate_authority_made',
      'certificate_trusted',
      'certificate_issued',
    ]);
  });

  it('of our own needs a name that a certificate can bear', async () => {
    expect(await refusal(() => make({ name: ' \u0007' }))).toMatchObject({ code: 'CERT_WISH_INVALID', value: 'name' });
  });
});

describe('a pair made here', () => {
  it('is shown once, known at once, and signed by our own authority', async () => {
    expect((await refusal(() => issue())).code).toBe('DESK_NOT_FOUND');
    await make();
    const { desk, certificate, key, authority } = await issue();
    const read = new X509Certificate(certificate);
    expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(read.verify(new X509Certificate(authority).publicKey)).toBe(true);
    const sha256 = sha256Of(certificate);
    expect(desk.clients).toMatchObject([{ source: 'issued', sha256, integrationId: shop }]);
    expect(desk.ownAuthority?.issued).toMatchObject([
      { name: 'CXone shop', integrationId: shop, sha256, at: start, by },
    ]);
    expect(lastTrust()?.clients).toEqual([{ clientId: 'client-shop', sha256 }]);
    await kit.restart();
    expect(kit.view().ownAuthority).toEqual(desk.ownAuthority);
    const again = await issue({ name: 'second' });
    expect(again.authority).toBe(authority);
    expect(kit.view().ownAuthority?.issued.map(({ name }) => name)).toEqual(['second', 'CXone shop']);
  });

  it('does not outlive its authority, and bears a sensible name', async () => {
    await make({ years: 1 });
    const { certificate, authority } = await issue({ days: 825 });
    expect(Date.parse(new X509Certificate(certificate).validTo)).toBe(
      Date.parse(new X509Certificate(authority).validTo),
    );
    expect(await refusal(() => issue({ name: '\u202E' }))).toMatchObject({ code: 'CERT_WISH_INVALID', value: 'name' });
    kit.clock.wind(366 * dayMs);
    await kit.atRest();
    expect((await refusal(() => issue())).code).toBe('CERT_EXPIRED');
  });
});

describe('a pair for an integration that is only being set up', () => {
  const prepare = (overrides: object = {}) =>
    Promise.resolve(
      kit.handlers['certificates.issueForSetup']({
        integrationId: 'harbour' as typeof shop,
        name: 'CXone harbour',
        days: 365,
        authorityName: null,
        by,
        ...overrides,
      }),
    );

  it('needs no listener that asks for it, and makes its authority when that is wanted', async () => {
    kit.places.clientCertificates = 'off';
    expect((await refusal(() => prepare())).code).toBe('DESK_NOT_FOUND');
    const unfit = await refusal(() => prepare({ authorityName: ' \u0007' }));
    expect(unfit).toMatchObject({ code: 'CERT_WISH_INVALID', value: 'authorityName' });
    const { certificate, key, authority } = await prepare({ authorityName: 'Ferry team' });
    const read = new X509Certificate(certificate);
    expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(read.verify(new X509Certificate(authority).publicKey)).toBe(true);
    expect((await prepare({ authorityName: 'Another team' })).authority).toBe(authority);
    expect(kit.lines.map(({ action }) => action)).toEqual([
      'certificate_authority_made',
      'certificate_trusted',
      'certificate_issued',
      'certificate_issued',
    ]);
  });

  it('counts once the relay runs with the integration', async () => {
    const { certificate } = await prepare({ authorityName: 'Ferry team' });
    expect(lastTrust()?.clients).toEqual([]);
    expect(kit.view().clients).toMatchObject([{ integrationId: 'harbour', source: 'issued' }]);
    const config = await configWith({ shop: [], bank: [] });
    const [first] = config.integrations;
    if (first === undefined) throw new Error('there is an integration');
    kit.config = {
      ...config,
      integrations: [{ ...first, id: 'harbour' as typeof shop, box: { ...first.box, clientId: 'client-harbour' } }],
    };
    await kit.restart();
    await prepare();
    expect(lastTrust()?.clients[0]).toEqual({ clientId: 'client-harbour', sha256: sha256Of(certificate) });
  });
});

describe('revoking', () => {
  it('ends what was brought in, and nothing of the configuration', async () => {
    const [one, two] = [await clientPair('one'), await clientPair('two')];
    kit.config = await configWith({ shop: [{ san: 'shop.example' }], bank: [] });
    await kit.restart();
    await kit.bring([one.certificatePem], toShop);
    await kit.bring([two.certificatePem], toShop);
    const [named, first] = kit.view().clients;
    expect((await refusal(() => revoke(named?.id ?? ''))).code).toBe('DESK_OF_CONFIG');
    expect((await refusal(() => revoke(kit.view().authorities[0]?.id ?? ''))).code).toBe('DESK_OF_CONFIG');
    expect((await refusal(() => revoke('nothing'))).code).toBe('DESK_NOT_FOUND');
    await revoke(first?.id ?? '');
    expect(lastTrust()?.clients).toEqual([{ clientId: 'client-shop', sha256: sha256Of(two.certificatePem) }]);
    expect(kit.lines.at(-1)).toMatchObject({ by, action: 'certificate_revoked', subject: 'one' });
    await kit.restart();
    expect(kit.view().clients.map(({ certificate }) => certificate?.name)).toEqual([undefined, 'two']);
  });

  it('is refused for the last one that counts, where calls must show one', async () => {
    const { certificatePem } = await clientPair('only');
    await kit.bring([certificatePem], toShop);
    const id = kit.view().clients[0]?.id ?? '';
    expect(await refusal(() => revoke(id))).toMatchObject({ code: 'DESK_LAST_ONE', value: 'The shop' });
    kit.places.clientCertificates = 'optional';
    await revoke(id);
    expect(kit.view().clients).toEqual([]);
    expect(lastTrust()).toEqual({ authorities: [], clients: [] });
  });

  it('does not take one that has expired, or that no authority vouches for, for another that counts', async () => {
    const foreign = await makeAuthority({ name: 'Foreign', years: 5, now: start - dayMs });
    await kit.bring([foreign.certificatePem], toAuthorities);
    const byForeign = await issueClientPair({ authority: foreign, name: 'foreign', days: 100, now: start - dayMs });
    const [short, long] = [await clientPair('short', 3), await clientPair('long')];
    for (const pair of [short, long, byForeign]) await kit.bring([pair.certificatePem], toShop);
    const idOf = (name: string) => kit.view().clients.find((one) => one.certificate?.name === name)?.id ?? '';
    kit.clock.wind(5 * dayMs);
    await kit.atRest();
    await revoke(idOf('long'));
    expect((await refusal(() => revoke(idOf('foreign')))).code).toBe('DESK_LAST_ONE');
    const authorityId = kit.view().authorities.find(({ source }) => source === 'imported')?.id ?? '';
    expect((await refusal(() => revoke(authorityId))).code).toBe('DESK_LAST_ONE');
    await revoke(idOf('short'));
    const { certificatePem } = await clientPair('another');
    await kit.bring([certificatePem], toShop);
    await revoke(authorityId);
    expect(kit.view().clients.map(({ certificate }) => certificate?.name)).toEqual(['foreign', 'another']);
    expect(lastTrust()?.authorities).toEqual([]);
  });

  it('of our own authority, half done: what was revoked stays revoked when the authority issues again', async () => {
    await make();
    await issue({ name: 'first' });
    await issue({ name: 'second', integrationId: bank });
    const others = await Promise.all(
      [shop, bank].map(async (integrationId) => {
        const { certificatePem } = await clientPair(`other ${integrationId}`);
        await kit.bring([certificatePem], { kind: 'client', integrationId });
      }),
    );
    expect(others).toHaveLength(2);
    const first = kit.view().ownAuthority?.issued.find(({ name }) => name === 'first')?.sha256;
    let removals = 0;
    kit.between = (store) => ({
      ...store,
      putRecord: (record) => store.putRecord(record),
      records: (query) => store.records(query),
      removeRecord: (...record) => {
        removals += 1;
        return removals === 2 ? Promise.reject(new Error('disk full')) : store.removeRecord(...record);
      },
    });
    await kit.restart();
    await expect(revoke(kit.view().ownAuthority?.id ?? '')).rejects.toThrow();
    await kit.restart();
    removals = 2;
    await issue({ name: 'third' });
    expect(lastTrust()?.clients.map(({ sha256 }) => sha256)).not.toContain(first);
  });

  it('of our own authority ends what it issued, and its key; then another can be made', async () => {
    const { certificatePem } = await clientPair('theirs');
    await kit.bring([certificatePem], toShop);
    await make();
    await issue();
    const id = kit.view().ownAuthority?.id ?? '';
    expect(kit.view().authorities.at(-1)?.id).toBe(id);
    await revoke(id);
    expect(kit.view()).toMatchObject({ ownAuthority: null, clients: [{ source: 'imported' }] });
    expect(kit.view().authorities.map(({ source }) => source)).toEqual(['config']);
    expect(await kit.store.getRecord('certificate_authority', id)).toBeNull();
    await make();
    await kit.restart();
    expect(kit.view().ownAuthority?.issued).toEqual([]);
  });
});

describe('the time line', () => {
  it('holds everything that ends, nearest first, and who is hit', async () => {
    const pin = await clientPair('pinned', 40);
    kit.config = await configWith({
      shop: [{ sha256: sha256Of(pin.certificatePem) }],
      bank: [{ san: 'bank.example' }],
    });
    await kit.restart();
    kit.places.callsWith(pin.certificatePem, sha256Of(pin.certificatePem), 'client-shop');
    await kit.replaceBy('current', 90);
    const next = await serverPair('next', 120);
    await kit.bring([next.certificatePem, next.keyPem]);
    await kit.replaceBy('caller', 20, 'destination:proxy.example.test');
    await make();
    await issue({ days: 60 });
    const lines = kit.desk.timeLine();
    expect(lines).toEqual(kit.view().timeLine);
    expect(lines.map(({ what, name, serves }) => [what, name, serves.legs.join(), serves.channelIds.join()])).toEqual([
      ['shown', 'caller', 'cxoneOut', ''],
      ['client', 'pinned', 'cxoneIn', 'tulip'],
      ['client', 'CXone shop', 'cxoneIn', 'tulip'],
      ['shown', 'current', 'cxoneIn', ''],
      ['next', 'next', 'cxoneIn', ''],
      ['previous', 'of the file', 'cxoneIn', ''],
      // Of the bank's certificate only a name is known: it may be of either authority.
      ['authority', 'Test authority', 'cxoneIn', 'tulip,lotus'],
      ['authority', 'Ferry team', 'cxoneIn', 'tulip,lotus'],
    ]);
    expect(lines[0]).toMatchObject({ daysLeft: 19, placeId: 'destination:proxy.example.test', integrationId: null });
    expect(lines[1]).toMatchObject({ integrationId: shop, placeId: null });
  });
});

describe('the text of a certificate', () => {
  it('is given with its chain, for ours, the files’, authorities’ and clients’; never a key', async () => {
    await kit.replaceBy('new');
    await make();
    const pair = await issue();
    const file = kit.places.filesOf('box');
    if (file === null || !('material' in file)) throw new Error('no file');
    kit.places.files.set('box', { material: { ...file.material, cert: `${file.material.cert}${file.material.key}` } });
    const wanted = [...kit.view().timeLine.map(({ sha256 }) => sha256), sha256Of(pair.authority)];
    expect(wanted.length).toBeGreaterThan(5);
    for (const sha256 of wanted) {
      const { pem } = await kit.handlers['certificates.text']({ sha256 });
      expect(sha256Of(pem)).toBe(sha256);
      expect(pem).not.toContain('PRIVATE');
    }
    expect((await refusal(() => kit.handlers['certificates.text']({ sha256: '0'.repeat(64) }))).code).toBe(
      'DESK_NOT_FOUND',
    );
  });

  it('that was saved is in the audit by its name', async () => {
    await kit.replaceBy('new');
    const sha256 = kit.place().current?.certificate.sha256 ?? '';
    await kit.handlers['certificates.saved']({ what: 'certificate', id: sha256, by });
    expect(kit.lines.at(-1)).toMatchObject({ by, action: 'certificate_saved', subject: 'new' });
  });
});
