import type { SetupSecret } from '#shared/domain/setup/book.ts';
import type { BoxListenForm, ListenForm, RelayForm, WayForm } from '#shared/domain/setup/relay-form.ts';
import { effectiveRelay, isOwn, relayParts, type EffectiveRelay, type RelayPart } from './effective.ts';

/** One thing the relay runs on: comparable by its value, named and put into words by the window. */
export type Fact =
  | { readonly kind: 'source'; readonly part: RelayPart; readonly value: 'given' | 'own' }
  | { readonly kind: 'place'; readonly part: 'listen' | 'box'; readonly name: PlaceName; readonly value: string }
  | { readonly kind: 'box'; readonly value: 'none' | 'own'; readonly box: BoxListenForm | null }
  | { readonly kind: 'way'; readonly host: string; readonly value: string; readonly way: WayForm }
  | { readonly kind: 'keep'; readonly name: KeepName; readonly value: string };

export type PlaceName =
  'host' | 'port' | 'tls' | 'trustedProxy' | Extract<keyof BoxListenForm, 'publicUrl' | 'clientCertificate' | 'header'>;
export type KeepName = 'messageDays' | 'openDays' | 'mediaDays';

/** What differs, null where there is none on one side; a password that was changed since stands alone. */
export type Change = FactChange | { readonly kind: 'password'; readonly host: string };
interface FactChange {
  readonly kind: 'fact';
  readonly from: Fact | null;
  readonly to: Fact | null;
}

const placeNames = ['host', 'port', 'tls', 'trustedProxy'] as const satisfies readonly (keyof ListenForm)[];
const boxNames = [...placeNames, 'publicUrl', 'clientCertificate', 'header'] as const;
export const keepNames = ['messageDays', 'openDays', 'mediaDays'] as const satisfies readonly KeepName[];

/** What of a way counts for its kind, so that what was typed for another kind is no difference. */
function wayValue({ kind, url, username, ca, trustedCa, pac }: WayForm): string {
  if (kind === 'fixed') return JSON.stringify([kind, url, username, ca, trustedCa]);
  return kind === 'pac' ? JSON.stringify([kind, pac]) : kind;
}

function factsOf({ listen, box, ways, keep }: EffectiveRelay): Fact[] {
  return [
    ...placeNames.map((name) => ({ kind: 'place', part: 'listen', name, value: listen[name] }) as const),
    { kind: 'box', value: box === null ? 'none' : 'own', box },
    ...(box === null ? [] : boxNames.map((name) => ({ kind: 'place', part: 'box', name, value: box[name] }) as const)),
    ...ways.map((way) => ({ kind: 'way', host: way.host, value: wayValue(way), way }) as const),
    ...keepNames.map((name) => ({ kind: 'keep', name, value: keep[name] }) as const),
  ];
}

const keyOf = (fact: Fact): string => {
  switch (fact.kind) {
    case 'source':
      return `source ${fact.part}`;
    case 'place':
      return `${fact.part} ${fact.name}`;
    case 'box':
      return 'box';
    case 'way':
      return `way ${fact.host}`;
    case 'keep':
      return `keep ${fact.name}`;
  }
};

const partOf = (fact: Fact): RelayPart => {
  switch (fact.kind) {
    case 'source':
    case 'place':
      return fact.part;
    case 'way':
      return 'out';
    default:
      return fact.kind;
  }
};

/** A listener that comes or goes is one thing, not one for each of its fields. */
const isWithinBox = ({ from, to }: FactChange): boolean =>
  (from ?? to)?.kind === 'place' && (from === null || to === null);

/** Who sets a part is worth a line only where nothing else of it says so. */
function worthTelling(changes: readonly FactChange[]): FactChange[] {
  const told = changes.filter((change) => !isWithinBox(change));
  const partOfChange = ({ from, to }: FactChange): RelayPart | null => {
    const fact = to ?? from;
    return fact === null ? null : partOf(fact);
  };
  const isSource = ({ to }: FactChange): boolean => to?.kind === 'source';
  const changed = new Set(told.filter((change) => !isSource(change)).map(partOfChange));
  return told.filter((change) => !isSource(change) || !changed.has(partOfChange(change)));
}

const sources = (form: RelayForm | null): Fact[] =>
  relayParts.map((part) => ({
    kind: 'source',
    part,
    value: form !== null && isOwn(form, part) ? 'own' : 'given',
  }));

export interface RelayEntryParts {
  readonly applied: RelayForm | null;
  readonly appliedAt: number | null;
}

/** What putting the typed form in use would change, in the order of the page; empty when the relay runs on it. */
export function relayChanges(
  typed: RelayForm,
  { applied, appliedAt }: RelayEntryParts,
  given: RelayForm | null,
  secrets: readonly SetupSecret[],
): Change[] {
  const now = effectiveRelay(applied, given);
  const next = effectiveRelay(typed, given);
  const before = new Map([...sources(applied), ...factsOf(now)].map((fact) => [keyOf(fact), fact]));
  const after = new Map([...sources(typed), ...factsOf(next)].map((fact) => [keyOf(fact), fact]));
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((key): FactChange[] => {
    const [from, to] = [before.get(key) ?? null, after.get(key) ?? null];
    return from?.value === to?.value ? [] : [{ kind: 'fact', from, to }];
  });
  const passwords = !typed.out.own
    ? []
    : next.ways
        .filter(({ id, kind }) => kind === 'fixed' && isNewer(secrets, id, applied === null ? null : appliedAt))
        .map(({ host }): Change => ({ kind: 'password', host }));
  return [...worthTelling(changes), ...passwords];
}

const isNewer = (secrets: readonly SetupSecret[], wayId: string, appliedAt: number | null): boolean =>
  secrets.some(
    ({ owner, ownerId, setAt }) => owner === 'relay' && ownerId === wayId && (appliedAt === null || setAt > appliedAt),
  );

/** Whether a part counts otherwise than it runs: its trial would tell of another one than what is typed. */
export const differs = (changes: readonly Change[], part: RelayPart): boolean =>
  changes.some((change) => {
    if (change.kind === 'password') return part === 'out';
    const fact = change.to ?? change.from;
    return fact !== null && fact.kind !== 'source' && partOf(fact) === part;
  });

/** Something would be kept for a shorter time: what is older is then removed. */
export const removesOlder = (changes: readonly Change[]): boolean =>
  changes.some(
    (change) =>
      change.kind === 'fact' &&
      change.from?.kind === 'keep' &&
      change.to?.kind === 'keep' &&
      Number(change.to.value) < Number(change.from.value),
  );
