import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { resolveConfig } from '#main/node/resolve-config.ts';
import { RelayConfig, RelayConfigFile } from '#shared/contract/relay-config.ts';
import { RelayError } from '#shared/errors/relay-error.ts';

/** What stands in for a store key that the file leaves to the vault. */
export const keptByVault = 'kept by the vault';

export interface OperatorConfig {
  readonly config: RelayConfig;
  /** True when the file names no store key, so that the vault's must be filled in. */
  readonly needsStoreKey: boolean;
}

/**
 * Reads the relay.json that an operator put into the profile folder: the headless relay's format, except that
 * `storeKey` may be left out. Null when there is no such file. Throws CONFIG_NOT_FOUND (there, but unreadable),
 * CONFIG_NOT_JSON, CONFIG_INVALID, CONFIG_SECRET_MISSING, CONFIG_SECRET_INVALID or CONFIG_KEY_COMMAND_FAILED; the value
 * names the field, never what stands in it. What a schema cannot say is checked by the relay when it starts.
 */
export function readOperatorConfig(
  path: string,
  environment: Readonly<Record<string, string | undefined>>,
): OperatorConfig | null {
  const read = readOperatorFile(path);
  if (read === null) return null;
  const resolved = RelayConfig.safeParse(resolveConfig(read.file, { folder: dirname(path), environment }));
  if (!resolved.success) throw invalid(resolved.error);
  return { config: resolved.data, needsStoreKey: read.needsStoreKey };
}

/**
 * The same file as it is written: secrets are still where they are kept, and what was left out is as usual. Null when there is no
 * such file. Throws CONFIG_NOT_FOUND, CONFIG_NOT_JSON, CONFIG_INVALID.
 */
export function readOperatorFile(
  path: string,
): { readonly file: RelayConfigFile; readonly needsStoreKey: boolean } | null {
  const raw = readJson(path);
  if (raw === undefined) return null;
  const needsStoreKey = typeof raw === 'object' && raw !== null && !('storeKey' in raw);
  const parsed = RelayConfigFile.safeParse(needsStoreKey ? { ...raw, storeKey: keptByVault } : raw);
  if (!parsed.success) throw invalid(parsed.error);
  return { file: parsed.data, needsStoreKey };
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new RelayError('CONFIG_NOT_FOUND', `cannot read ${path}`, { cause, value: path });
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, '')) as unknown;
  } catch {
    // The parser's own message quotes the text, which may hold a secret.
    throw new RelayError('CONFIG_NOT_JSON', `${path} is not valid JSON`, { value: path });
  }
}

/** Names the field of the first problem and the rule it breaks; never the value. */
function invalid(error: z.ZodError): RelayError {
  const issue = error.issues[0];
  const field = issue === undefined || issue.path.length === 0 ? '(top level)' : issue.path.map(String).join('.');
  const unknown = issue?.code === 'unrecognized_keys' ? ` (${issue.keys.join(', ')})` : '';
  const value = `${field}${unknown}`;
  return new RelayError('CONFIG_INVALID', `relay.json, ${value}: ${issue?.code ?? 'invalid'}`, { value });
}
