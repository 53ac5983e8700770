import type { ReadinessLine } from '../domain/setup/readiness.ts';
import { accessLine, calledLine, certificateLine, integrationIdLine, integrationLine } from './ready-integration.ts';
import { accountLine, callbackLine, cxoneChannelLine, firstMessageLine, outsideLine } from './ready-channel.ts';
import { permissionsLine, routingLine, scriptLine } from './ready-people.ts';
import { agentTimerLine, customerTimerLine, skillLine, slaLine } from './ready-skill.ts';
import { readyParts } from './ready-parts.ts';
import type { ReadinessInput } from './readiness-input.ts';

/**
 * What a channel needs before it works, one line each, in the order it is set up; empty for a channel nobody knows. 'done' is
 * said only with a proof: what the relay saw, what was applied, or what a person ticked. Of channels that are not of the book
 * only what was seen or ticked is known; the rest waits.
 */
export function readinessOf(channelId: string, input: ReadinessInput): ReadinessLine[] {
  const parts = readyParts(channelId, input);
  if (parts === null) return [];
  return [
    outsideLine(parts),
    integrationLine(parts),
    integrationIdLine(parts),
    accessLine(parts),
    certificateLine(parts),
    accountLine(parts),
    callbackLine(parts),
    cxoneChannelLine(parts),
    calledLine(parts),
    scriptLine(parts),
    permissionsLine(parts),
    routingLine(parts),
    skillLine(parts),
    agentTimerLine(parts),
    customerTimerLine(parts),
    slaLine(parts),
    firstMessageLine(parts, 'in'),
    firstMessageLine(parts, 'out'),
  ];
}

/** Nothing of it is missing, wrong or waited for. What is left out on purpose counts as done. */
export const isSettled = ({ state }: Pick<ReadinessLine, 'state'>): boolean =>
  state === 'done' || state === 'not_needed';
