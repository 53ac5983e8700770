import ipaddr from 'ipaddr.js';
import { RelayError } from '#shared/errors/relay-error.ts';
import { literalAddress } from '../address-guard.ts';
import { routeOf, type ProxyRoute } from './proxy-route.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxies named by HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, in capitals or small letters, as curl and others read
 * them. Throws PROXY_SETTING_INVALID and PROXY_NOT_SUPPORTED (SOCKS); the value names the variable, never what stands in it.
 */
export function systemRoutes(environment: Environment): (url: URL) => ProxyRoute | null {
  const all = read(environment, 'ALL_PROXY');
  const routes: Readonly<Record<string, ProxyRoute | null>> = {
    'https:': read(environment, 'HTTPS_PROXY') ?? all,
    'http:': read(environment, 'HTTP_PROXY') ?? all,
  };
  const isExcepted = exceptions(valueOf(environment, 'NO_PROXY')?.text ?? '');
  return (url) => (isExcepted(url) ? null : (routes[url.protocol] ?? null));
}

function valueOf(environment: Environment, name: string): { readonly name: string; readonly text: string } | null {
  for (const spelled of [name.toLowerCase(), name]) {
    const text = environment[spelled]?.trim() ?? '';
    if (text !== '') return { name: spelled, text };
  }
  return null;
}

function read(environment: Environment, variable: string): ProxyRoute | null {
  const found = valueOf(environment, variable);
  if (found === null) return null;
  const { name, text } = found;
  const address = text.includes('://') ? text : `http://${text}`;
  if (/^socks/iu.test(address)) throw new RelayError('PROXY_NOT_SUPPORTED', `${name}: SOCKS`, { value: name });
  const problem = new RelayError('PROXY_SETTING_INVALID', `${name} is no address of a proxy`, { value: name });
  if (!URL.canParse(address)) throw problem;
  const url = new URL(address);
  if (!/^https?:$/u.test(url.protocol) || url.hostname === '' || url.pathname.length > 1 || url.search !== '') {
    throw problem;
  }
  const { username, password } = url;
  try {
    return routeOf({
      url: url.origin,
      ...(username !== '' && { username: decodeURIComponent(username), password: decodeURIComponent(password) }),
    });
  } catch {
    throw problem;
  }
}

/** '*', 'example.com' and '.example.com' (both with every name below), 'host:port', an address, '10.0.0.0/8'. */
function exceptions(list: string): (url: URL) => boolean {
  const rules = list
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter((rule) => rule !== '')
    .map(ruleOf);
  return (url) => rules.some((fits) => fits(url));
}

function ruleOf(rule: string): (url: URL) => boolean {
  if (rule === '*') return () => true;
  if (rule.includes('/')) return networkRule(rule);
  const [, name = rule, port = ''] = /^(.*?[^:]):(\d{1,5})$/u.exec(rule) ?? [];
  // An IPv6 address without brackets ends in what looks like a port.
  const isAddress = ipaddr.isValid(rule);
  const host = (isAddress ? rule : name).replace(/^\*?\./u, '').replace(/^\[|\]$/gu, '');
  const wantedPort = isAddress ? '' : port;
  return (url) => {
    const asked = literalAddress(url.hostname) ?? url.hostname;
    if (wantedPort !== '' && wantedPort !== portOf(url)) return false;
    return asked === host || asked.endsWith(`.${host}`);
  };
}

function networkRule(rule: string): (url: URL) => boolean {
  if (!ipaddr.isValidCIDR(rule)) return () => false;
  const [network, bits] = ipaddr.parseCIDR(rule);
  return (url) => {
    const literal = literalAddress(url.hostname);
    if (literal === null) return false;
    const address = ipaddr.parse(literal);
    return address.kind() === network.kind() && address.match(network, bits);
  };
}

function portOf(url: URL): string {
  return url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
}
