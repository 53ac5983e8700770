import type { KeyWish } from '#shared/contract/certificates-contract.ts';
import type { CertificatePlace, PlaceId } from '#shared/domain/certificate-desk.ts';

export const subjectFields = [
  'commonName',
  'organization',
  'organizationalUnit',
  'locality',
  'state',
  'country',
] as const;
export type SubjectField = (typeof subjectFields)[number];

export interface RequestWish {
  readonly key: KeyWish;
  readonly subject: Readonly<Record<SubjectField, string>>;
  /** One on each line, or separated by commas. */
  readonly names: string;
}

export type WishProblem =
  | { readonly key: 'needed' | 'tooLong' | 'country' | 'namesNeeded' | 'manyNames' | 'refused' }
  | { readonly key: 'name'; readonly name: string };

export type WishProblems = Partial<Readonly<Record<SubjectField | 'names', WishProblem>>>;

const longestPart = 64;
const mostNames = 50;

export const wishFor = (place: CertificatePlace): RequestWish => ({
  key: 'p256',
  subject: {
    commonName: place.hostNames[0] ?? '',
    organization: '',
    organizationalUnit: '',
    locality: '',
    state: '',
    country: '',
  },
  names: place.hostNames.join('\n'),
});

export const namesOf = (text: string): string[] =>
  text
    .split(/[\s,;]+/u)
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** Letters of any script are let through: the relay turns them into the form certificates use, and has the last word. */
const label = /^(?!-)[\p{L}\p{M}\p{N}-]{1,63}(?<!-)$/u;
const isAddress = (text: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/u.test(text) || /^[0-9a-f:.]*:[0-9a-f:.]*$/iu.test(text);
const isHost = (text: string): boolean =>
  text.length <= 253 && (text.startsWith('*.') ? text.slice(2) : text).split('.').every((part) => label.test(part));

/** What can be said of the fields before anything is asked. A client's certificate needs no host names. */
export function wishProblems(wish: RequestWish, purpose: CertificatePlace['purpose']): WishProblems {
  const problems: Partial<Record<SubjectField | 'names', WishProblem>> = {};
  for (const field of subjectFields) {
    if ([...wish.subject[field].trim()].length > longestPart) problems[field] = { key: 'tooLong' };
  }
  if (wish.subject.commonName.trim() === '') problems.commonName = { key: 'needed' };
  const country = wish.subject.country.trim();
  if (country !== '' && !/^[A-Za-z]{2}$/u.test(country)) problems.country = { key: 'country' };
  const names = namesOf(wish.names);
  const wrong = names.find((name) => !isAddress(name) && !isHost(name));
  if (wrong !== undefined) problems.names = { key: 'name', name: wrong };
  else if (names.length > mostNames) problems.names = { key: 'manyNames' };
  else if (names.length === 0 && purpose === 'server') problems.names = { key: 'namesNeeded' };
  return problems;
}

/** As it is asked of the relay. */
export function wishToSend(placeId: PlaceId, { key, subject, names }: RequestWish) {
  const part = (field: SubjectField): string => subject[field].trim();
  return {
    placeId,
    key,
    subject: {
      commonName: part('commonName'),
      organization: part('organization'),
      organizationalUnit: part('organizationalUnit'),
      locality: part('locality'),
      state: part('state'),
      country: part('country').toUpperCase(),
    },
    names: namesOf(names),
  };
}

/** The field a refusal is about: named by the relay, or found by the text it refused. */
export function fieldOfRefusal(wish: RequestWish, value: string | null): SubjectField | 'names' | null {
  if (value === null) return null;
  const named = value.split('.').at(-1) ?? value;
  const field = subjectFields.find((one) => one === named);
  if (field !== undefined) return field;
  if (named === 'names' || namesOf(wish.names).some((name) => name.startsWith(value) && value !== '')) return 'names';
  return subjectFields.find((one) => value !== '' && wish.subject[one].trim().startsWith(value)) ?? null;
}
