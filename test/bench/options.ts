import { parseArgs } from 'node:util';
import { systemNames, type SystemName } from './kit/systems.ts';
import { works, type Work } from './kit/work.ts';

export const measureNames = [
  'throughput',
  'burst',
  'outage',
  'memory',
  'waiting',
  'growth',
  'backlog',
  'sla',
  'search',
  'asked',
  'tail',
] as const;
/** Opens a window: only when it is named. */
const onlyNamed: readonly MeasureName[] = ['tail'];
export type MeasureName = (typeof measureNames)[number];

export interface Options {
  readonly quick: boolean;
  readonly only: readonly MeasureName[];
  readonly systems: readonly SystemName[];
  readonly works: readonly Work[];
  readonly rounds: number;
  /** Of one stretch of load. */
  readonly seconds: number;
  readonly perConversation: number;
  /** In the store that is searched. */
  readonly messages: number;
  /** Where the figures go as JSON; null: nowhere. */
  readonly json: string | null;
  /** The built relay. */
  readonly relay: string;
  /** Where the programs of this benchmark are. */
  readonly programs: string;
  /** The app as tests drive it; null: there is no window. */
  readonly window: string | null;
  /** A folder for V8's CPU profiles of the relay; null: none is taken. */
  readonly profile: string | null;
}

export const usage = `usage: npm run bench -- [options]
  --quick              a second or two of each: shows that the bench works, says nothing about speed
  --only NAME          one measure (may be repeated): ${measureNames.join(', ')};
                       without it all but ${onlyNamed.join(', ')}, which opens the window
  --system NAME        only this one (may be repeated): ${systemNames.join(', ')}
  --work NAME          only this one (may be repeated): ${works.join(', ')}
  --rounds N           interleaved rounds (3)
  --seconds N          of each stretch of load (6)
  --per-conversation N messages in a row from the same person (5)
  --messages N         in the store that is searched (1000000; 20000 with --quick)
  --json FILE          all figures as JSON
  --relay FILE         another build of the relay than out/main/relay.js
  --profile FOLDER     V8 CPU profiles of the relay`;

/** Throws an Error whose message is for the person at the keyboard. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
      system: { type: 'string', multiple: true },
      work: { type: 'string', multiple: true },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      'per-conversation': { type: 'string', default: '5' },
      messages: { type: 'string' },
      json: { type: 'string' },
      relay: { type: 'string' },
      programs: { type: 'string' },
      profile: { type: 'string' },
      window: { type: 'string' },
    },
  });
  const { quick, relay, programs } = values;
  if (relay === undefined || programs === undefined) throw new Error('--relay and --programs are missing');
  return {
    quick,
    only: oneOf(measureNames, values.only ?? measureNames.filter((name) => !onlyNamed.includes(name))),
    systems: oneOf(systemNames, values.system),
    works: oneOf(works, values.work),
    rounds: whole('--rounds', values.rounds ?? (quick ? '1' : '3')),
    seconds: whole('--seconds', values.seconds ?? (quick ? '1' : '6')),
    perConversation: whole('--per-conversation', values['per-conversation']),
    messages: whole('--messages', values.messages ?? (quick ? '20000' : '1000000')),
    json: values.json ?? null,
    relay,
    programs,
    profile: values.profile ?? null,
    window: values.window ?? null,
  };
}

/** Everything there is when nothing is named. */
function oneOf<T extends string>(all: readonly T[], named: readonly string[] | undefined): readonly T[] {
  const unknown = named?.find((name) => !all.includes(name as T));
  if (unknown !== undefined) throw new Error(`"${unknown}" is none of ${all.join(', ')}`);
  return named === undefined ? all : all.filter((one) => named.includes(one));
}

function whole(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${option} takes a whole number from 1`);
  return number;
}
