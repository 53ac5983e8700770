import type { ChannelState, ChannelStateKind } from '#shared/domain/channel.ts';

/** A failure that lasts this long is an incident. */
export const settleMs = 30_000;
/** An incident of a channel that came and went ends only after so much quiet. */
export const flapQuietMs = 300_000;
/** So many changes between working and failing within this time are flapping. */
export const flapWindowMs = 600_000;
export const flapChanges = 4;

/** From slight to grave. */
const failures: readonly ChannelStateKind[] = ['degraded', 'retrying', 'action_required', 'down'];
/** States that end an incident when they last: it works again, an operator switched it off, or it is not in use yet. */
const quiet: ReadonlySet<ChannelStateKind> = new Set(['connected', 'paused', 'stopped', 'not_configured']);
/** After these nothing is known of a failure that was only just beginning. */
const unseen: ReadonlySet<ChannelStateKind> = new Set(['unknown']);

interface Moment {
  /** Time that only grows, milliseconds: for how long something lasts. */
  readonly steadyMs: number;
  /** Wall clock, epoch ms: for stamps. */
  readonly at: number;
}

interface Crossing extends Moment {
  readonly to: 'failing' | 'working';
}

/** What is remembered of one channel. */
export interface IncidentMemory {
  /** pending: it fails, but not for long yet. open: there is an incident. */
  readonly phase: 'quiet' | 'pending' | 'open';
  readonly state: ChannelState | null;
  /** The failure's beginning, while pending. */
  readonly failing: Moment | null;
  /** Since when it is quiet, while open. */
  readonly quiet: Moment | null;
  readonly flapping: boolean;
  /** Of late, between working and failing. Oldest first. */
  readonly crossings: readonly Crossing[];
}

export type IncidentInput =
  ({ readonly kind: 'state'; readonly state: ChannelState } & Moment) | ({ readonly kind: 'time' } & Moment);

export type IncidentEffect =
  /** `at`: when the fault began. */
  | { readonly kind: 'opened'; readonly at: number; readonly state: ChannelState }
  /** The state's kind, leg or reason is another. */
  | { readonly kind: 'changed'; readonly from: ChannelState | null; readonly state: ChannelState }
  | { readonly kind: 'flapping' }
  /** `at`: since when it has been quiet. */
  | { readonly kind: 'closed'; readonly at: number };

export interface IncidentStep {
  readonly memory: IncidentMemory;
  readonly effects: readonly IncidentEffect[];
  /** After so long time itself may change something, milliseconds; null: it will not. */
  readonly wakeInMs: number | null;
}

export const nothingSeen: IncidentMemory = {
  phase: 'quiet',
  state: null,
  failing: null,
  quiet: null,
  flapping: false,
  crossings: [],
};

/** Of a channel whose incident was open when the relay ended: it goes on. */
export function goingOn(flapping: boolean): IncidentMemory {
  return { ...nothingSeen, phase: 'open', flapping };
}

export function isFailure(kind: ChannelStateKind): boolean {
  return failures.includes(kind);
}

/** The graver of two states. */
export function graver(one: ChannelStateKind, other: ChannelStateKind): ChannelStateKind {
  return failures.indexOf(other) > failures.indexOf(one) ? other : one;
}

/** One incident per fault: opened once it lasts, closed once it has been quiet, and one for all changes in between. */
export function nextIncidentStep(memory: IncidentMemory, input: IncidentInput): IncidentStep {
  const effects: IncidentEffect[] = [];
  const moment = { steadyMs: input.steadyMs, at: input.at };
  let next = forgetOld(memory, input.steadyMs);
  if (input.kind === 'state') {
    if (next.phase === 'open' && isOther(next.state, input.state)) {
      effects.push({ kind: 'changed', from: next.state, state: input.state });
    }
    next = seen(next, input.state, moment);
  }
  next = noticeFlapping(next, input.steadyMs, effects);
  next = openWhenDue(next, input.steadyMs, effects);
  next = closeWhenDue(next, input.steadyMs, effects);
  return { memory: next, effects, wakeInMs: wakeInMs(next, input.steadyMs) };
}

function seen(memory: IncidentMemory, state: ChannelState, moment: Moment): IncidentMemory {
  const next = { ...memory, state, crossings: crossed(memory, state.kind, moment) };
  // The fault began when the state says it did.
  const began = { steadyMs: moment.steadyMs, at: Math.min(state.since, moment.at) };
  if (next.phase === 'open') {
    if (!quiet.has(state.kind)) return { ...next, quiet: null };
    return { ...next, quiet: next.quiet ?? moment };
  }
  if (isFailure(state.kind)) return { ...next, phase: 'pending', failing: next.failing ?? began };
  const isOver = quiet.has(state.kind) || unseen.has(state.kind);
  return isOver ? { ...next, phase: 'quiet', failing: null } : next;
}

function crossed({ crossings }: IncidentMemory, kind: ChannelStateKind, moment: Moment): readonly Crossing[] {
  if (kind !== 'connected' && !isFailure(kind)) return crossings;
  const to = kind === 'connected' ? 'working' : 'failing';
  if (crossings.length === 0 && to === 'working') return crossings;
  return crossings.at(-1)?.to === to ? crossings : [...crossings, { ...moment, to }];
}

/** The newest one stays: it tells on which side the channel is. */
function forgetOld(memory: IncidentMemory, steadyMs: number): IncidentMemory {
  const isOld = ({ steadyMs: then }: Crossing): boolean => then < steadyMs - flapWindowMs;
  const crossings = memory.crossings.filter((one, place, all) => place === all.length - 1 || !isOld(one));
  return crossings.length === memory.crossings.length ? memory : { ...memory, crossings };
}

function noticeFlapping(memory: IncidentMemory, steadyMs: number, effects: IncidentEffect[]): IncidentMemory {
  if (memory.phase !== 'open' || memory.flapping || !flaps(memory, steadyMs)) return memory;
  effects.push({ kind: 'flapping' });
  return { ...memory, flapping: true };
}

function flaps({ crossings, state }: IncidentMemory, steadyMs: number): boolean {
  const lately = crossings.filter(({ steadyMs: then }) => then >= steadyMs - flapWindowMs);
  return lately.length >= flapChanges || state?.flapping === true;
}

function openWhenDue(memory: IncidentMemory, steadyMs: number, effects: IncidentEffect[]): IncidentMemory {
  const { phase, failing, state, crossings } = memory;
  if (phase !== 'pending' || failing === null || state === null || !isFailure(state.kind)) return memory;
  const flapping = flaps(memory, steadyMs);
  // One that never fails for long, and never works for long, fails all the same.
  if (!flapping && steadyMs - failing.steadyMs < settleMs) return memory;
  const first = flapping ? crossings.find(({ to }) => to === 'failing') : undefined;
  effects.push({ kind: 'opened', at: Math.min(first?.at ?? failing.at, failing.at), state });
  if (flapping) effects.push({ kind: 'flapping' });
  return { ...memory, phase: 'open', failing: null, quiet: null, flapping };
}

function closeWhenDue(memory: IncidentMemory, steadyMs: number, effects: IncidentEffect[]): IncidentMemory {
  if (memory.phase !== 'open' || memory.quiet === null) return memory;
  if (steadyMs - memory.quiet.steadyMs < quietNeeded(memory)) return memory;
  effects.push({ kind: 'closed', at: memory.quiet.at });
  return { ...nothingSeen, state: memory.state };
}

function quietNeeded({ flapping }: IncidentMemory): number {
  return flapping ? flapQuietMs : settleMs;
}

function wakeInMs(memory: IncidentMemory, steadyMs: number): number | null {
  const { phase, failing, state, quiet: since } = memory;
  if (phase === 'open') return since === null ? null : Math.max(0, since.steadyMs + quietNeeded(memory) - steadyMs);
  if (phase !== 'pending' || failing === null || state === null || !isFailure(state.kind)) return null;
  return Math.max(0, failing.steadyMs + settleMs - steadyMs);
}

function isOther(one: ChannelState | null, other: ChannelState): boolean {
  return one?.kind !== other.kind || one.leg !== other.leg || one.code !== other.code;
}
