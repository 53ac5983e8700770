import type { ChannelSnapshot, Leg, LegStatus } from '../domain/channel.ts';
import type { ChannelEntry, GivenParts, IntegrationEntry, SetupSecretName } from '../domain/setup/book.ts';
import type { FieldProblem } from '../domain/setup/finding.ts';
import type { ReadinessLine, ReadinessState, ReadinessTopic } from '../domain/setup/readiness.ts';
import type { Sighting, SightingKind } from '../domain/setup/sighting.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import { secretOf, type SetupContext } from './context.ts';
import type { ReadinessInput } from './readiness-input.ts';
import { tickState } from './ticks.ts';

/** What the lines of one channel are made from. `channel` and `integration` are null for those that are not of the book. */
export interface ReadyParts {
  readonly channelId: string;
  /** Ours; empty while none is chosen. */
  readonly integrationId: string;
  readonly channel: ChannelEntry | null;
  readonly integration: IntegrationEntry | null;
  readonly givenIntegration: GivenParts['integrations'][number] | null;
  readonly input: ReadinessInput;
  readonly ctx: SetupContext;
  readonly legs: ChannelSnapshot['legs'] | null;
}

/** A line of a topic, and the page that mends it. */
export type Subject = Pick<ReadinessLine, 'topic' | 'fix'>;

export const subject = (topic: ReadinessTopic, fix: ReadinessLine['fix']): Subject => ({ topic, fix });

/** Null for a channel nobody knows. */
export function readyParts(channelId: string, input: ReadinessInput): ReadyParts | null {
  const { book, secrets, given, publicUrl, snapshot } = input;
  const channel = book.channels.find(({ draft }) => draft.id === channelId) ?? null;
  const givenChannel = given.channels.find(({ id }) => id === channelId);
  const integrationId = channel?.draft.integration ?? givenChannel?.integration ?? null;
  if (integrationId === null) return null;
  return {
    channelId,
    integrationId,
    channel,
    integration: book.integrations.find(({ draft }) => draft.id === integrationId) ?? null,
    givenIntegration: given.integrations.find(({ id }) => id === integrationId) ?? null,
    input,
    ctx: { book, secrets, given, publicUrl, allowPrivate: given.from === 'sandbox' },
    legs: snapshot?.legs ?? null,
  };
}

function lineOf(about: Subject, state: ReadinessState, rest: Partial<ReadinessLine> = {}): ReadinessLine {
  return { ...about, state, code: null, value: null, at: null, by: null, ...rest };
}

export const missing = (about: Subject, code: ErrorCode, value: string | null = null): ReadinessLine =>
  lineOf(about, 'missing', { code, value });

export const wrong = (about: Subject, code: ErrorCode, value: string | null = null): ReadinessLine =>
  lineOf(about, 'wrong', { code, value });

export const waiting = (about: Subject, code: ErrorCode, value: string | null = null): ReadinessLine =>
  lineOf(about, 'waiting', { code, value });

export const notNeeded = (about: Subject): ReadinessLine => lineOf(about, 'not_needed');

export const done = (about: Subject, at: number, by: string | null = null): ReadinessLine =>
  lineOf(about, 'done', { at, by });

/** done with a proof, else waiting for the other side's. */
export const doneOrWaiting = (about: Subject, at: number | null): ReadinessLine =>
  at === null ? waiting(about, 'SETUP_NOT_SEEN') : done(about, at);

/** Something is not there yet; the other errors say that what is there is wrong. */
const absent: ReadonlySet<ErrorCode> = new Set([
  'SETUP_REQUIRED',
  'SETUP_SECRET_MISSING',
  'SETUP_PUBLIC_ADDRESS_MISSING',
  'SETUP_INTEGRATION_ID_MISSING',
  'SETUP_INTEGRATION_UNKNOWN',
  'SETUP_INTEGRATION_NOT_APPLIED',
  'SETUP_CXONE_CHANNEL_MISSING',
  'SETUP_SCRIPT_MISSING',
  'SETUP_SKILL_MISSING',
  'SETUP_CHANNEL_IN_NO_ROLE',
]);

type Finding = Pick<FieldProblem, 'code' | 'value' | 'weight'>;

/** The line for the worst error, what is wrong before what is missing; null without an error. Warnings do not count. */
export function faultLine(about: Subject, findings: readonly Finding[]): ReadinessLine | null {
  const errors = findings.filter(({ weight }) => weight === 'error');
  const worst = errors.find(({ code }) => !absent.has(code)) ?? errors[0];
  if (worst === undefined) return null;
  return absent.has(worst.code) ? missing(about, worst.code, worst.value) : wrong(about, worst.code, worst.value);
}

/** What is broken on a leg now, as the relay shows it; null when nothing is or the relay is not there. */
export const faultOf = ({ legs }: ReadyParts, leg: Leg): NonNullable<LegStatus['fault']> | null =>
  legs?.[leg].fault ?? null;

/** The newest proof of a leg that counts; `own_check` only where `ownChecks` says so. */
export function provenAt({ legs }: ReadyParts, leg: Leg, ownChecks: boolean): number | null {
  const proof = legs?.[leg].proof ?? null;
  return proof === null || (proof.strength === 'own_check' && !ownChecks) ? null : proof.at;
}

/** When the relay last saw one of these, of the channel or of its integration; null when never. */
export function seenAt(parts: ReadyParts, kinds: readonly SightingKind[]): number | null {
  return newest(seen(parts, kinds).map(({ lastAt }) => lastAt));
}

/** The same under the public address of now: what came in under an old one proves nothing of it. */
export function seenHere(parts: ReadyParts, kinds: readonly SightingKind[]): number | null {
  const here = seen(parts, kinds).filter(({ current }) => current !== false);
  return newest(here.map(({ lastAt }) => lastAt));
}

function seen({ input, channelId, integrationId }: ReadyParts, kinds: readonly SightingKind[]): readonly Sighting[] {
  return input.sightings.filter(
    ({ owner, ownerId, kind }) => kinds.includes(kind) && ownerId === (owner === 'channel' ? channelId : integrationId),
  );
}

/** The newest of several moments; null when there is none. */
export function newest(moments: readonly (number | null)[]): number | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** The proof, if it is not older than the secrets it depends on: a new secret has to be proved anew. Never in the future. */
export function provedSince(
  parts: ReadyParts,
  moments: readonly (number | null)[],
  names: readonly SetupSecretName[],
): number | null {
  const since = newest(names.map((name) => setAt(parts, name)));
  const at = newest(moments);
  if (at === null || (since !== null && at < since)) return null;
  return Math.min(at, parts.input.now);
}

function setAt({ ctx, channelId, integrationId }: ReadyParts, name: SetupSecretName): number | null {
  const owner = name.startsWith('wechat_') ? ('channel' as const) : ('integration' as const);
  const ownerId = owner === 'channel' ? channelId : integrationId;
  return secretOf(ctx.secrets, { owner, ownerId }, name)?.setAt ?? null;
}

/** done when every tick stands, by whom the newest one was made; else what is still to be looked up. */
export function ticked(about: Subject, { input }: ReadyParts, ids: readonly string[], open: ErrorCode): ReadinessLine {
  const states = ids.map((id) => tickState(input.book.ticks, id));
  const made = states.flatMap((one) => (one.state === 'ticked' ? [one.tick] : []));
  const [first, ...rest] = made;
  if (first !== undefined && made.length === ids.length) {
    const last = rest.reduce((newestTick, tick) => (tick.at > newestTick.at ? tick : newestTick), first);
    return done(about, Math.min(last.at, input.now), last.by);
  }
  const isStale = states.some(({ state }) => state === 'stale');
  const count = ids.length > 1 ? `${String(made.length)}/${String(ids.length)}` : null;
  return waiting(about, isStale ? 'SETUP_TICK_STALE' : open, count);
}
