import { generateKeyPairSync } from 'node:crypto';
import {
  anAuthority,
  commonName,
  forBoth,
  handMade,
  hostNames,
  noAuthority,
  purposes,
  timeOf,
  type HandMade,
  type HandWish,
} from './hand-made.ts';
import { host, now, row, type Row } from './row.ts';

const dayMs = 86_400_000;
const serverOnly = purposes('1.3.6.1.5.5.7.3.1');
const clientOnly = purposes('1.3.6.1.5.5.7.3.2');

/** The right file in the wrong place, and the wrong file in the right one. */
export function targetRows(): readonly Row[] {
  const authority = handMade({ subject: commonName('Authority'), extensions: [anAuthority] });
  const under = (wish: HandWish = {}): HandMade =>
    handMade({ issuer: authority.subject, signer: authority.keys, ...wish });
  const forClient = under({ extensions: [noAuthority, clientOnly] });
  const forServer = under({ extensions: [noAuthority, serverOnly, hostNames(Buffer.from(host))] });
  const middle = under({ subject: commonName('Middle'), extensions: [anAuthority] });
  const lone = { warnings: ['CERT_ISSUER_UNKNOWN'] } as const;
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const locked = key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
  return [
    row('CXone’s certificate', [forClient.pem], { target: 'client', ...lone }),
    row('CXone’s certificate with its authority', [forClient.pem, authority.pem], {
      target: 'client',
      warnings: ['CERT_ROOT_INCLUDED'],
    }),
    row('CXone’s certificate with its private key', [forClient.pem + forClient.keyPem], {
      target: 'client',
      warnings: ['CERT_ISSUER_UNKNOWN', 'CERT_KEY_NOT_NEEDED'],
    }),
    row('CXone’s certificate with a stranger’s key', [forClient.pem, forServer.keyPem], {
      target: 'client',
      warnings: ['CERT_ISSUER_UNKNOWN', 'CERT_KEY_NOT_NEEDED'],
    }),
    row('CXone’s certificate with a locked key', [forClient.pem, locked], {
      target: 'client',
      faults: ['CERT_PASSPHRASE_NEEDED'],
      ...lone,
    }),
    row('only a key, where CXone’s certificate belongs', [forClient.keyPem], {
      target: 'client',
      faults: ['CERT_LEAF_MISSING'],
      warnings: ['CERT_KEY_NOT_NEEDED'],
    }),
    row('a server’s certificate where CXone’s belongs', [forServer.pem], {
      target: 'client',
      faults: ['CERT_PURPOSE_WRONG'],
      ...lone,
    }),
    row('one without a purpose where CXone’s belongs', [under({ extensions: [noAuthority] }).pem], {
      target: 'client',
      faults: ['CERT_PURPOSE_MISSING'],
      ...lone,
    }),
    row('an authority where CXone’s certificate belongs', [authority.pem], {
      target: 'client',
      faults: ['CERT_LEAF_MISSING'],
    }),
    row('two certificates of CXone at once', [forClient.pem, under({ extensions: [noAuthority, clientOnly] }).pem], {
      target: 'client',
      faults: ['CERT_LEAF_TWICE'],
    }),
    row(
      'CXone’s certificate, expired',
      [under({ extensions: [noAuthority, clientOnly], until: timeOf(now - dayMs) }).pem],
      { target: 'client', faults: ['CERT_EXPIRED'], ...lone },
    ),
    row('CXone’s certificate, self-signed', [handMade({ extensions: [noAuthority, clientOnly] }).pem], {
      target: 'client',
      warnings: ['CERT_SELF_SIGNED'],
    }),
    row(
      'CXone’s certificate under another authority of the same name',
      [forClient.pem, handMade({ subject: authority.subject, extensions: [anAuthority] }).pem],
      { target: 'client', faults: ['CERT_SIGNATURE_FALSE'] },
    ),

    row('a client’s pair for a destination', [forClient.pem, forClient.keyPem], { target: 'destination', ...lone }),
    row(
      'a client’s pair without names is fit for a destination',
      [under({ extensions: [noAuthority, forBoth] }).pem, forClient.keyPem],
      { target: 'destination', faults: ['CERT_KEY_MISMATCH'], ...lone },
    ),
    row('a server’s pair for a destination', [forServer.pem, forServer.keyPem], {
      target: 'destination',
      faults: ['CERT_PURPOSE_WRONG'],
      ...lone,
    }),
    row('a client’s pair for the listener', [forClient.pem, forClient.keyPem], {
      faults: ['CERT_NO_NAMES', 'CERT_PURPOSE_WRONG'],
      ...lone,
    }),
    row('the listener’s certificate without its key', [forServer.pem], { faults: ['CERT_KEY_MISSING'], ...lone }),
    row('only authorities, for the listener', [authority.pem + middle.pem], {
      faults: ['CERT_KEY_MISSING', 'CERT_LEAF_MISSING'],
    }),

    row('an authority', [authority.pem], { target: 'authority' }),
    row('an authority and one it signed for', [middle.pem + authority.pem], { target: 'authority' }),
    row('an authority whose own is missing', [middle.pem], { target: 'authority', faults: ['CERT_ROOT_MISSING'] }),
    row('an authority with its private key', [authority.pem + authority.keyPem], {
      target: 'authority',
      faults: ['CERT_KEY_IN_AUTHORITY'],
    }),
    row('a certificate of a listener as authority', [forServer.pem], {
      target: 'authority',
      faults: ['CERT_NOT_AN_AUTHORITY'],
    }),
    row('a certificate of the first version as authority', [handMade({ version: null, extensions: null }).pem], {
      target: 'authority',
      faults: ['CERT_NOT_AN_AUTHORITY'],
    }),
    row('an authority, expired', [handMade({ extensions: [anAuthority], until: timeOf(now - dayMs) }).pem], {
      target: 'authority',
      faults: ['CERT_EXPIRED'],
    }),
    row('an authority, not valid yet', [handMade({ extensions: [anAuthority], from: timeOf(now + dayMs) }).pem], {
      target: 'authority',
      faults: ['CERT_NOT_YET_VALID'],
    }),
    row(
      'an authority that did not sign itself',
      [handMade({ extensions: [anAuthority], signer: authority.keys }).pem],
      { target: 'authority', faults: ['CERT_SIGNATURE_FALSE'] },
    ),
    row('an authority, twice', [authority.pem, authority.der], { target: 'authority', warnings: ['CERT_DUPLICATE'] }),
    row(
      'forty authorities',
      [
        Array.from(
          { length: 40 },
          (_, index) => handMade({ subject: commonName(`Authority ${index}`), extensions: [anAuthority] }).pem,
        ).join(''),
      ],
      { target: 'authority', faults: ['CERT_TOO_MANY'] },
    ),
    row('nothing, as authority', [''], { target: 'authority', faults: ['CERT_FILE_EMPTY'] }),
  ];
}
