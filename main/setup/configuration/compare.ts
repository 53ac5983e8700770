import { isDeepStrictEqual } from 'node:util';
import type { SetupSecret } from '#shared/domain/setup/book.ts';
import type { ChannelForm } from '#shared/domain/setup/channel-form.ts';
import type { ConfigurationDifference } from '#shared/domain/setup/config-file.ts';
import { secretsMissing, type Part } from './parts.ts';

/** Longest text of a field that is shown beside another; certificates are longer. */
const longestShown = 500;

/** What differs between two configurations, part by part: first what the file brings or changes, then what it does not have. */
export function differencesOf(
  here: readonly Part[],
  file: readonly Part[],
  secrets: readonly SetupSecret[],
): ConfigurationDifference[] {
  const own = new Map(here.map((part) => [part.id, part]));
  const theirs = new Set(file.map(({ id }) => id));
  return [
    ...file.flatMap((part) => {
      const present = own.get(part.id);
      if (present === undefined) return [differenceOf(part, 'added', [], secretsMissing(part, secrets))];
      if (isDeepStrictEqual(compared(present), compared(part))) return [];
      return [differenceOf(part, 'changed', fieldsOf(present, part), secretsMissing(part, secrets))];
    }),
    ...here.filter(({ id }) => !theirs.has(id)).map((part) => differenceOf(part, 'removed', [], [])),
  ];
}

function differenceOf(
  { id, kind, name }: Part,
  change: ConfigurationDifference['change'],
  fields: ConfigurationDifference['fields'],
  missingSecrets: string[],
): ConfigurationDifference {
  return { id, kind, name: name.slice(0, 300), change, fields, missingSecrets };
}

/** Where somebody stands in the wizard is no part of how a channel is set up. */
function compared({ kind, content }: Part): unknown {
  if (kind !== 'channel') return content;
  const { step: _step, ...rest } = content as ChannelForm;
  return rest;
}

function fieldsOf(here: Part, file: Part): ConfigurationDifference['fields'] {
  const own = leavesOf(compared(here));
  const theirs = leavesOf(compared(file));
  return [...new Set([...own.keys(), ...theirs.keys()])]
    .filter((path) => own.get(path) !== theirs.get(path))
    .map((path) => ({ path, here: shown(own.get(path)), file: shown(theirs.get(path)) }));
}

/** Every value with its path, 'queues.0.name'; lists and records that are empty stand for themselves. */
function leavesOf(value: unknown, path = '', leaves = new Map<string, string>()): Map<string, string> {
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    for (const [name, item] of entries) leavesOf(item, path === '' ? name : `${path}.${name}`, leaves);
    if (entries.length === 0) leaves.set(path, '');
  } else leaves.set(path, textOf(value));
  return leaves;
}

/** Of a text, number or truth value; nothing is said as nothing. */
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? '').replace(/^""$/u, '');

function shown(text: string | undefined): string | null {
  if (text === undefined) return null;
  return text.length <= longestShown ? text : `${text.slice(0, longestShown)}…`;
}
