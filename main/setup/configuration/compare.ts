import { isDeepStrictEqual } from 'node:util';
import type { AddressForm } from '#shared/domain/setup/book.ts';
import type { ChannelForm } from '#shared/domain/setup/channel-form.ts';
import type { IntegrationForm } from '#shared/domain/setup/integration-form.ts';
import type { AlertsOfFile, ConfigurationDifference } from '#shared/domain/setup/config-file.ts';
import type { RelayForm } from '#shared/domain/setup/relay-form.ts';
import { alertsCompared } from './alert-parts.ts';
import type { Part } from './parts.ts';
import { withoutWayIds } from './relay-sections.ts';

/** Longest text of a field that is shown beside another; certificates are longer. */
const longestShown = 500;

export interface ComparedWith {
  /** Which secrets a part of the file needs and has not here. */
  readonly missing: (part: Part) => string[];
  /** Ids of parts that stand in relay.json here. */
  readonly given: ReadonlySet<string>;
}

/**
 * What differs between two configurations, part by part: first what the file brings or changes, then what it does not have.
 * What only relay.json has is not told of: it cannot be taken out here.
 */
export function differencesOf(
  here: readonly Part[],
  file: readonly Part[],
  { missing, given }: ComparedWith,
): ConfigurationDifference[] {
  const own = new Map(here.map((part) => [part.id, part]));
  const theirs = new Set(file.map(({ id }) => id));
  const differenceOf = (
    part: Part,
    change: ConfigurationDifference['change'],
    fields: ConfigurationDifference['fields'],
  ): ConfigurationDifference => {
    const { id, kind, name } = part;
    const isGiven = given.has(id);
    // Secrets of what stands in relay.json stand there as well.
    const missingSecrets = change === 'removed' || isGiven ? [] : missing(part);
    return { id, kind, name: name.slice(0, 300), change, isGiven, fields, missingSecrets };
  };
  return [
    ...file.flatMap((part) => {
      const present = own.get(part.id);
      if (present === undefined) return [differenceOf(part, 'added', [])];
      const isGiven = given.has(part.id);
      const [ours, its] = [compared(present, isGiven), compared(part, isGiven)];
      return isDeepStrictEqual(ours, its) ? [] : [differenceOf(part, 'changed', fieldsOf(ours, its))];
    }),
    ...here.filter(({ id }) => !theirs.has(id) && !given.has(id)).map((part) => differenceOf(part, 'removed', [])),
  ];
}

/** Of what stands in relay.json here, what can stand there counts. */
function compared({ kind, content }: Part, isGiven: boolean): unknown {
  if (kind === 'relay') return withoutWayIds(content as RelayForm);
  if (kind === 'alerts') return alertsCompared(content as AlertsOfFile);
  if (kind === 'address' && isGiven) return { publicUrl: (content as AddressForm).publicUrl };
  if (kind === 'integration' && isGiven) {
    const { name, integrationId, clientId, cxone } = content as IntegrationForm;
    return { name, integrationId, clientId, cxone };
  }
  if (kind !== 'channel') return content;
  // Where somebody stands in the wizard is no part of how a channel is set up.
  const { step: _step, ...rest } = content as ChannelForm;
  if (!isGiven) return rest;
  const { script: _script, skill: _skill, routing: _routing, cxone, ...there } = rest;
  return { ...there, cxone: { channelId: cxone.channelId } };
}

function fieldsOf(here: unknown, file: unknown): ConfigurationDifference['fields'] {
  const own = leavesOf(here);
  const theirs = leavesOf(file);
  const paths = [...new Set([...own.keys(), ...theirs.keys()])];
  // A list that is empty on one side alone is told by what stands in it on the other.
  const told = new Set(paths.flatMap(ancestorsOf));
  return paths
    .filter((path) => own.get(path) !== theirs.get(path) && !told.has(path))
    .map((path) => ({ path, here: shown(own.get(path)), file: shown(theirs.get(path)) }));
}

/** 'a.b.c' stands in 'a.b' and in 'a'. */
function ancestorsOf(path: string): string[] {
  const above: string[] = [];
  for (let at = path.lastIndexOf('.'); at > 0; at = path.lastIndexOf('.', at - 1)) above.push(path.slice(0, at));
  return above;
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
