import { z } from 'zod';
import type { FieldProblem } from '../domain/setup/finding.ts';
import type { BoxListenForm, KeepForm, ListenForm, RelayForm, WayForm } from '../domain/setup/relay-form.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import { addressParts, checkAddress } from './addresses.ts';
import { errorAt } from './context.ts';
import { isFilled } from './names.ts';
import { isCertificatePem } from './pem.ts';
import { wholeNumber } from './times.ts';

export interface RelayRuleContext {
  /** Practice: http and addresses of this computer are allowed. */
  readonly allowPrivate: boolean;
  /** Whether the vault holds the password of a way. */
  readonly hasPassword: (wayId: string) => boolean;
}

/** Where a listener listens, as typed; both kinds have it. */
type Place = Pick<ListenForm, 'host' | 'port' | 'tls' | 'trustedProxy'>;

/** Days that anything may be kept, as the relay takes them. */
export const keepBounds = { leastDays: 3, mostDays: 3_650 } as const;

const ipAddress = z.union([z.ipv4(), z.ipv6()]);
/** HTTP: a field name; as the relay takes it. */
const headerName = /^[A-Za-z0-9-]{1,64}$/u;
const proxyShape = /^https?:\/\/(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?\/?$/u;
const absolutePath = /^(?:\/(?!\/)|[A-Za-z]:[\\/]|\\\\)/u;
const controls = /[\u0000-\u001f\u007f]/u;
const longest = { host: 253, username: 200, pac: 4_096 } as const;

/**
 * Everything for which the relay would refuse to start, and what would make a listener or a way useless: under 'listen.…',
 * 'box.…', 'out.ways.{index}.…' and 'keep.…'. Parts that are not its own are not judged: what stands there is not used.
 */
export function checkRelayForm(form: RelayForm, ctx: RelayRuleContext): FieldProblem[] {
  const { listen, box, out, keep } = cleanRelayForm(form);
  return [
    ...(listen.own ? checkPlace('listen', listen) : []),
    ...(box.use === 'own' ? checkBox(box, ctx) : []),
    ...(listen.own && box.use === 'own' && isSamePlace(listen, box)
      ? [errorAt('box.port', 'SETUP_LISTEN_SAME', box.port)]
      : []),
    ...(out.own ? out.ways.flatMap((way, index) => checkWay(way, index, out.ways, ctx)) : []),
    ...(keep.own ? checkKeep(keep) : []),
  ];
}

/** As the relay runs on it: without spaces around what was pasted, names of hosts in small letters, ports and days in plain digits. */
export function cleanRelayForm(form: RelayForm): RelayForm {
  const { listen, box, out, keep } = form;
  return {
    listen: { ...listen, ...cleanPlace(listen) },
    box: {
      ...box,
      ...cleanPlace(box),
      publicUrl: box.publicUrl.trim().replace(/\/+$/u, ''),
      header: box.header.trim(),
    },
    out: { ...out, ways: out.ways.map(cleanWay) },
    keep: {
      ...keep,
      messageDays: plainNumber(keep.messageDays),
      openDays: plainNumber(keep.openDays),
      mediaDays: plainNumber(keep.mediaDays),
    },
  };
}

/** Names and addresses that only this computer itself reaches. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/u.test(host);

/** A port as typed; 0, the system's choice, where none stands. Null when it is no port. */
export function portOf(text: string): number | null {
  const port = wholeNumber(text);
  return port === null || port > 65_535 ? null : port;
}

/** Whether the system would let only one of the two listen: the same port on the same address, or on all of them. */
export function isSamePlace(one: Pick<Place, 'host' | 'port'>, other: Pick<Place, 'host' | 'port'>): boolean {
  const port = portOf(one.port);
  if (port === null || port === 0 || port !== portOf(other.port)) return false;
  const hosts = [one.host, other.host].map((host) => (host === 'localhost' ? '127.0.0.1' : host));
  return hosts[0] === hosts[1] || hosts.some((host) => host === '0.0.0.0' || host === '::');
}

function checkPlace(path: 'listen' | 'box', { host, port, tls, trustedProxy }: Place): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const add = (field: keyof Place, code: ErrorCode, value: string | null = null): void => {
    problems.push(errorAt(`${path}.${field}`, code, value));
  };
  const isHost = isHostName(host);
  if (!isFilled(host)) add('host', 'SETUP_REQUIRED');
  else if (!isHost) add('host', 'SETUP_LISTEN_HOST');
  if (portOf(port) === null) add('port', 'SETUP_LISTEN_PORT');
  if (tls === 'files') add('tls', 'SETUP_LISTEN_FILES');
  // Messages and secrets pass here: in the open they pass within this computer, or to the one that ended TLS.
  else if (isHost && !isLoopback(host) && tls === 'none' && trustedProxy === '') add('tls', 'SETUP_LISTEN_TLS', host);
  if (trustedProxy !== '' && !ipAddress.safeParse(trustedProxy).success)
    add('trustedProxy', 'SETUP_TRUSTED_PROXY_FORM');
  return problems;
}

function checkBox(box: BoxListenForm, { allowPrivate }: RelayRuleContext): FieldProblem[] {
  const problems = checkPlace('box', box);
  const { publicUrl, clientCertificate, header, tls, trustedProxy } = box;
  if (publicUrl !== '') problems.push(...checkAddress('box.publicUrl', publicUrl, { allowPrivate, isBase: true }));
  else if (!allowPrivate) problems.push(errorAt('box.publicUrl', 'SETUP_REQUIRED'));
  if (clientCertificate === 'none') return problems;
  if (header === '' && tls === 'none') problems.push(errorAt('box.clientCertificate', 'SETUP_BOX_CERTIFICATE_TLS'));
  if (header === '') return problems;
  if (!headerName.test(header)) problems.push(errorAt('box.header', 'SETUP_BOX_HEADER_FORM'));
  else if (trustedProxy === '' || tls !== 'none') problems.push(errorAt('box.header', 'SETUP_BOX_HEADER_PROXY'));
  return problems;
}

function checkWay(way: WayForm, index: number, ways: readonly WayForm[], ctx: RelayRuleContext): FieldProblem[] {
  const at = (field: string, code: ErrorCode, value: string | null = null): FieldProblem =>
    errorAt(`out.ways.${String(index)}.${field}`, code, value);
  const problems: FieldProblem[] = [];
  if (ways.findIndex(({ id }) => id === way.id) < index) problems.push(at('id', 'SETUP_ID_TAKEN', way.id));
  if (index === 0 && way.host !== '') problems.push(at('host', 'SETUP_WAY_DEFAULT_HOST'));
  else if (index > 0 && way.host === '') problems.push(at('host', 'SETUP_REQUIRED'));
  else if (index > 0 && !isHostOfWay(way.host)) problems.push(at('host', 'SETUP_WAY_HOST_FORM'));
  else if (index > 0 && ways.findIndex(({ host }) => host === way.host) < index) {
    problems.push(at('host', 'SETUP_WAY_TWICE', way.host));
  }
  if (way.kind === 'pac') {
    if (way.pac === '') problems.push(at('pac', 'SETUP_REQUIRED'));
    else if (!isPacSource(way.pac)) problems.push(at('pac', 'SETUP_PAC_FORM'));
  }
  if (way.kind === 'fixed') problems.push(...checkProxy(way, ctx, at));
  return problems;
}

function checkProxy(
  { id, url, username, ca, trustedCa }: WayForm,
  { hasPassword }: RelayRuleContext,
  at: (field: string, code: ErrorCode, value?: string | null) => FieldProblem,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (url === '') problems.push(at('url', 'SETUP_REQUIRED'));
  else if (/^[a-z][a-z0-9+.-]*:\/\/[^/]*@/iu.test(url)) problems.push(at('url', 'SETUP_PROXY_CREDENTIALS'));
  else if (!isProxyUrl(url)) problems.push(at('url', 'SETUP_PROXY_FORM'));
  if (username.includes(':') || controls.test(username) || username.length > longest.username) {
    problems.push(at('username', 'SETUP_PROXY_USERNAME_FORM'));
  }
  if (username === '' && hasPassword(id)) problems.push(at('username', 'SETUP_PROXY_USERNAME_MISSING'));
  if (username !== '' && !hasPassword(id)) problems.push(at('username', 'SETUP_PROXY_PASSWORD_MISSING'));
  if (ca !== '' && !isCertificatePem(ca)) problems.push(at('ca', 'SETUP_AUTHORITY_FORM'));
  else if (ca !== '' && !/^https:/u.test(url)) problems.push(at('ca', 'SETUP_PROXY_CA_HTTP'));
  if (trustedCa !== '' && !isCertificatePem(trustedCa)) problems.push(at('trustedCa', 'SETUP_AUTHORITY_FORM'));
  return problems;
}

function checkKeep(keep: KeepForm): FieldProblem[] {
  const { leastDays, mostDays } = keepBounds;
  return (['messageDays', 'openDays', 'mediaDays'] as const).flatMap((name) => {
    if (keep[name] === '') return [errorAt(`keep.${name}`, 'SETUP_REQUIRED')];
    const days = wholeNumber(keep[name]);
    const isGood = days !== null && days >= leastDays && days <= mostDays;
    return isGood ? [] : [errorAt(`keep.${name}`, 'SETUP_KEEP_DAYS')];
  });
}

/** A name or an address without brackets, and nothing before or behind it. */
function isHostName(host: string): boolean {
  if (host.startsWith('[')) return false;
  const text = host.includes(':') ? `[${host}]` : host;
  return addressParts(`http://${text}`)?.host === text;
}

/** As `URL.hostname` gives it: an IPv6 address stands in brackets there. */
const isHostOfWay = (host: string): boolean =>
  host.length <= longest.host && addressParts(`http://${host}`)?.host === host;

/** In names of inner networks '_' is met, which no public name has. */
const isProxyUrl = (url: string): boolean => proxyShape.test(url) && addressParts(url.replaceAll('_', 'x')) !== null;

/** Its http(s) address, or its path from the root of this computer. */
function isPacSource(source: string): boolean {
  if (source.length > longest.pac || controls.test(source)) return false;
  if (absolutePath.test(source)) return true;
  const parts = addressParts(source);
  return parts !== null && !parts.hasCredentials && !parts.hasFragment;
}

function cleanPlace({ host, port, tls, trustedProxy }: Place): Place {
  return {
    host: host
      .trim()
      .toLowerCase()
      .replace(/^\[(.*)\]$/u, '$1'),
    port: plainNumber(port),
    tls,
    trustedProxy: trustedProxy.trim(),
  };
}

function cleanWay(way: WayForm): WayForm {
  const host = way.host.trim().toLowerCase();
  return {
    ...way,
    // The brackets of an IPv6 address are forgotten easily.
    host: ipv6.safeParse(host).success ? `[${host}]` : host,
    url: way.url.trim().replace(/^HTTPS?:/iu, (scheme) => scheme.toLowerCase()),
    username: way.username.trim(),
    ca: way.ca.trim(),
    trustedCa: way.trustedCa.trim(),
    pac: way.pac.trim(),
  };
}
const ipv6 = z.ipv6();

/** Full-width digits are digits; anything else stays as it was typed. */
function plainNumber(text: string): string {
  const plain = text.normalize('NFKC').trim();
  return /^\d+$/u.test(plain) ? plain.replace(/^0+(?=\d)/u, '') : text.trim();
}
