import type {
  CertificateDesk,
  CertificatePlace,
  ExpiryLine,
  HeldCertificate,
  KnownClient,
  Trial,
  TrustedAuthority,
} from '#shared/domain/certificate-desk.ts';
import type { CertificateFinding, CertificateReading, CertificateView } from '#shared/domain/certificate.ts';
import { IntegrationId } from '#shared/domain/ids.ts';
import { channelId, hour, minute, present } from './fake-data.ts';

export const day = 24 * hour;

const hex = (text: string): string =>
  [...text]
    .map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0'))
    .join('')
    .padEnd(64, '0')
    .slice(0, 64);

/** A server's certificate with 200 days left, unless told otherwise. */
export function aView(part: Partial<CertificateView> & { readonly name?: string } = {}): CertificateView {
  const name = part.name ?? 'relay.example.com';
  return {
    subject: `CN=${name}`,
    name,
    issuer: 'CN=Example Issuing CA 2, O=Example Trust',
    names: [name],
    serial: '4a01',
    sha256: hex(`c-${name}`),
    keySha256: hex(`k-${name}`),
    validFrom: present - 165 * day,
    validUntil: present + 200 * day + 3 * hour,
    key: 'P-256',
    signature: 'SHA-256 with ECDSA',
    isAuthority: false,
    isSelfSigned: false,
    purposes: ['serverAuth'],
    ...part,
  };
}

export const intermediateView = aView({
  name: 'Example Issuing CA 2',
  names: [],
  issuer: 'CN=Example Root',
  isAuthority: true,
  key: 'RSA 3072',
  validUntil: present + 1_800 * day,
});
export const rootView = aView({
  name: 'Example Root',
  names: [],
  issuer: 'CN=Example Root',
  isAuthority: true,
  isSelfSigned: true,
  key: 'RSA 4096',
  validUntil: present + 5_000 * day,
});

export function aHeld(
  part: Partial<Omit<HeldCertificate, 'certificate'>> & { readonly certificate?: Partial<CertificateView> } = {},
): HeldCertificate {
  const { certificate, ...rest } = part;
  return {
    id: 'held-1',
    certificate: aView(certificate),
    intermediates: [intermediateView],
    source: 'imported',
    file: null,
    addedAt: present - 3 * minute,
    addedBy: 'Sanne',
    activatedAt: null,
    keptUntil: null,
    warnings: [],
    takenBack: null,
    ...rest,
  };
}

/** The certificate a file of relay.json names, in use since the start. */
export const fromFile = (certificate: Partial<CertificateView> = {}): HeldCertificate =>
  aHeld({
    id: 'file',
    source: 'file',
    file: '/etc/veerpont/tls/fullchain.pem',
    addedAt: null,
    addedBy: null,
    certificate,
  });

/** A passed trial of a certificate, one minute ago. */
export const aTrial = (part: Partial<Trial> = {}): Trial => ({
  certificateId: 'next-1',
  at: present - minute,
  ok: true,
  steps: [
    { kind: 'handshake_tls12', result: 'passed', code: null, value: null },
    { kind: 'handshake_tls13', result: 'passed', code: null, value: null },
    { kind: 'names', result: 'passed', code: null, value: null },
    { kind: 'chain', result: 'cannot_tell', code: 'CERT_ISSUER_UNKNOWN', value: 'Example Root' },
    { kind: 'client_certificate', result: 'not_applicable', code: null, value: null },
    { kind: 'other_side', result: 'not_applicable', code: null, value: null },
  ],
  ...part,
});

export function aPlace(part: Partial<CertificatePlace> = {}): CertificatePlace {
  return {
    id: 'open',
    purpose: 'server',
    address: 'https://relay.example.com',
    hostNames: ['relay.example.com'],
    serves: { legs: ['wechatIn'], channelIds: [channelId('delta'), channelId('tulip')] },
    current: fromFile(),
    takesCertificates: true,
    next: null,
    previous: [],
    trial: null,
    watch: null,
    ...part,
  };
}

export const eu1 = IntegrationId.parse('eu1');

export function aClient(part: Partial<KnownClient> = {}): KnownClient {
  const certificate = aView({ name: 'cxone-eu1', purposes: ['clientAuth'], issuer: 'CN=CXone Client CA' });
  return {
    id: 'client-1',
    integrationId: eu1,
    source: 'imported',
    sha256: certificate.sha256,
    san: null,
    certificate,
    addedAt: present - 300 * day,
    addedBy: 'Sanne',
    firstSeenAt: present - 299 * day,
    lastSeenAt: present - 12_000,
    ...part,
  };
}

export const anAuthority = (part: Partial<TrustedAuthority> = {}): TrustedAuthority => ({
  id: 'authority-1',
  source: 'imported',
  certificate: aView({ name: 'CXone Client CA', isAuthority: true, isSelfSigned: true, names: [] }),
  addedAt: present - 300 * day,
  addedBy: 'Sanne',
  ...part,
});

export function anEnd(part: Partial<ExpiryLine> & { readonly inDays: number }): ExpiryLine {
  const { inDays, ...rest } = part;
  return {
    sha256: hex(`${rest.what ?? 'shown'}-${rest.name ?? 'relay'}-${String(inDays)}`),
    name: 'relay.example.com',
    what: 'shown',
    placeId: 'open',
    integrationId: null,
    validFrom: present - 365 * day,
    validUntil: present + inDays * day + hour,
    daysLeft: inDays,
    serves: { legs: ['wechatIn'], channelIds: [channelId('delta'), channelId('tulip')] },
    ...rest,
  };
}

/** One place with the certificate of a file; CXone's calls are asked for nothing. */
export const aDesk = (part: Partial<CertificateDesk> = {}): CertificateDesk => ({
  places: [aPlace()],
  clientCertificates: 'off',
  clients: [],
  authorities: [],
  ownAuthority: null,
  requests: [],
  timeLine: [],
  ...part,
});

/** A listener without TLS, as in the sandbox. */
export const plainDesk = (): CertificateDesk =>
  aDesk({
    places: [aPlace({ address: 'http://127.0.0.1:8080', hostNames: [], takesCertificates: false, current: null })],
  });

export const aFinding = (part: Partial<CertificateFinding> & Pick<CertificateFinding, 'code'>): CertificateFinding => ({
  severity: 'fault',
  file: null,
  value: null,
  ...part,
});

export const aCertificateReading = (part: Partial<CertificateReading> = {}): CertificateReading => ({
  isUsable: true,
  purpose: 'server',
  leaf: aView(),
  intermediates: [intermediateView],
  roots: [],
  hasKey: true,
  findings: [],
  ...part,
});
