import type { FieldProblem } from '../domain/setup/finding.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import { errorAt } from './context.ts';

/** An address in its parts. `port` is null where none is written. */
export interface AddressParts {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number | null;
  /** With its leading '/', or empty. */
  readonly path: string;
  readonly hasQuery: boolean;
  readonly hasFragment: boolean;
  readonly hasCredentials: boolean;
}

export interface AddressRule {
  /** Practice and own networks: http and private hosts are allowed. */
  readonly allowPrivate: boolean;
  /** Something is put behind it, so that a question mark would break it. */
  readonly isBase: boolean;
}

const shape =
  /^(https?):\/\/(?:([^/?#@]*)@)?(\[[0-9a-f:.]+\]|[^/?#@:[\]]+)(?::(\d{1,5}))?(\/[^?#]*)?(\?[^#]*)?(#.*)?$/iu;
/** Spaces, control characters, quotes and what else never stands in an address unescaped. */
const forbidden = /[\s\p{C}"'<>\\^`{|}]/u;
const notAscii = /[^\x21-\x7e]/u;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;
const reservedEndings = [
  'localhost',
  'local',
  'internal',
  'intranet',
  'lan',
  'home',
  'corp',
  'test',
  'invalid',
  'example',
];

/** Null when it is no address of the form http(s)://host. */
export function addressParts(text: string): AddressParts | null {
  if (forbidden.test(text) || notAscii.test(text)) return null;
  const match = shape.exec(text);
  const [, scheme, credentials, host, port, path, query, fragment] = match ?? [];
  if (scheme === undefined || host === undefined || !isHost(host.toLowerCase())) return null;
  const portNo = port === undefined ? null : Number(port);
  if (portNo !== null && (portNo < 1 || portNo > 65_535)) return null;
  return {
    scheme: scheme.toLowerCase() === 'http' ? 'http' : 'https',
    host: host.toLowerCase(),
    port: portNo,
    path: path ?? '',
    hasQuery: query !== undefined,
    hasFragment: fragment !== undefined,
    hasCredentials: credentials !== undefined,
  };
}

/** What is wrong with an address that is not empty; the worst only. Nothing of what was typed is repeated. */
export function checkAddress(field: string, typedText: string, rule: AddressRule): FieldProblem[] {
  const code = faultOf(typedText.trim(), rule);
  return code === null ? [] : [errorAt(field, code)];
}

function faultOf(text: string, { allowPrivate, isBase }: AddressRule): ErrorCode | null {
  const parts = addressParts(text);
  if (parts === null) return 'SETUP_URL_FORM';
  if (parts.hasCredentials) return 'SETUP_URL_CREDENTIALS';
  if (parts.hasFragment) return 'SETUP_URL_FRAGMENT';
  if (isBase && parts.hasQuery) return 'SETUP_URL_QUERY';
  const isPrivate = isPrivateHost(parts.host);
  if (parts.scheme === 'http' && !(allowPrivate && isPrivate)) return 'SETUP_URL_NOT_HTTPS';
  return isPrivate && !allowPrivate ? 'SETUP_URL_NOT_PUBLIC' : null;
}

function isHost(host: string): boolean {
  if (host.startsWith('[')) return isIpv6(host.slice(1, -1));
  if (host.length > 253) return false;
  const labels = host.split('.');
  if (!labels.every((one) => label.test(one))) return false;
  // A last part of digits only is an IPv4 address; other spellings of one ('0x7f.1', '2130706433') are tricks.
  return /^(?:\d+|0x[0-9a-f]*)$/u.test(labels.at(-1) ?? '') ? ipv4Of(host) !== null : true;
}

function ipv4Of(host: string): readonly number[] | null {
  const bytes = host.split('.');
  if (bytes.length !== 4 || !bytes.every((one) => /^(?:0|[1-9]\d{0,2})$/u.test(one) && Number(one) <= 255)) return null;
  return bytes.map(Number);
}

function isIpv6(host: string): boolean {
  const halves = host.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1);
  const hasIpv4 = last?.includes('.') === true;
  if (hasIpv4 && ipv4Of(last) === null) return false;
  const plain = hasIpv4 ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[0-9a-f]{1,4}$/u.test(group))) return false;
  const count = plain.length + (hasIpv4 ? 2 : 0);
  return halves.length === 2 ? count < 8 : count === 8;
}

/** A host that nobody outside reaches: this computer, a private network, a name without a dot, a reserved ending. */
export function isPrivateHost(host: string): boolean {
  if (host.startsWith('[')) return isPrivateIpv6(host.slice(1, -1));
  const bytes = ipv4Of(host);
  if (bytes !== null) return isPrivateIpv4(bytes);
  const labels = host.split('.');
  return labels.length === 1 || reservedEndings.includes(labels.at(-1) ?? '') || host.endsWith('.home.arpa');
}

function isPrivateIpv4([first = 0, second = 0, third = 0]: readonly number[]): boolean {
  if (first === 0 || first === 10 || first === 127 || first >= 224) return true;
  if (first === 100) return second >= 64 && second <= 127;
  if (first === 169) return second === 254;
  if (first === 172) return second >= 16 && second <= 31;
  if (first === 192) return second === 168 || (second === 0 && (third === 0 || third === 2));
  if (first === 198) return second === 18 || second === 19 || (second === 51 && third === 100);
  return first === 203 && second === 0 && third === 113;
}

function isPrivateIpv6(host: string): boolean {
  // Only 2000::/3 is given out; of it 2001:db8::/32 is for documents.
  const [first = '', second = ''] = host.split(':');
  const high = Number.parseInt(first === '' ? '0' : first, 16);
  if (high < 0x20_00 || high > 0x3f_ff) return true;
  return high === 0x20_01 && Number.parseInt(second === '' ? '0' : second, 16) === 0x0d_b8;
}
