import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { RelayForm, WayForm } from '#shared/domain/setup/relay-form.ts';

const sections = ['listen', 'box', 'out', 'keep'] as const;
type Section = (typeof sections)[number];

const isOwn = (form: RelayForm, section: Section): boolean =>
  section === 'box' ? form.box.use !== 'given' : form[section].own;

/** Section by section what counts here: as set in the book, or else as relay.json says. */
export function relayHere(typed: RelayForm, given: RelayForm | null): RelayForm {
  if (given === null) return typed;
  const pick = <S extends Section>(section: S): RelayForm[S] => (isOwn(typed, section) ? typed : given)[section];
  return { listen: pick('listen'), box: pick('box'), out: pick('out'), keep: pick('keep') };
}

/** What is here beside a file. */
export interface RelayBeside {
  readonly typed: RelayForm;
  /** As relay.json says. */
  readonly given: RelayForm | null;
  /** Of which ids of ways the vault holds a password. */
  readonly hasPassword: (wayId: string) => boolean;
}

/** What the file says beside what counts here: a section in which nothing is set says nothing. */
export function relayOfFile(file: RelayForm, { typed, given, hasPassword }: RelayBeside): RelayForm {
  const here = relayHere(typed, given);
  const pick = <S extends Section>(section: S): RelayForm[S] => (isOwn(file, section) ? file : here)[section];
  const ownWays = (): WayForm[] => withIdsOfHere(file.out.ways, typed.out.ways, hasPassword);
  const out = file.out.own ? { ...file.out, ways: ownWays() } : here.out;
  return { listen: pick('listen'), box: pick('box'), out, keep: pick('keep') };
}

/** A password belongs to the proxy it was typed for: no other one of a file takes it over, and under whatever id it finds its own. */
function withIdsOfHere(
  file: readonly WayForm[],
  here: readonly WayForm[],
  hasPassword: (wayId: string) => boolean,
): WayForm[] {
  const idHere = (way: WayForm): string | undefined => here.find((one) => isSameWay(one, way))?.id;
  const found = file.map(idHere);
  const taken = new Set(found);
  return file.map((way, index) => {
    const own = found[index];
    if (own !== undefined && found.indexOf(own) === index) return { ...way, id: own };
    // A vault that is locked tells of none.
    const asksHere = here.some(({ id, username }) => id === way.id && username.trim() !== '');
    const isFree = !taken.has(way.id) && !asksHere && !hasPassword(way.id);
    return isFree ? way : { ...way, id: `way-${randomUUID().slice(0, 13)}` };
  });
}

const isSameWay = (one: WayForm, other: WayForm): boolean =>
  one.host.trim().toLowerCase() === other.host.trim().toLowerCase() &&
  (other.kind !== 'fixed' || (one.url.trim() === other.url.trim() && one.username.trim() === other.username.trim()));

/** As it is compared: what a way is called within a book is no setting. */
export function withoutWayIds({ out, ...rest }: RelayForm): unknown {
  return { ...rest, out: outWithoutIds(out) };
}

export const outWithoutIds = ({ own, ways }: RelayForm['out']): unknown => ({
  own,
  ways: ways.map(({ id: _id, ...way }) => way),
});

/** The file's form taken over. A section that counts here already stays where it stands, in relay.json too. */
export function relayTakenOver(file: RelayForm, beside: RelayBeside): RelayForm {
  const { typed, given } = beside;
  const here = relayHere(typed, given);
  const wanted = relayOfFile(file, beside);
  const pick = <S extends Section>(section: S): RelayForm[S] =>
    isDeepStrictEqual(wanted[section], here[section]) ? typed[section] : wanted[section];
  const isSameOut = isDeepStrictEqual(outWithoutIds(wanted.out), outWithoutIds(here.out));
  return { listen: pick('listen'), box: pick('box'), out: isSameOut ? typed.out : wanted.out, keep: pick('keep') };
}

/** False: whatever relay.json and the product say counts. */
export const saysAnything = (form: RelayForm): boolean => sections.some((section) => isOwn(form, section));

/** Ways whose proxy asks who calls. */
export const waysWithPassword = ({ out }: RelayForm): string[] =>
  out.own
    ? out.ways.filter(({ kind, username }) => kind === 'fixed' && username.trim() !== '').map(({ id }) => id)
    : [];
