import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A text that must be found nowhere, and what to call it in a report (never the text itself). */
export interface Canary {
  readonly name: string;
  readonly text: string;
}

/** Every secret of a configuration: whatever an outsider must not learn. Where it is kept (`file`, `env`) is no secret. */
export function secretsOf(config: unknown, path = ''): Canary[] {
  if (typeof config === 'string')
    return /secret|token$|encodingaeskey|storekey/i.test(path) ? [canary(path, config)] : [];
  if (typeof config !== 'object' || config === null) return [];
  if ('env' in config) return [];
  if ('file' in config) return secretsOf(readFileSync(String(config.file), 'utf8'), path);
  return Object.entries(config).flatMap(([name, value]) => secretsOf(value, path === '' ? name : `${path}.${name}`));
}

const canary = (name: string, text: string): Canary => ({ name, text });

/** Where the canaries can be seen: files below the folders, and the texts. */
export function leaksIn(
  canaries: readonly Canary[],
  places: { readonly folders: readonly string[]; readonly texts: Readonly<Record<string, string>> },
): string[] {
  const found: string[] = [];
  const look = (where: string, bytes: Buffer): void => {
    for (const { name, text } of canaries) if (bytes.includes(text)) found.push(`${name} in ${where}`);
  };
  for (const [name, text] of Object.entries(places.texts)) look(name, Buffer.from(text));
  for (const path of places.folders.flatMap(filesBelow)) look(path, readFileSync(path));
  return found;
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

/** The command line and environment of a running process, as any process of the same user can read them. */
export function visibleFaceOf(pid: number): Record<string, string> {
  const read = (name: string): string => {
    try {
      return readFileSync(`/proc/${pid}/${name}`, 'utf8');
    } catch {
      // No such process any more, or no such file system.
      return '';
    }
  };
  return { 'the command line': read('cmdline'), 'the environment': read('environ') };
}
