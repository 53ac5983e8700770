import type { Leg } from '#shared/domain/channel.ts';
import type { ProbeName } from '#shared/domain/health.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { ProbeFinding } from '../ports/leg-probe.ts';
import type { LegReporter } from '../ports/leg-reporter.ts';

/**
 * Where findings are told. A fault told here is known to come from a probe; `warningOver` with its code ends it, whether or
 * not the leg is proven by then.
 */
export type ProbeReporter = Pick<LegReporter, 'proof' | 'fault' | 'warning' | 'warningOver'>;

/** What a probe has told and not taken back. */
export interface Told {
  readonly name: ProbeName;
  readonly leg: Leg;
  readonly kind: 'fault' | 'warning';
  readonly code: ErrorCode;
}

/** Those that do on their leg what a message does: a call with a token that the other side carried out, or a call to our callback. */
const proving: ReadonlySet<ProbeName> = new Set<ProbeName>(['wechat_api', 'cxone_channel', 'callback_reach']);

/** Legs a finding of this probe concerns beside its own: both platforms come in over the same listener. */
const alsoConcerns: Partial<Record<ProbeName, readonly Leg[]>> = { own_certificate: ['cxoneIn'] };

/**
 * Tells a channel's legs what a probe found, and takes back what it had told before. `all`: what all probes of the
 * channel have told; two may warn of the same thing, and it is over when neither does. Returns the new list.
 */
export function report(
  reporter: ProbeReporter,
  input: {
    readonly channelId: ChannelId;
    readonly name: ProbeName;
    readonly leg: Leg;
    readonly finding: ProbeFinding;
    readonly nextTryAt: number | null;
    readonly all: readonly Told[];
  },
): readonly Told[] {
  const { channelId, name, finding } = input;
  const legs = [input.leg, ...(alsoConcerns[name] ?? [])];
  const now = toldBy(name, legs, finding);
  // Whether a fault is over cannot be seen from a look that told nothing.
  const stays = (told: Told): boolean => told.name !== name || (finding.outcome === 'cannot_tell' && isFault(told));
  const next = [...input.all.filter(stays), ...now];
  for (const told of input.all) {
    if (next.some((other) => other.leg === told.leg && other.kind === told.kind && other.code === told.code)) continue;
    reporter.warningOver(channelId, told.leg, told.code);
  }
  const { platformCode, value, retryable } = finding;
  for (const { leg, kind, code } of now) {
    if (kind === 'warning') reporter.warning(channelId, leg, { code, platformCode, value });
    else reporter.fault(channelId, leg, { code, platformCode, value, retryable, nextTryAt: input.nextTryAt });
  }
  // A call that works proves nothing beside a fault that another probe knows of.
  const isContradicted = next.some((told) => told.leg === input.leg && isFault(told));
  if (finding.outcome === 'passed' && proving.has(name) && !isContradicted) {
    reporter.proof(channelId, input.leg, 'own_check');
  }
  return next;
}

function toldBy(name: ProbeName, legs: readonly Leg[], { outcome, code }: ProbeFinding): readonly Told[] {
  if (code === null || (outcome !== 'failed' && outcome !== 'warning')) return [];
  return legs.map((leg) => ({ name, leg, kind: outcome === 'failed' ? 'fault' : 'warning', code }) as const);
}

function isFault({ kind }: Told): boolean {
  return kind === 'fault';
}
