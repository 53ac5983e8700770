import type { ReadinessLine } from '../domain/setup/readiness.ts';
import { checkScriptAndSkill } from './channel-rules.ts';
import { permissionsOf } from './permission-rules.ts';
import { faultLine, subject, ticked, type ReadyParts } from './ready-parts.ts';
import { routingOf } from './routing-rules.ts';
import { scriptTick, ticksWanted, type TickKind } from './ticks.ts';

const wanted = ({ input, channelId }: ReadyParts, kinds: readonly TickKind[]): readonly string[] =>
  ticksWanted(input.book, channelId)
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ id }) => id);

/** Default Studio script and default digital skill, as somebody saw them in the tenant. */
export function scriptLine(parts: ReadyParts): ReadinessLine {
  const { channel, input, channelId } = parts;
  const about = subject('script_and_skill', channel === null ? 'routing' : 'channel');
  const fault = channel === null ? null : faultLine(about, checkScriptAndSkill(channel.draft));
  const open = channel === null ? 'SETUP_GIVEN_UNKNOWN' : 'SETUP_NOT_TICKED';
  return fault ?? ticked(about, parts, [scriptTick(input.book, channelId)], open);
}

export function permissionsLine(parts: ReadyParts): ReadinessLine {
  const about = subject('permissions', 'permissions');
  const fault = faultLine(about, permissionsOf(parts.input.book, parts.channelId, parts.input.given.channels));
  return fault ?? ticked(about, parts, wanted(parts, ['role', 'user']), 'SETUP_NOT_TICKED');
}

/** By script and skill: what was ticked of these. By queues: each queue that takes the channel's messages, too. */
export function routingLine(parts: ReadyParts): ReadinessLine {
  const about = subject('routing', 'routing');
  const fault = faultLine(about, routingOf(parts.input.book, parts.channelId, parts.input.given.channels));
  const open = parts.channel === null ? 'SETUP_GIVEN_UNKNOWN' : 'SETUP_NOT_TICKED';
  return fault ?? ticked(about, parts, wanted(parts, ['script', 'queue']), open);
}
