import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { RelayError } from '#shared/errors/relay-error.ts';
import { isHarmless } from '../reading/names.ts';
import { Name } from './x509.ts';

/** Who a certificate is for. */
export interface SubjectWish {
  readonly commonName: string;
  readonly organization?: string;
  readonly organizationalUnit?: string;
  readonly locality?: string;
  readonly state?: string;
  /** Two letters (ISO 3166). */
  readonly country?: string;
}

export interface HostName {
  readonly type: 'dns' | 'ip';
  readonly value: string;
}

const maxHostNames = 50;
const maxDays = 20 * 366;
const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/u;

/** The subject in the form the library takes, checked. Throws CERT_WISH_INVALID. */
export function subjectOf(wish: SubjectWish): Name {
  const wrong = wrongPart(wish);
  if (wrong !== null) throw invalid(wish[wrong] ?? '');
  const { commonName, organization, organizationalUnit, locality, state, country } = wish;
  return new Name([
    ...(country === undefined ? [] : [{ C: [{ printableString: country }] }]),
    ...(state === undefined ? [] : [{ ST: [{ utf8String: state }] }]),
    ...(locality === undefined ? [] : [{ L: [{ utf8String: locality }] }]),
    ...(organization === undefined ? [] : [{ O: [{ utf8String: organization }] }]),
    ...(organizationalUnit === undefined ? [] : [{ OU: [{ utf8String: organizationalUnit }] }]),
    { CN: [{ utf8String: commonName }] },
  ]);
}

/** The first part of a subject that no certificate can bear, or null. */
export function wrongPart(wish: SubjectWish): keyof SubjectWish | null {
  const texts = ['commonName', 'organization', 'organizationalUnit', 'locality', 'state'] as const;
  const wrong = texts.find((part) => wish[part] !== undefined && !isName(wish[part]));
  if (wrong !== undefined) return wrong;
  return wish.country === undefined || /^[A-Z]{2}$/u.test(wish.country) ? null : 'country';
}

const isName = (text: string): boolean => text.trim() !== '' && [...text].length <= 64 && isHarmless(text);

/** Host names in ASCII, and addresses. Throws CERT_WISH_INVALID. */
export function hostNamesOf(hosts: readonly string[]): readonly HostName[] {
  if (hosts.length > maxHostNames) throw invalid(String(hosts.length));
  return hosts.map((host) => {
    if (isIP(host) !== 0) return { type: 'ip', value: host };
    const isWildcard = host.startsWith('*.');
    const value = domainToASCII(isWildcard ? host.slice(2) : host);
    const isHost = value.length > 0 && value.length <= 253 && value.split('.').every((part) => label.test(part));
    if (!isHost) throw invalid(host);
    return { type: 'dns', value: isWildcard ? `*.${value}` : value };
  });
}

/** Throws CERT_WISH_INVALID. */
export function checkDays(days: number): void {
  if (!Number.isInteger(days) || days < 1 || days > maxDays) throw invalid(`${String(days)} days`);
}

export function invalid(value: string): RelayError {
  return new RelayError('CERT_WISH_INVALID', 'this cannot be put into a certificate', { value: value.slice(0, 80) });
}
