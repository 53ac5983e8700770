import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runKeyCommand } from './key-command.ts';

/** A reference that led to nothing: where it stands in the configuration ('channels.0.wechat.token'), and why. */
export class MissingSecret extends Error {
  override readonly name = 'MissingSecret';
  readonly path: string;
  readonly code: 'CONFIG_SECRET_MISSING' | 'CONFIG_KEY_COMMAND_FAILED';

  constructor(path: string, reason: string, code: MissingSecret['code'] = 'CONFIG_SECRET_MISSING') {
    super(`${path}: ${reason}`);
    this.path = path;
    this.code = code;
  }
}

export interface SecretPlaces {
  /** Relative file names count from here, and commands run here. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** See `CommandPlaces`. */
  readonly isRunning?: boolean;
}

/**
 * Copies a checked configuration with every `{"env": NAME}`, `{"file": PATH}` and `{"command": [PROGRAM, …]}` replaced by
 * what it refers to. A line end after a file's content does not count. Throws MissingSecret, which never holds a secret
 * itself.
 */
export function resolveSecrets(value: unknown, places: SecretPlaces, path = ''): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const below = (name: string | number): string => (path === '' ? String(name) : `${path}.${name}`);
  if (Array.isArray(value)) return value.map((item: unknown, index) => resolveSecrets(item, places, below(index)));
  const entries = Object.entries(value);
  const only = entries.length === 1 ? entries[0] : undefined;
  if (only?.[0] === 'env' && typeof only[1] === 'string') return fromEnvironment(only[1], places, path);
  if (only?.[0] === 'file' && typeof only[1] === 'string') return fromFile(only[1], places, path);
  if (only?.[0] === 'command' && isCommand(only[1])) return fromCommand(only[1], places, path);
  return Object.fromEntries(entries.map(([name, item]) => [name, resolveSecrets(item, places, below(name))]));
}

function fromEnvironment(name: string, places: SecretPlaces, path: string): string {
  const value = places.environment[name];
  if (value === undefined || value === '') throw new MissingSecret(path, `the environment variable ${name} is not set`);
  return value;
}

function isCommand(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((part) => typeof part === 'string');
}

function fromCommand(command: readonly string[], places: SecretPlaces, path: string): string {
  const outcome = runKeyCommand(command, places);
  if (outcome.ok) return outcome.text;
  throw new MissingSecret(path, outcome.problem, 'CONFIG_KEY_COMMAND_FAILED');
}

function fromFile(file: string, places: SecretPlaces, path: string): string {
  let text = '';
  try {
    text = readFileSync(resolve(places.folder, file), 'utf8').replace(/[\r\n]+$/u, '');
  } catch {
    // Told below: for the reader an unreadable file is the same as an empty one.
  }
  if (text === '') throw new MissingSecret(path, `the file ${file} cannot be read or is empty`);
  return text;
}
