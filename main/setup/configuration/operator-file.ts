import { keptByVault } from '#main/relay-host/config-file.ts';
import { resolveSecrets } from '#main/node/resolve-secrets.ts';
import type { RelayConfigFile } from '#shared/contract/relay-config.ts';

const secretFields: ReadonlySet<string> = new Set([
  'storeKey',
  'clientSecret',
  'accessKeySecret',
  'appSecret',
  'token',
  'encodingAesKey',
  'previousEncodingAesKey',
  'passphrase',
  'password',
]);

/** Where relay.json is, and what its secrets may refer to. */
export interface OperatorFilePlace {
  readonly path: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Told of each secret: the names that lead to it ('integrations', 'support', 'box', 'clientSecret'), and its source. */
export type SecretVisitor = (path: readonly string[], source: unknown) => unknown;

/** A copy with each secret replaced by what `visit` gives for it; undefined leaves it out. Entries of a list go by their id. */
export function withSecrets(value: unknown, visit: SecretVisitor, path: readonly string[] = []): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => withSecrets(item, visit, [...path, nameOf(item) ?? String(index)]));
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]: [string, unknown]) => {
      const here = [...path, name];
      // Fields of a template may have any name.
      if (name === 'templates') return [[name, item]];
      const made = secretFields.has(name) ? visit(here, item) : withSecrets(item, visit, here);
      return made === undefined ? [] : [[name, made]];
    }),
  );
}

/** Every secret that stands in the file, or that a variable or a file holds for it. Commands are not run for this. */
export function secretsOf(file: RelayConfigFile, { path, environment }: OperatorFilePlace): string[] {
  const found: string[] = [];
  const folder = path.replace(/[^/\\]*$/u, '');
  withSecrets(file, (_path, source) => {
    if (typeof source === 'object' && source !== null && 'command' in source) return source;
    try {
      const text = resolveSecrets(source, { folder, environment });
      if (typeof text === 'string' && text !== keptByVault) found.push(text);
    } catch {
      // What leads to nothing can stand nowhere else.
    }
    return source;
  });
  return found;
}

function nameOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null) return null;
  const { id, host } = item as { readonly id?: unknown; readonly host?: unknown };
  return typeof id === 'string' ? id : typeof host === 'string' ? host : null;
}
