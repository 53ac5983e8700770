import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeKeyAndRequest } from '#relay/certificates/making/make-request.ts';
import { by, clientPair, dayMs, DeskKit, host, minuteMs, refusal, serverPair, sha256Of, start } from './desk-kit.ts';
import { passed } from './fake-places.ts';

let kit: DeskKit;
beforeEach(async () => {
  kit = await DeskKit.open();
});
afterEach(async () => {
  await kit.dispose();
});

const actions = (): readonly string[] => kit.lines.map(({ action }) => action);

describe('a place that nobody has touched', () => {
  it('shows what its files hold', () => {
    expect(kit.place()).toMatchObject({
      current: { id: 'file', source: 'file', file: '/etc/veerpont/box.pem', certificate: { name: 'of the file' } },
      next: null,
      previous: [],
      trial: null,
      watch: null,
    });
    expect(kit.place('open')).toMatchObject({ takesCertificates: false, current: null });
    expect(kit.place('destination:proxy.example.test')).toMatchObject({ takesCertificates: true, current: null });
  });

  it('says nothing of files that cannot be read, and cannot go back to them', async () => {
    kit.places.files.set('box', { problem: 'the file cannot be read (ENOENT)' });
    expect(kit.place()).toMatchObject({ current: null, previous: [] });
    await kit.replaceBy('new');
    expect((await refusal(() => kit.goBack('file'))).code).toBe('CONFIG_CERTIFICATE_UNUSABLE');
    expect(kit.shownName()).toBe('new');
  });

  it('is told apart from a placeholder, to which nothing goes back', async () => {
    const placeholder = (await serverPair('placeholder')).certificatePem;
    kit.places.files.delete('box');
    kit.places.facts = kit.places.facts.map((facts) =>
      facts.id === 'box' ? { ...facts, file: null, placeholder } : facts,
    );
    expect(kit.place().current?.source).toBe('placeholder');
    await kit.replaceBy('new');
    expect(kit.place()).toMatchObject({ previous: [], watch: { fallsBackTo: null } });
    expect((await refusal(() => kit.goBack('file'))).code).toBe('DESK_NOT_FOUND');
  });
});

describe('a certificate that is brought in', () => {
  it('is read without being stored', async () => {
    const { certificatePem, keyPem } = await serverPair('new');
    const { reading, requestId } = await kit.read([keyPem, certificatePem]);
    expect(reading).toMatchObject({ isUsable: true, hasKey: true, leaf: { name: 'new' } });
    expect(requestId).toBeNull();
    expect(kit.place().next).toBeNull();
    expect(kit.lines).toEqual([]);
  });

  it('stands next, and is not in use', async () => {
    const { certificatePem, keyPem } = await serverPair('new', 30);
    const desk = await kit.bring([keyPem, certificatePem]);
    expect(desk.places[0]?.next).toMatchObject({
      source: 'imported',
      certificate: { name: 'new', sha256: sha256Of(certificatePem) },
      addedAt: start,
      addedBy: by,
      activatedAt: null,
      keptUntil: null,
      takenBack: null,
    });
    expect(desk.places[0]?.next?.warnings.map(({ code }) => code)).toContain('CERT_EXPIRES_SOON');
    expect(kit.shownName()).toBe('of the file');
    expect(kit.lines).toMatchObject([{ by, action: 'certificate_imported', subject: 'new' }]);
    expect(kit.changes).toBeGreaterThan(0);
  });

  it('is not stored with a fault, which is named', async () => {
    const { certificatePem } = await serverPair('new');
    const other = await serverPair('other');
    expect(await refusal(() => kit.bring([certificatePem, other.keyPem]))).toMatchObject({
      code: 'DESK_FILES_UNUSABLE',
      value: 'CERT_KEY_MISMATCH',
    });
    const client = await clientPair('client');
    expect((await refusal(() => kit.bring([client.certificatePem, client.keyPem]))).value).toBe('CERT_NO_NAMES');
    expect(kit.place().next).toBeNull();
    expect(await kit.store.records({ kind: 'certificate', order: 'oldest_first', limit: 10 })).toEqual([]);
  });

  it('takes the place of an earlier next one, whose key goes', async () => {
    const [first, second] = [await serverPair('first'), await serverPair('second')];
    await kit.bring([first.certificatePem, first.keyPem]);
    const { next } = kit.place();
    await kit.bring([second.certificatePem, second.keyPem]);
    expect(kit.place().next?.certificate.name).toBe('second');
    expect(await kit.store.getRecord('certificate', next?.id ?? '')).toBeNull();
    expect(actions()).toEqual(['certificate_imported', 'certificate_imported', 'certificate_removed']);
  });

  it('needs a place that is there and takes certificates', async () => {
    const { certificatePem, keyPem } = await serverPair('new');
    const bringTo = (placeId: 'open' | 'destination:nowhere.example') =>
      refusal(() => kit.bring([certificatePem, keyPem], { kind: 'place', placeId }));
    expect((await bringTo('open')).code).toBe('DESK_NO_TLS');
    expect((await bringTo('destination:nowhere.example')).code).toBe('DESK_PLACE_UNKNOWN');
  });

  it('may be removed with its key, unless it is in use or of the configuration', async () => {
    const inUse = await kit.replaceBy('new');
    const { certificatePem, keyPem } = await serverPair('later');
    await kit.bring([certificatePem, keyPem]);
    const next = kit.place().next?.id ?? '';
    const remove = (certificateId: string) =>
      Promise.resolve(kit.handlers['certificates.remove']({ placeId: 'box', certificateId, by }));
    expect((await refusal(() => remove(inUse))).code).toBe('DESK_IN_USE');
    expect((await refusal(() => remove('file'))).code).toBe('DESK_OF_CONFIG');
    expect((await refusal(() => remove('nothing'))).code).toBe('DESK_NOT_FOUND');
    await remove(next);
    expect(kit.place().next).toBeNull();
    expect(await kit.store.getRecord('certificate', next)).toBeNull();
    expect(kit.lines.at(-1)).toMatchObject({ by, action: 'certificate_removed', subject: 'later' });
  });
});

describe('a trial', () => {
  const tryIt = () => Promise.resolve(kit.handlers['certificates.try']({ placeId: 'box', by }));

  it('needs something to try', async () => {
    expect((await refusal(tryIt)).code).toBe('DESK_NOTHING_NEXT');
  });

  it('is passed when no step failed, and is kept', async () => {
    const { certificatePem, keyPem } = await serverPair('new');
    await kit.bring([certificatePem, keyPem]);
    kit.places.steps = [...passed, { kind: 'chain', result: 'cannot_tell', code: null, value: 'no root at hand' }];
    await tryIt();
    const { next } = kit.place();
    expect(kit.place().trial).toMatchObject({ certificateId: next?.id, at: start, ok: true, steps: kit.places.steps });
    expect(kit.shownName()).toBe('of the file');
    await kit.restart();
    await kit.activate(next?.id ?? '', { despiteTrial: false });
    expect(kit.shownName()).toBe('new');
  });

  it('that failed, or never was, keeps it from being put in use, unless somebody insists', async () => {
    const { certificatePem, keyPem } = await serverPair('new');
    await kit.bring([certificatePem, keyPem]);
    const id = kit.place().next?.id ?? '';
    const activate = (despiteTrial: boolean) => kit.activate(id, { despiteTrial });
    expect((await refusal(() => activate(false))).code).toBe('DESK_NOT_TRIED');
    kit.places.steps = [{ kind: 'names', result: 'failed', code: 'CERT_NAME_NOT_COVERED', value: host }];
    await tryIt();
    expect(kit.place().trial?.ok).toBe(false);
    expect((await refusal(() => activate(false))).code).toBe('DESK_NOT_TRIED');
    expect(kit.shownName()).toBe('of the file');
    await activate(true);
    expect(kit.shownName()).toBe('new');
    expect(kit.lines.at(-1)?.detail).toContain('despite its trial');
  });

  it('holds up nobody, and counts for nothing when another was brought in meanwhile', async () => {
    const [first, second] = [await serverPair('first'), await serverPair('second')];
    await kit.bring([first.certificatePem, first.keyPem]);
    let end = (): void => undefined;
    kit.places.trialTakes = new Promise((resolve) => {
      end = resolve;
    });
    const trying = tryIt();
    await kit.bring([second.certificatePem, second.keyPem]);
    end();
    await trying;
    expect(kit.place()).toMatchObject({ next: { certificate: { name: 'second' } }, trial: null });
  });
});

describe('an activation', () => {
  it('puts the next one in use and keeps the earlier one', async () => {
    const first = await kit.replaceBy('first');
    expect(kit.place()).toMatchObject({
      current: { id: first, activatedAt: start, keptUntil: null },
      previous: [{ id: 'file', keptUntil: null }],
      watch: { since: start, until: start + 30 * minuteMs, fallsBackTo: 'file' },
    });
    kit.clock.wind(dayMs);
    await kit.atRest();
    await kit.replaceBy('second');
    expect(kit.place().previous).toMatchObject([{ id: first, keptUntil: start + 31 * dayMs }, { id: 'file' }]);
    expect(kit.shownName()).toBe('second');
    expect(kit.lines.at(-1)).toMatchObject({ by, action: 'certificate_activated', subject: 'second' });
  });

  it('is of the one that was meant', async () => {
    expect((await refusal(() => kit.activate('any'))).code).toBe('DESK_NOTHING_NEXT');
    const { certificatePem, keyPem } = await serverPair('new');
    await kit.bring([certificatePem, keyPem]);
    expect((await refusal(() => kit.activate('another'))).code).toBe('DESK_NOT_FOUND');
    expect(kit.shownName()).toBe('of the file');
  });

  it('is not of one that has expired meanwhile', async () => {
    const { certificatePem, keyPem } = await serverPair('short', 3);
    await kit.bring([certificatePem, keyPem]);
    kit.clock.wind(4 * dayMs);
    const { code, value } = await refusal(() => kit.activate(kit.place().next?.id ?? ''));
    expect(code).toBe('DESK_EXPIRED');
    expect(value).toMatch(/^\d{4}-\d\d-\d\d$/u);
    expect(kit.shownName()).toBe('of the file');
  });

  it('lasts over a restart, also when the file is gone', async () => {
    await kit.replaceBy('new');
    kit.places.files.set('box', { problem: 'gone' });
    await kit.restart();
    expect(kit.shownName()).toBe('new');
    expect(kit.place()).toMatchObject({ current: { certificate: { name: 'new' } }, previous: [] });
  });

  it('leaves all as it was when the listener refuses, also after a restart', async () => {
    const first = await kit.replaceBy('first');
    const { certificatePem, keyPem } = await serverPair('second');
    await kit.bring([certificatePem, keyPem]);
    const next = kit.place().next?.id ?? '';
    kit.places.refusal = new Error('the listener is closed');
    await expect(kit.activate(next)).rejects.toThrow('the listener is closed');
    for (const crash of [false, true]) {
      expect(kit.place()).toMatchObject({ current: { id: first }, next: { id: next } });
      expect(kit.shownName()).toBe('first');
      await kit.restart({ crash });
    }
  });

  it('by two people at once happens once', async () => {
    const { certificatePem, keyPem } = await serverPair('new');
    await kit.bring([certificatePem, keyPem]);
    const id = kit.place().next?.id ?? '';
    const results = await Promise.allSettled([
      kit.activate(id),
      kit.activate(id),
      kit.goBack('file'),
      kit.goBack('file'),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(actions()).toEqual(['certificate_imported', 'certificate_activated', 'certificate_returned']);
    expect(kit.shownName()).toBe('of the file');
    expect(kit.place().previous.map((one) => one.id)).toEqual([id]);
  });
});

describe('going back', () => {
  it('puts an earlier one in use at once, and the files', async () => {
    const first = await kit.replaceBy('first');
    const second = await kit.replaceBy('second');
    await kit.goBack(first);
    expect(kit.shownName()).toBe('first');
    expect(kit.place()).toMatchObject({
      current: { id: first },
      previous: [{ id: second }, { id: 'file' }],
      watch: null,
    });
    await kit.goBack('file');
    expect(kit.shownName()).toBe('of the file');
    expect(kit.shelf.activeMaterial('box')).toBeNull();
    await kit.restart();
    expect(kit.shownName()).toBe('of the file');
    expect(kit.place().previous.map(({ id }) => id)).toEqual([first, second]);
  });

  it('is not possible to what has expired, is not there, or never was in use', async () => {
    await kit.replaceBy('short', 3);
    const short = kit.place().current?.id ?? '';
    await kit.replaceBy('long');
    const { certificatePem, keyPem } = await serverPair('next');
    await kit.bring([certificatePem, keyPem]);
    kit.clock.wind(4 * dayMs);
    await kit.atRest();
    expect((await refusal(() => kit.goBack(short))).code).toBe('DESK_EXPIRED');
    expect((await refusal(() => kit.goBack('nothing'))).code).toBe('DESK_NOT_FOUND');
    expect((await refusal(() => kit.goBack(kit.place().next?.id ?? ''))).code).toBe('DESK_NOT_FOUND');
    expect(kit.shownName()).toBe('long');
  });

  it('is possible for 30 days; then the earlier one goes with its key', async () => {
    const first = await kit.replaceBy('first');
    await kit.replaceBy('second');
    await kit.clock.windSlowly(30 * dayMs - 2 * 3_600_000, 3_600_000);
    await kit.atRest();
    expect(kit.place().previous.map(({ id }) => id)).toEqual([first, 'file']);
    await kit.clock.windSlowly(4 * 3_600_000, 3_600_000);
    await kit.atRest();
    expect(kit.place().previous.map(({ id }) => id)).toEqual(['file']);
    expect(await kit.store.getRecord('certificate', first)).toBeNull();
    expect(kit.lines.at(-1)).toMatchObject({ by: 'Veerpont', action: 'certificate_removed', subject: 'first' });
  });

  it('survives a clock that is a year ahead for a moment', async () => {
    const first = await kit.replaceBy('first');
    await kit.replaceBy('second');
    const right = kit.clock.now();
    kit.clock.setWall(right + 365 * dayMs);
    kit.clock.wind(3_600_000);
    await kit.atRest();
    kit.clock.setWall(right + 3_600_000);
    kit.clock.wind(5 * 3_600_000);
    await kit.atRest();
    expect(kit.place().previous.map(({ id }) => id)).toEqual([first, 'file']);
  });
});

describe('a destination', () => {
  const placeId = 'destination:proxy.example.test' as const;

  it('takes a client certificate of its own, with nothing to fall back to', async () => {
    const server = await serverPair('server');
    const target = { kind: 'place', placeId } as const;
    expect((await refusal(() => kit.bring([server.certificatePem, server.keyPem], target))).value).toBe(
      'CERT_PURPOSE_WRONG',
    );
    await kit.replaceBy('caller', 200, placeId);
    expect(kit.shownName(placeId)).toBe('caller');
    expect(kit.place(placeId)).toMatchObject({ previous: [], watch: { fallsBackTo: null } });
    expect(kit.shownName('box')).toBe('of the file');
  });
});

describe('a request', () => {
  const subject = {
    commonName: host,
    organization: 'Ferry',
    organizationalUnit: '',
    locality: ' Delft ',
    state: '',
    country: 'NL',
  };
  const ask = (overrides: object = {}) =>
    Promise.resolve(
      kit.handlers['certificates.request']({ placeId: 'box', key: 'p256', subject, names: [host], by, ...overrides }),
    );

  it('is made with its key and kept until the answer comes', async () => {
    const { desk, requestId, pem } = await ask();
    expect(pem).toMatch(/^-----BEGIN CERTIFICATE REQUEST-----/u);
    expect(desk.requests).toMatchObject([
      {
        id: requestId,
        placeId: 'box',
        subject: `CN=${host}, O=Ferry, L=Delft, C=NL`,
        names: [host],
        key: 'P-256',
        createdBy: by,
      },
    ]);
    await kit.restart();
    expect(await kit.handlers['certificates.requestText']({ id: requestId })).toEqual({ pem });
    expect((await refusal(() => kit.handlers['certificates.requestText']({ id: 'nothing' }))).code).toBe(
      'DESK_NOT_FOUND',
    );
    expect(kit.lines).toMatchObject([{ by, action: 'certificate_requested', subject: host }]);
  });

  it.each([
    ['commonName', { subject: { ...subject, commonName: ' ' } }],
    ['organization', { subject: { ...subject, organization: 'a\u202Eb' } }],
    ['organizationalUnit', { subject: { ...subject, organizationalUnit: 'x'.repeat(65) } }],
    ['state', { subject: { ...subject, state: 'a\u0000b' } }],
    ['country', { subject: { ...subject, country: 'N' } }],
    ['names', { names: ['not a host'] }],
    ['names', { names: [] }],
  ])('names the field %s that cannot be', async (field, overrides) => {
    expect(await refusal(() => ask(overrides))).toMatchObject({ code: 'CERT_WISH_INVALID', value: field });
    expect(kit.view().requests).toEqual([]);
  });

  it('may be dropped, and its key with it', async () => {
    const { requestId } = await ask();
    await kit.handlers['certificates.cancelRequest']({ id: requestId, by });
    expect(kit.view().requests).toEqual([]);
    expect(await kit.store.getRecord('certificate_request', requestId)).toBeNull();
    const again = () => kit.handlers['certificates.cancelRequest']({ id: requestId, by });
    expect((await refusal(again)).code).toBe('DESK_NOT_FOUND');
  });

  it('fits no certificate of another key', async () => {
    await ask();
    const { certificatePem } = await serverPair('other');
    const { reading, requestId } = await kit.read([certificatePem]);
    expect(requestId).toBeNull();
    expect(reading.findings.map(({ code }) => code)).toContain('CERT_KEY_MISSING');
  });

  it('is not mixed up with a key that only looks like it', async () => {
    await ask();
    const stranger = await makeKeyAndRequest({ kind: 'p256', subject: { commonName: host }, hostNames: [host] });
    const { certificatePem } = await serverPair('other');
    expect((await refusal(() => kit.bring([certificatePem, stranger.keyPem]))).value).toBe('CERT_KEY_MISMATCH');
  });
});
