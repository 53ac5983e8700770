import type { Side } from './customer.ts';
import type { FastWorld } from './fast-world.ts';
import { carriesText } from './calls.ts';
import type { ProxiedRequest } from './fault-proxy.ts';

/** Every attempt at the message with this text, in order. */
export function attemptsAt(world: FastWorld, side: Side, text: string): readonly ProxiedRequest[] {
  return world.proxies[side].requests.filter((request) => carriesText(side, request, text));
}

/** Fast milliseconds between the end of one attempt and the begin of the next. */
export function gapsMs(world: FastWorld, attempts: readonly ProxiedRequest[]): number[] {
  return attempts.slice(1).map((attempt, place) => {
    const before = attempts[place];
    const from = before?.answeredAt ?? before?.endedAt ?? before?.startedAt ?? 0;
    return (attempt.startedAt - from) * world.clock.speed;
  });
}
