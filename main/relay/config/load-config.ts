import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import { resolveConfig } from '#main/node/resolve-config.ts';
import {
  EncodingAesKey,
  RelayConfig,
  RelayConfigFile,
  type BoxListen,
  type OutsideListen,
  type ProxyRule,
} from '#shared/contract/relay-config.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createWays } from '../http/outbound/proxy/ways.ts';
import { isLoopbackName } from '../http/host-guard.ts';
import { authoritiesIn } from '../http/listener-material.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads relay.json, resolves its secrets and checks what a schema cannot say. Throws a RelayError whose message is one
 * clear line and never holds a secret: CONFIG_NOT_FOUND, CONFIG_NOT_JSON, CONFIG_INVALID, CONFIG_SECRET_MISSING,
 * CONFIG_SECRET_INVALID, CONFIG_KEY_COMMAND_FAILED, CONFIG_TLS_REQUIRED, CONFIG_TLS_VERIFICATION_OFF,
 * PROXY_SETTING_INVALID, PROXY_NOT_SUPPORTED. A channel that wants for a secret beside others that do not is no reason to refuse (see `resolveConfig`). `isRunning`: it is read again by a
 * relay that works, and no command is run that did not give its secret before.
 */
export function loadConfig(
  path: string,
  environment: Environment,
  { isRunning = false }: { readonly isRunning?: boolean } = {},
): RelayConfig {
  const parsed = RelayConfigFile.safeParse(readJson(path));
  if (!parsed.success) throw invalid(firstProblem(parsed.error));
  const config = RelayConfig.safeParse(
    resolveConfig(parsed.data, { folder: dirname(resolve(path)), environment, isRunning }),
  );
  if (!config.success) throw invalid(firstProblem(config.error));
  checkConfig(config.data, environment);
  return config.data;
}

/** Rules that tie several fields together. Also applied to a configuration that came by start message. */
export function checkConfig(config: RelayConfig, environment: Environment): void {
  if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    throw new RelayError(
      'CONFIG_TLS_VERIFICATION_OFF',
      'NODE_TLS_REJECT_UNAUTHORIZED=0 switches certificate checks off: unset it',
    );
  }
  if (Buffer.from(config.storeKey, 'base64').length !== 32 || !/^[A-Za-z0-9+/]{43}=?$/u.test(config.storeKey)) {
    throw invalid('storeKey: must be 32 bytes in Base64');
  }
  unique('integrations', config.integrations, (integration) => integration.id);
  unique('integrations', config.integrations, (integration) => integration.box.clientId);
  unique('channels', config.channels, (channel) => channel.id);
  unique('channels', config.channels, (channel) => channel.cxoneChannelId);
  unique('channels', config.channels, (channel) => channel.wechat.appId);
  config.channels.forEach((channel, index) => {
    checkChannel(config, channel, `channels.${index}`);
  });
  unique('destinations', config.destinations, (destination) => destination.host);
  config.destinations.forEach(({ ca }, index) => {
    if (ca === undefined || authoritiesIn(ca) !== null) return;
    throw invalid(`destinations.${index}.ca: must be the certificate of an authority, PEM`);
  });
  checkProxies(config, environment);
  checkOutside(config.listen.public, 'listen.public');
  if (config.listen.box !== undefined) checkBoxListener(config.listen.box, config.integrations);
}

function checkProxies(config: RelayConfig, environment: Environment): void {
  const rules: (readonly [path: string, rule: ProxyRule | undefined])[] = [
    ['outbound.proxy', config.outbound?.proxy],
    ...config.destinations.map(({ proxy }, index) => [`destinations.${index}.proxy`, proxy] as const),
  ];
  for (const [path, rule] of rules) {
    if (typeof rule !== 'object' || rule.kind !== 'fixed') continue;
    const { url, ca, trustedCa, username, password } = rule;
    if (!URL.canParse(url)) throw invalid(`${path}.url: must be an address like http://proxy.example.com:8080`);
    if (password !== undefined && username === undefined) throw invalid(`${path}.username: needed with a password`);
    if (username?.includes(':') === true) throw invalid(`${path}.username: must not hold a colon`);
    if (ca !== undefined && !url.startsWith('https:'))
      throw invalid(`${path}.ca: is for a proxy with https in its url`);
    for (const [name, pem] of Object.entries({ ca, trustedCa })) {
      if (pem === undefined || authoritiesIn(pem) !== null) continue;
      throw invalid(`${path}.${name}: must be the certificate of an authority, PEM`);
    }
  }
  // Reads the system's variables where a rule refers to them.
  createWays(config, environment);
}

function checkOutside({ host, tls, trustedProxy }: OutsideListen, path: string): void {
  if (isLoopbackName(host) || tls !== undefined || trustedProxy !== undefined) return;
  throw new RelayError(
    'CONFIG_TLS_REQUIRED',
    `${path}.host ${host} is not loopback: set ${path}.tls, or ${path}.trustedProxy when a proxy in front terminates TLS`,
    { value: host },
  );
}

/** Never a listener that asks for certificates and takes them all: no authority, or no name to know anybody by. */
function checkBoxListener(listen: BoxListen, integrations: RelayConfig['integrations']): void {
  checkOutside(listen, 'listen.box');
  const { clientCertificate, tls, trustedProxy } = listen;
  if (clientCertificate === undefined) return;
  const path = 'listen.box.clientCertificate';
  const { header, ca, mode } = clientCertificate;
  if (header === undefined && tls === undefined) {
    throw invalid(`${path}: needs listen.box.tls, or header with the trustedProxy that asks for the certificate`);
  }
  if (header !== undefined && (trustedProxy === undefined || tls !== undefined)) {
    throw invalid(`${path}.header: is for a trustedProxy in front of a listener without tls of its own`);
  }
  // Then the desk names authorities and certificates; until it does, nobody is let in.
  if (typeof ca !== 'string') return;
  if (authoritiesIn(ca) === null) {
    throw new RelayError('CONFIG_NO_AUTHORITY', `${path}.ca: holds no certificate of an authority, or something else`, {
      value: `${path}.ca`,
    });
  }
  integrations.forEach(({ box }, index) => {
    if (mode !== 'required' || box.clientCertificates.length > 0) return;
    throw invalid(
      `integrations.${index}.box.clientCertificates: name the certificate (sha256 or san) its calls come with`,
    );
  });
}

function checkChannel(config: RelayConfig, channel: RelayConfig['channels'][number], path: string): void {
  if (!config.integrations.some((integration) => integration.id === channel.integration)) {
    throw invalid(`${path}.integration: there is no integration "${channel.integration}"`);
  }
  const { mode, encodingAesKey, previousEncodingAesKey } = channel.wechat;
  if (mode !== 'plain' && encodingAesKey === undefined) {
    throw invalid(`${path}.wechat.encodingAesKey: needed in ${mode} mode`);
  }
  for (const [name, key] of Object.entries({ encodingAesKey, previousEncodingAesKey })) {
    if (key !== undefined && !EncodingAesKey.safeParse(key).success) {
      throw invalid(`${path}.wechat.${name}: must be exactly 43 letters and digits`);
    }
  }
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new RelayError('CONFIG_NOT_FOUND', `cannot read the configuration file ${path}`, { cause, value: path });
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (cause) {
    // The parser's own message quotes the text, which may hold a secret.
    throw new RelayError('CONFIG_NOT_JSON', `the configuration file ${path} is not valid JSON`, { cause, value: path });
  }
}

function unique<T>(list: string, items: readonly T[], keyOf: (item: T) => string): void {
  const seen = new Set<string>();
  for (const item of items) {
    const key = keyOf(item);
    if (seen.has(key)) throw invalid(`${list}: "${key}" occurs twice`);
    seen.add(key);
  }
}

function invalid(problem: string): RelayError {
  return new RelayError('CONFIG_INVALID', `the configuration is not valid: ${problem}`, { value: problem });
}

/** Where one of several forms was meant (files or the desk, for one), what is wrong with that one says more than that none fits. */
function mostTelling(issue: z.core.$ZodIssue | undefined): z.core.$ZodIssue | undefined {
  if (issue?.code !== 'invalid_union' || issue.path.at(-1) !== 'tls') return issue;
  const isOfDesk = (one: z.core.$ZodIssue): boolean => one.path[0] === 'desk';
  const forms = issue.errors.map((problems) =>
    problems.filter((one) => one.code !== 'unrecognized_keys' || problems.length === 1),
  );
  const [files = [], desk = []] = forms;
  const meant = desk.some(isOfDesk) ? files : desk;
  const [first] = meant;
  return first === undefined ? issue : { ...first, path: [...issue.path, ...first.path] };
}

/** Field and rule of the first problem; never the value, which may be a secret. */
function firstProblem(error: z.ZodError): string {
  const issue = mostTelling(error.issues[0]);
  if (issue === undefined) return 'unknown problem';
  const path = issue.path.map(String).join('.') || '(top level)';
  if (issue.code === 'invalid_union' && issue.path.at(-1) === 'proxy') {
    return `${path}: must be "direct", {"kind": "system"} or {"kind": "fixed", "url": "http://proxy.example.com:8080", …}`;
  }
  const keys = issue.code === 'unrecognized_keys' ? ` (${issue.keys.join(', ')})` : '';
  const what: Record<string, string> = {
    unrecognized_keys: `unknown field${keys}`,
    invalid_type: 'missing or of the wrong type',
    invalid_union: 'missing, or not a text, {"env": …}, {"file": …} or {"command": […]}',
    too_small: 'too short or too small',
    too_big: 'too long or too large',
  };
  return `${path}: ${what[issue.code] ?? `not in the right form (${issue.code})`}`;
}
