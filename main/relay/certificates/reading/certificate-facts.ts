import { createHash, type X509Certificate } from 'node:crypto';
import { asn1Tag, octetsOf, oidOf, readAsn1, smallIntegerOf, type Asn1 } from './asn1.ts';
import { publicKeyKindOf, type KeyKind } from './key-kinds.ts';
import { isHarmless } from './names.ts';

/** What a certificate says of itself (RFC 5280), read by us where the engine's own reading is too coarse. */
export interface CertificateFacts {
  readonly subject: readonly NamePart[];
  readonly issuer: readonly NamePart[];
  /** The names as they are encoded: what chains are built by. */
  readonly subjectKey: string;
  readonly issuerKey: string;
  readonly hostNames: readonly string[];
  readonly otherNames: readonly string[];
  readonly hasNames: boolean;
  readonly signature: string;
  readonly purposes: readonly string[];
  readonly isAuthority: boolean;
  /** How many authorities may stand below it; null: any number. */
  readonly pathLength: number | null;
  /** Null: the certificate does not restrict it. */
  readonly maySignCertificates: boolean | null;
  readonly unknownDemands: readonly string[];
  /** It says where the certificate of its issuer can be fetched: so there is one in between. */
  readonly namesIssuerSource: boolean;
  readonly hasUnsafeNames: boolean;
  readonly keySha256: string;
  readonly keyKind: KeyKind;
}

export interface NamePart {
  readonly kind: string;
  readonly text: string;
}

const kinds: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.97': 'organizationIdentifier',
  '1.2.840.113549.1.9.1': 'email',
  '0.9.2342.19200300.100.1.25': 'DC',
};

const purposes: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '2.5.29.37.0': 'any',
};

/** Extensions whose critical flag everybody understands: what OpenSSL and this reading do honour. */
const understood: ReadonlySet<string> = new Set([
  '2.5.29.14',
  '2.5.29.15',
  '2.5.29.17',
  '2.5.29.18',
  '2.5.29.19',
  '2.5.29.30',
  '2.5.29.31',
  '2.5.29.32',
  '2.5.29.33',
  '2.5.29.35',
  '2.5.29.36',
  '2.5.29.37',
  '2.5.29.54',
  '1.3.6.1.5.5.7.1.1',
]);

const extensionsTag = 0xa3;
const accessOfIssuer = '1.3.6.1.5.5.7.48.2';

/** Null when the certificate is not built as one. */
export function factsOf(certificate: Asn1): CertificateFacts | null {
  const [signed, algorithm] = certificate.children;
  if (signed === undefined) return null;
  const body = signed.children[0]?.tag === 0xa0 ? signed.children.slice(1) : signed.children;
  const [, , issuer, validity, subject, publicKey] = body;
  const signature = oidOf(algorithm?.children[0]);
  if (issuer === undefined || subject === undefined || publicKey === undefined || signature === null) return null;
  const extensions = extensionsOf(signed);
  if (extensions === null || validity?.children.every(isTime) !== true) return null;
  const names = namesIn(extensions.get('2.5.29.17')?.content);
  const constraints = extensions.get('2.5.29.19')?.content;
  const usage = extensions.get('2.5.29.15')?.content;
  const parts = { subject: nameParts(subject), issuer: nameParts(issuer) };
  return {
    ...parts,
    subjectKey: hex(subject.encoded),
    issuerKey: hex(issuer.encoded),
    ...names,
    hasNames: names.hostNames.length + names.otherNames.length > 0,
    signature,
    purposes: (extensions.get('2.5.29.37')?.content?.children ?? []).map((one) => {
      const oid = oidOf(one) ?? 'unreadable';
      return purposes[oid] ?? oid;
    }),
    isAuthority: isTrue(constraints?.children[0]),
    pathLength: smallIntegerOf(constraints?.children[1]),
    maySignCertificates: usage === undefined ? null : ((usage?.value[1] ?? 0) & 0x04) !== 0,
    unknownDemands: [...extensions].flatMap(([oid, { isCritical }]) =>
      isCritical && !understood.has(oid) ? [oid] : [],
    ),
    namesIssuerSource: (extensions.get('1.3.6.1.5.5.7.1.1')?.content?.children ?? []).some(
      ({ children }) => oidOf(children[0]) === accessOfIssuer,
    ),
    hasUnsafeNames: [
      ...[...parts.subject, ...parts.issuer].map(({ text }) => text),
      ...names.hostNames,
      ...names.otherNames,
    ].some((text) => !isHarmless(text)),
    keySha256: createHash('sha256').update(publicKey.encoded).digest('hex'),
    keyKind: publicKeyKindOf(publicKey),
  };
}

/** As everybody reads it (RFC 5280, 4.1.2.5): engines differ in what else they take. */
function isTime({ tag, value }: Asn1): boolean {
  const text = Buffer.from(value).toString('latin1');
  return tag === 0x17 ? /^\d{12}Z$/u.test(text) : tag === 0x18 && /^\d{14}Z$/u.test(text);
}

const isTrue = (element: Asn1 | undefined): boolean => element?.tag === asn1Tag.boolean && element.value[0] !== 0;

interface Extension {
  readonly isCritical: boolean;
  /** Null: not ASN.1. */
  readonly content: Asn1 | null;
}

function extensionsOf(signed: Asn1): ReadonlyMap<string, Extension> | null {
  const list = signed.children.find(({ tag }) => tag === extensionsTag)?.children[0]?.children ?? [];
  const found = new Map<string, Extension>();
  for (const { children } of list) {
    const oid = oidOf(children[0]);
    const octets = octetsOf(children[children.length - 1]);
    // One extension twice is how certificates are made to mean different things to different readers.
    if (oid === null || octets === null || found.has(oid)) return null;
    const content = readAsn1(octets);
    found.set(oid, { isCritical: isTrue(children[1]), content: content.ok ? content.element : null });
  }
  return found;
}

function nameParts(name: Asn1): readonly NamePart[] {
  return name.children
    .flatMap((set) => set.children)
    .map(({ children }) => {
      const oid = oidOf(children[0]) ?? '?';
      return { kind: kinds[oid] ?? oid, text: stringOf(children[1]) };
    });
}

/** UTF8String, BMPString, UniversalString; all others are read as Latin-1, which their ASCII ones are part of. */
function stringOf(element: Asn1 | undefined): string {
  if (element === undefined) return '';
  const bytes = Buffer.from(element.value);
  if (element.tag === 0x0c) return bytes.toString('utf8');
  if (element.tag === 0x1e) return new TextDecoder('utf-16be').decode(bytes);
  return bytes.toString('latin1');
}

function namesIn(content: Asn1 | null | undefined): {
  readonly hostNames: readonly string[];
  readonly otherNames: readonly string[];
} {
  const hostNames: string[] = [];
  const otherNames: string[] = [];
  for (const { tag, value } of content?.children ?? []) {
    const text = Buffer.from(value).toString('latin1');
    if (tag === 0x82) hostNames.push(text);
    else if (tag === 0x87) hostNames.push(addressOf(value));
    else if (tag === 0x81) otherNames.push(`email:${text}`);
    else if (tag === 0x86) otherNames.push(`URI:${text}`);
    else otherNames.push('other');
  }
  return { hostNames, otherNames };
}

function addressOf(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length !== 16) return 'other';
  const groups = Array.from({ length: 8 }, (_, index) => ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0));
  return new URL(`http://[${groups.map((group) => group.toString(16)).join(':')}]`).hostname.slice(1, -1);
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Epoch ms; null when the engine gives no time. */
export function validityOf(certificate: X509Certificate): { readonly from: number; readonly until: number } | null {
  const [from, until] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  return Number.isNaN(from) || Number.isNaN(until) ? null : { from, until };
}
