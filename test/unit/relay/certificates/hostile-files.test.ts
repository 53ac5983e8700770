import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readAsn1 } from '#relay/certificates/reading/asn1.ts';
import { readCertificateFiles } from '#relay/certificates/reading/read-certificate-files.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { derOf, host, makeCases, makePki, passphrase } from './certificate-cases.ts';
import { now, Openssl } from './certificate-kit.ts';

const openssl = new Openssl();
afterAll(() => {
  openssl.remove();
});

const cases = await makeCases(openssl);
const { root, upper, lower, leaf } = await makePki();
const pfx = openssl.read('new.pfx');
const bundle = openssl.read('all.p7c');

describe('the right pieces', () => {
  const pieces = [leaf.pem, lower.pem, upper.pem, root.pem, leaf.keyPem];

  it('give the same result in any order and any number of files', () => {
    const expected = read([pieces.join('')]);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(pieces, { minLength: pieces.length }),
        fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
        (shuffled, cuts) => {
          const files: string[] = [''];
          shuffled.forEach((piece, index) => {
            if (cuts[index] === true) files.push('');
            files[files.length - 1] += piece;
          });
          const { reading, material } = read(files.filter((text) => text !== ''));
          expect(reading.isUsable).toBe(true);
          expect(reading.leaf).toEqual(expected.reading.leaf);
          expect(reading.intermediates).toEqual(expected.reading.intermediates);
          expect(reading.roots).toEqual(expected.reading.roots);
          expect(material?.chainPem).toBe(expected.material?.chainPem);
        },
      ),
      { numRuns: 60 },
    );
    expect(expected.reading.intermediates.map(({ name }) => name)).toEqual(['Lower', 'Upper']);
  });

  function read(texts: readonly string[]) {
    const files = texts.map((text, index) => ({ name: String(index), bytes: Buffer.from(text) }));
    return readCertificateFiles(files, null, { purpose: 'server', hostNames: [host], now });
  }
});

describe('files that were cut or changed', () => {
  const sources: readonly (readonly [string, Uint8Array])[] = [
    ['certificate', leaf.der],
    ['key', derOf(leaf.keyPem)],
    ['PEM', Buffer.from(leaf.pem + leaf.keyPem)],
    ['PFX', pfx],
    ['PKCS#7', bundle],
  ];

  it.each(sources)('%s: always an outcome, and sentences for it', (_name, source) => {
    fc.assert(
      fc.property(
        fc.nat({ max: source.length }),
        fc.array(fc.tuple(fc.nat({ max: source.length - 1 }), fc.nat({ max: 255 })), { maxLength: 4 }),
        fc.boolean(),
        (length, changes, isCut) => {
          const bytes = Uint8Array.from(isCut ? source.subarray(0, length) : source);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          const outcome = readCertificateFiles([{ name: 'file', bytes }], passphrase, { purpose: 'client', now });
          expect(outcome.reading.isUsable).toBe(outcome.material !== null);
          if (!outcome.reading.isUsable) expect(outcome.reading.findings[0]?.severity).toBe('fault');
          for (const { code, value } of outcome.reading.findings) {
            expect(sentenceFor('en', code, value).help).not.toMatch(/\p{Cc}/u);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('never cost more than one pass over the text, whatever it holds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        const read = readAsn1(bytes);
        const count = (children: readonly { readonly children: readonly never[] }[]): number =>
          children.reduce((sum, one) => sum + 1 + count(one.children), 0);
        if (read.ok) expect(count([read.element] as never)).toBeLessThanOrEqual(bytes.length / 2);
      }),
    );
    const wide = Buffer.concat([
      Buffer.from([0x30, 0x83, 0x00, 0xff, 0xfa]),
      Buffer.alloc(65_530, Buffer.from([5, 0])),
    ]);
    expect(readAsn1(wide)).toEqual({ ok: false, fault: 'damaged' });
  });
});

describe('the private key', () => {
  /** The secret number of a P-256 key, in the forms it might come out in: behind the 36 bytes all such keys begin with. */
  const canaries = (keyPem: string): string[] => {
    const secret = Buffer.from(derOf(keyPem)).subarray(36, 68);
    const inPem = keyPem.split('\n')[1]?.slice(48, 64) ?? '';
    return [secret.toString('hex'), secret.toString('base64').slice(0, 40), inPem, secret.join(',')];
  };

  it('stands in no outcome, whatever the files', () => {
    const secrets = [...canaries(openssl.read('leaf.key').toString()), passphrase];
    for (const { files, passphrase: given, purpose, hostNames } of cases) {
      const outcome = readCertificateFiles(files, given, { purpose, hostNames, now });
      const texts = [JSON.stringify(outcome), inspect(outcome, { depth: 20, showHidden: true })];
      for (const text of texts) {
        expect(text).not.toMatch(/BEGIN [A-Z ]*PRIVATE/u);
        for (const secret of secrets) expect(text).not.toContain(secret);
      }
    }
  });

  it('is handed out by one method, and fits', () => {
    const files = [{ name: 'all', bytes: Buffer.from(leaf.pem + leaf.keyPem) }];
    const { material } = readCertificateFiles(files, null, { purpose: 'client', now });
    expect(material?.privateKeyPem()).toBe(leaf.keyPem);
    expect(material?.privateKeyPem()).toContain(canaries(leaf.keyPem)[2]);
  });
});
