import { RelayConfig, RelayConfigFile } from '#shared/contract/relay-config.ts';
import type { SecretOwner, SetupBook, SetupSecret, SetupSecretName } from '#shared/domain/setup/book.ts';
import type { LeftOut } from '#shared/domain/setup/config-file.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { hasErrors, secretOf } from '#shared/setup/context.ts';
import { checkRelayForm, cleanRelayForm } from '#shared/setup/relay-rules.ts';
import { mergeBook } from '../merge.ts';
import { checkRelayMaterial } from '../relay/relay-material.ts';
import { destinationsWith, mostDestinations } from '../relay/relay-parts.ts';
import { left } from './given-entries.ts';
import { withSecrets, type SecretVisitor } from './operator-file.ts';
import { Placeholders } from './placeholders.ts';

/** A server's address has to stay from start to start; where nobody chose, these do no harm behind a proxy. */
const serverPorts = { public: 8_080, admin: 8_081, box: 8_082 } as const;

export interface RelayFile {
  readonly file: RelayConfigFile;
  readonly variables: readonly string[];
  readonly left: readonly LeftOut[];
}

/**
 * relay.json for a server: what stands in relay.json here together with the book (what the relay runs on, or else what is typed).
 * No secret is in it: each is read from an environment variable there. Throws CONFIG_INVALID when what was put together is no relay.json.
 */
export function relayFileOf(
  given: RelayConfigFile | null,
  book: SetupBook,
  secrets: readonly SetupSecret[],
): RelayFile {
  const places = new Placeholders();
  const storeKey = places.variable('VEERPONT_STORE_KEY');
  const base = baseOf(given, storeKey, places);
  const wanted = withDraftsApplied(book);
  const merged = mergeBook(base, wanted, (owner, name) => placeholderFor(owner, name, wanted, secrets, places));
  const parsed = RelayConfigFile.safeParse(places.restored(forServer(merged)));
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    throw new RelayError('CONFIG_INVALID', `the relay.json for a server: ${field}`, { value: field });
  }
  const isRelayRight = isRight(wanted, secrets, base);
  const left = leftOf(parsed.data, { merged, base, book: wanted, isRelayRight });
  return { file: parsed.data, variables: variablesOf(parsed.data), left };
}

/** relay.json with a stand-in for each secret. Certificates are none, and files stay named: they are brought to the server. */
function baseOf(given: RelayConfigFile | null, storeKey: string, places: Placeholders): RelayConfig {
  if (given === null) return RelayConfig.parse({ storeKey, integrations: [], channels: [] });
  const visit: SecretVisitor = (path, source) => {
    const name = path.at(-1) ?? '';
    if (name === 'storeKey') return storeKey;
    // For what is still under way to the address here; nothing is under way to a new server.
    if (name === 'previousEncodingAesKey') return undefined;
    if (typeof source === 'object' && source !== null && 'env' in source) return places.source(source);
    return places.variable(variableName(path));
  };
  return RelayConfig.parse(withNamedCertificates(withSecrets(given, visit), places));
}

/** Certificates of authorities are public: a text stays, a file or command stays named. */
function withNamedCertificates(value: unknown, places: Placeholders): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => withNamedCertificates(item, places));
  const isSource = (item: unknown): boolean =>
    typeof item === 'object' && item !== null && ('env' in item || 'file' in item || 'command' in item);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]: [string, unknown]) => [
      name,
      (name === 'ca' || name === 'trustedCa') && isSource(item)
        ? places.source(item)
        : withNamedCertificates(item, places),
    ]),
  );
}

/** What was never put in use is to run there all the same. */
function withDraftsApplied(book: SetupBook): SetupBook {
  return {
    ...book,
    relay: { ...book.relay, applied: book.relay.applied ?? book.relay.draft },
    integrations: book.integrations.map((entry) => ({ ...entry, applied: entry.applied ?? entry.draft })),
    channels: book.channels.map((entry) => ({ ...entry, applied: entry.applied ?? entry.draft })),
  };
}

/** Null where none is needed: a variable that nobody sets would keep the channel from running. */
function placeholderFor(
  { owner, ownerId }: SecretOwner,
  name: SetupSecretName,
  book: SetupBook,
  secrets: readonly SetupSecret[],
  places: Placeholders,
): string | null {
  const isKept = secrets.some((one) => one.owner === owner && one.ownerId === ownerId && one.name === name);
  if (name === 'wechat_aes_key') {
    const isPlain = book.channels.find(({ draft }) => draft.id === ownerId)?.applied?.wechat.mode === 'plain';
    if (isPlain && !isKept) return null;
  }
  if (name === 'proxy_password' && !isKept) return null;
  return places.variable(`VEERPONT_${ownerId}_${name}`);
}

const secretNames: Readonly<Record<string, string>> = {
  'box/clientSecret': 'box_secret',
  'cxone/clientSecret': 'cxone_client_secret',
  'cxone/accessKeySecret': 'cxone_access_key_secret',
  'wechat/appSecret': 'wechat_app_secret',
  'wechat/token': 'wechat_token',
  'wechat/encodingAesKey': 'wechat_aes_key',
  'proxy/password': 'proxy_password',
  'tls/passphrase': 'tls_passphrase',
  'clientCertificate/passphrase': 'certificate_passphrase',
};

/** 'channels', 'tulip', 'wechat', 'token' becomes 'VEERPONT_tulip_wechat_token'. */
function variableName(path: readonly string[]): string {
  const [, owner = '', ...rest] = path;
  const end = path.slice(-2).join('/');
  const isEntry = rest.length > 1 || path[0] === 'listen';
  return `VEERPONT_${isEntry ? `${owner}_` : ''}${secretNames[end] ?? path.at(-1) ?? ''}`;
}

const portOf = ({ port }: { readonly port: number }): number => port;

function forServer({ unset: _unset, allowPrivateTargets: _private, ...config }: RelayConfig): object {
  const { listen } = config;
  const taken = new Set([listen.public, listen.admin, ...(listen.box === undefined ? [] : [listen.box])].map(portOf));
  const placed = <L extends { readonly port: number }>(one: L, wanted: number): L => {
    if (one.port !== 0) return one;
    let port = wanted;
    while (taken.has(port)) port += 1;
    taken.add(port);
    return { ...one, port };
  };
  return {
    ...config,
    listen: {
      public: placed(listen.public, serverPorts.public),
      ...(listen.box !== undefined && { box: placed(listen.box, serverPorts.box) }),
      admin: placed(listen.admin, serverPorts.admin),
    },
  };
}

/** False: a part breaks a rule and counts for no relay, or a proxy would ask in vain who calls. */
function isRight({ relay }: SetupBook, secrets: readonly SetupSecret[], { destinations }: RelayConfig): boolean {
  const form = cleanRelayForm(relay.applied ?? relay.draft);
  const hasPassword = (ownerId: string): boolean =>
    secretOf(secrets, { owner: 'relay', ownerId }, 'proxy_password') !== null;
  const problems = [...checkRelayForm(form, { allowPrivate: false, hasPassword }), ...checkRelayMaterial(form)];
  const isTooMany = form.out.own && destinationsWith(destinations, form.out.ways) > mostDestinations;
  return !hasErrors(problems) && !isTooMany;
}

function variablesOf(file: RelayConfigFile): string[] {
  const names: string[] = [];
  withSecrets(file, (_path, source) => {
    if (typeof source === 'object' && source !== null && 'env' in source) names.push(String(source.env));
    return source;
  });
  return [...new Set(names)];
}

interface MadeOf {
  readonly merged: RelayConfig;
  readonly base: RelayConfig;
  readonly book: SetupBook;
  readonly isRelayRight: boolean;
}

function leftOf(file: RelayConfigFile, { merged, base, book, isRelayRight }: MadeOf): LeftOut[] {
  const { listen, outbound, destinations } = file;
  const runs = new Set([...merged.integrations, ...merged.channels].map(({ id }) => id as string));
  const ofBase = new Set([...base.integrations, ...base.channels].map(({ id }) => id as string));
  const drafts = [...book.integrations, ...book.channels].map(({ draft }) => draft.id);
  const rules = [outbound?.proxy, ...destinations.map(({ proxy }) => proxy)];
  const listeners = [listen.public, ...(listen.box === undefined ? [] : [listen.box])];
  const authorities = [listen.box?.clientCertificate?.ca, ...destinations.map(({ ca }) => ca)];
  const files = [
    ...[...listeners.map(({ tls }) => tls), ...destinations.map(({ clientCertificate }) => clientCertificate)].flatMap(
      (one) => (one !== undefined && 'certFile' in one ? [one.certFile, one.keyFile] : []),
    ),
    ...authorities.flatMap((one) => (typeof one === 'object' && 'file' in one ? [one.file] : [])),
    ...rules.flatMap((rule) =>
      typeof rule === 'object' && rule.kind === 'pac' && !/^https?:/iu.test(rule.source) ? [rule.source] : [],
    ),
  ];
  return [
    ...drafts.filter((id) => ofBase.has(id)).map((id) => left('shadowed', id)),
    ...drafts.filter((id) => !runs.has(id)).map((id) => left('not_complete', id)),
    ...(isRelayRight ? [] : [left('not_complete', 'relay')]),
    ...(listeners.some(({ tls }) => tls !== undefined && 'desk' in tls) ? [left('desk_certificate', '')] : []),
    ...(authorities.some((one) => typeof one === 'object' && 'desk' in one) ? [left('desk_authority', '')] : []),
    ...(rules.some((rule) => typeof rule === 'object' && rule.kind === 'system') ? [left('system_way', '')] : []),
    ...[...new Set(files)].map((path) => left('named_file', path)),
  ];
}
