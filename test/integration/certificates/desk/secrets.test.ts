import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpensslAuthority } from '#test/integration/http/openssl-authority.ts';
import { by, clientPair, DeskKit, host, refusal, serverPair, shop } from './desk-kit.ts';

const passphrase = 'canary-of-a-passphrase-7431';

let kit: DeskKit;
let folder: string;
beforeEach(async () => {
  kit = await DeskKit.open();
  folder = mkdtempSync(join(tmpdir(), 'veerpont-desk-'));
});
afterEach(async () => {
  await kit.dispose();
  rmSync(folder, { recursive: true });
});

/** Pieces of a key that would show it in whatever form: its numbers in Base64, in hexadecimal, and as bytes. */
function marksOf(keyPem: string): readonly string[] {
  const { d = '' } = createPrivateKey(keyPem).export({ format: 'jwk' });
  const bytes = Buffer.from(d, 'base64url');
  const lines = keyPem.split('\n').filter((line) => line.length > 20 && !line.includes('-----'));
  return [d, bytes.toString('hex'), bytes.toString('base64'), bytes.toString('latin1'), ...lines];
}

function openssl(args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

describe('keys and passphrases', () => {
  it('are nowhere but sealed in the store, and in the one answer that shows a pair made here', async () => {
    const said: unknown[] = [];
    const [first, second, third] = [await serverPair('first'), await serverPair('second'), await clientPair('client')];
    const encrypted = createPrivateKey(second.keyPem)
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
      .toString();
    const place = { kind: 'place', placeId: 'box' } as const;
    said.push(await kit.read([first.certificatePem, first.keyPem]));
    said.push(await kit.bring([first.certificatePem, first.keyPem]));
    said.push(await kit.activate(kit.place().next?.id ?? ''));
    said.push(await kit.bring([second.certificatePem, encrypted], place, passphrase));
    const wrong = () => kit.bring([second.certificatePem, encrypted], place, `${passphrase}!`);
    said.push(await refusal(wrong));
    const { requestId, ...requested } = await kit.handlers['certificates.request']({
      placeId: 'box',
      key: 'p256',
      subject: { commonName: host, organization: '', organizationalUnit: '', locality: '', state: '', country: '' },
      names: [host],
      by,
    });
    said.push(requested);
    said.push(await kit.bring([third.certificatePem, third.keyPem], { kind: 'client', integrationId: shop }));
    said.push(await kit.handlers['certificates.makeAuthority']({ name: 'Team', years: 5, by }));
    const { key, ...issued } = await kit.handlers['certificates.issueClient']({
      integrationId: shop,
      name: 'pair',
      days: 90,
      by,
    });
    said.push(issued);
    said.push(await kit.handlers['certificates.try']({ placeId: 'box', by }));
    kit.places.happens('box', 'refused', 3);
    await kit.atRest();
    await kit.restart();
    said.push(kit.view());

    const requestKey = kit.shelf.requests().find(({ shown }) => shown.id === requestId)?.keyPem ?? '';
    const ownKey = kit.shelf.own?.pair.keyPem ?? '';
    const keys = [first.keyPem, second.keyPem, third.keyPem, requestKey, ownKey, key];
    const marks = [passphrase, ...keys.flatMap(marksOf)];
    expect(marks.every((mark) => mark.length > 15)).toBe(true);

    const printed = [said, kit.lines, kit.recording.events, kit.alerts].map(
      (what) => `${JSON.stringify(what)}${inspect(what, { depth: 20 })}`,
    );
    // What a careless log line or error would print of the desk itself.
    const objects = [kit.shelf.heldAll(), kit.shelf.requests(), kit.shelf.own, kit.shelf.clients()];
    printed.push(...objects.map((what) => `${JSON.stringify(what)}${inspect(what, { depth: 20, showHidden: true })}`));
    await kit.desk.stop();
    await kit.store.close();
    const files = readdirSync(kit.folder).map((name) => readFileSync(join(kit.folder, name)).toString('latin1'));
    for (const text of [...printed, ...files]) for (const mark of marks) expect(text.includes(mark)).toBe(false);
    await kit.begin();
    // And the search finds what is there to be found.
    const material = inspect(kit.shelf.heldAll().map((held) => held.material));
    expect(marksOf(second.keyPem).some((mark) => material.includes(mark))).toBe(true);
    // A key that came with CXone's certificate, and that of a pair made here, are kept nowhere.
    const bodies: string[] = [];
    for (const kind of ['certificate', 'certificate_trust', 'certificate_authority', 'certificate_request'] as const) {
      const records = await kit.store.records({ kind, order: 'oldest_first', limit: 50 });
      bodies.push(...records.map(({ body }) => (JSON.parse(body) as { keyPem?: string }).keyPem ?? ''));
    }
    expect(bodies).toEqual(expect.arrayContaining([requestKey, ownKey]));
    expect(bodies).not.toContain(third.keyPem);
    expect(bodies).not.toContain(key);
  });

  it('of a certificate that was removed are gone from the store', async () => {
    const { certificatePem, keyPem } = await serverPair('gone');
    await kit.bring([certificatePem, keyPem]);
    const id = kit.place().next?.id ?? '';
    await kit.handlers['certificates.remove']({ placeId: 'box', certificateId: id, by });
    const records = await kit.store.records({ kind: 'certificate', order: 'oldest_first', limit: 50 });
    expect(records.some(({ body }) => body.includes(keyPem.split('\n')[1] ?? '?'))).toBe(false);
    await kit.restart();
    expect(kit.shelf.heldAll()).toEqual([]);
  });
});

describe('an independent authority', () => {
  it('answers our request, and the answer finds its key', async () => {
    const { requestId, pem } = await kit.handlers['certificates.request']({
      placeId: 'box',
      key: 'rsa2048',
      subject: {
        commonName: host,
        organization: 'Ferry',
        organizationalUnit: 'Crew',
        locality: '',
        state: 'ZH',
        country: 'NL',
      },
      names: [host],
      by,
    });
    const authority = new OpensslAuthority('independent');
    try {
      const path = (name: string): string => join(folder, name);
      writeFileSync(path('our.csr'), pem);
      writeFileSync(path('our.ext'), `extendedKeyUsage=serverAuth\nsubjectAltName=DNS:${host}\n`);
      openssl(['req', '-in', path('our.csr'), '-noout', '-verify']);
      openssl([
        ...['x509', '-req', '-in', path('our.csr'), '-days', '90', '-extfile', path('our.ext')],
        ...['-CA', authority.certFile, '-CAkey', join(authority.folder, 'authority.key'), '-set_serial', '7'],
        ...['-out', path('answer.pem')],
      ]);
      const answer = readFileSync(path('answer.pem'), 'utf8');
      const read = await kit.read([answer, authority.cert]);
      expect(read).toMatchObject({ requestId, reading: { isUsable: true, hasKey: true } });
      await kit.bring([answer, authority.cert]);
      expect(kit.place().next).toMatchObject({ source: 'requested', certificate: { key: 'RSA 2048' } });
      expect(kit.view().requests).toEqual([]);
      expect(await kit.store.getRecord('certificate_request', requestId)).toBeNull();
      await kit.activate(kit.place().next?.id ?? '');
      await kit.restart();
      expect(kit.place().current?.source).toBe('requested');
    } finally {
      authority.remove();
    }
  });

  it('and an old PFX with a passphrase is taken as well', async () => {
    const authority = new OpensslAuthority('independent');
    try {
      const pair = authority.issue({ name: 'by-openssl', purpose: 'serverAuth', san: `DNS:${host}`, key: 'rsa2048' });
      const pfx = join(folder, 'old.pfx');
      openssl([
        ...['pkcs12', '-export', '-inkey', pair.keyFile, '-in', pair.certFile, '-certfile', authority.certFile],
        ...['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'],
        ...['-passout', `pass:${passphrase}`, '-out', pfx],
      ]);
      const files = [{ name: 'old.pfx', content: readFileSync(pfx).toString('base64') }];
      const target = { kind: 'place', placeId: 'box' } as const;
      await kit.handlers['certificates.bring']({ target, files, passphrase, by });
      expect(kit.place().next?.certificate.name).toBe('by-openssl');
      await kit.activate(kit.place().next?.id ?? '');
      expect(kit.shownName()).toBe('by-openssl');
    } finally {
      authority.remove();
    }
  });
});
