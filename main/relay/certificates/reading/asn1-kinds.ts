import { asn1Tag, oidOf, smallIntegerOf, type Asn1 } from './asn1.ts';

/** What an element is, told by its form: PEM labels and file names are often wrong. */
export type Asn1Kind =
  | 'certificate'
  | 'request'
  | 'revocation_list'
  | 'pkcs8'
  | 'pkcs1'
  | 'sec1'
  | 'dsa'
  | 'encrypted_pkcs8'
  | 'public_key'
  | 'pfx'
  | 'pkcs7'
  /** Of the family of PKCS#7, without certificates for anybody. */
  | 'other_pkcs7'
  | 'parameters'
  | 'unknown';

const { sequence, integer, bitString, octetString, oid, set } = asn1Tag;
const signedData = '1.2.840.113549.1.7.2';
const pkcs7Family = /^1\.2\.840\.113549\.1\.7\.\d+$/u;
const versionTag = 0xa0;

export function kindOf(element: Asn1): Asn1Kind {
  if (element.tag === oid) return 'parameters';
  if (element.tag !== sequence) return 'unknown';
  const { children } = element;
  const tags = children.map(({ tag }) => tag);
  if (tags[0] === integer) return kindByNumber(children, tags);
  if (tags[0] === oid) return kindByName(oidOf(children[0]) ?? '');
  if (tags[0] !== sequence) return 'unknown';
  if (tags.length === 2 && tags[1] === bitString) return 'public_key';
  if (tags.length === 2 && isOctets(tags[1])) return 'encrypted_pkcs8';
  if (tags.length === 3 && tags[1] === sequence && tags[2] === bitString) return signedKind(children[0]);
  return 'unknown';
}

function kindByName(name: string): Asn1Kind {
  if (name === signedData) return 'pkcs7';
  return pkcs7Family.test(name) ? 'other_pkcs7' : 'unknown';
}

const isOctets = (tag: number | undefined): boolean => tag === octetString || tag === (octetString | 0x20);

function kindByNumber(children: readonly Asn1[], tags: readonly number[]): Asn1Kind {
  const version = smallIntegerOf(children[0]);
  if (version === 3 && tags[1] === sequence && tags.length <= 3) return 'pfx';
  if (version === 1 && isOctets(tags[1])) return 'sec1';
  if (tags[1] === sequence && isOctets(tags[2])) return 'pkcs8';
  if (!tags.every((tag) => tag === integer)) return 'unknown';
  if (tags.length === 9) return 'pkcs1';
  if (tags.length === 6) return 'dsa';
  return tags.length === 2 ? 'public_key' : 'unknown';
}

/** Certificate, request and revocation list are all something signed: what is signed tells them apart. */
function signedKind(signed: Asn1 | undefined): Asn1Kind {
  const tags = signed?.children.map(({ tag }) => tag) ?? [];
  const body = tags[0] === versionTag ? tags.slice(1) : tags;
  if (startsWith(body, [integer, sequence, sequence, sequence, sequence, sequence])) return 'certificate';
  if (startsWith(body, [integer, sequence, sequence]) && body.length <= 4 && isNameAt(signed, 1)) return 'request';
  const list = tags[0] === integer ? tags.slice(1) : tags;
  return list[0] === sequence && list[1] === sequence && (list[2] === 0x17 || list[2] === 0x18)
    ? 'revocation_list'
    : 'unknown';
}

const startsWith = (tags: readonly number[], wanted: readonly number[]): boolean =>
  wanted.every((tag, index) => tags[index] === tag);

const isNameAt = (signed: Asn1 | undefined, index: number): boolean =>
  signed?.children[index]?.children.every(({ tag }) => tag === set) ?? false;
