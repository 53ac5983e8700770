import type { ChannelStateKind } from '#shared/domain/channel.ts';
import type { RuntimeFacts } from './app-facts.ts';

/** The last line a demo prints. Counts are the simulated platforms' own, taken outside the relay. */
export interface DemoSummary {
  readonly event: 'demo-summary';
  readonly runtime: Pick<RuntimeFacts, 'kind' | 'version'>;
  readonly seconds: number;
  readonly messages: { readonly inbound: number; readonly outbound: number };
  /** Acknowledged and never arrived. */
  readonly lost: number;
  /** Arrived more than once. */
  readonly duplicates: number;
  readonly ackP50Ms: number | null;
  readonly ackP99Ms: number | null;
  readonly channels: readonly { readonly id: string; readonly name: string; readonly state: ChannelStateKind }[];
  readonly screenshots: readonly string[];
}

/** What is wrong with a demo's outcome, in an engineer's words; empty when nothing is. */
export function demoFaults(summary: DemoSummary): string[] {
  const faults: string[] = [];
  if (summary.lost > 0) faults.push(`${summary.lost} lost`);
  if (summary.duplicates > 0) faults.push(`${summary.duplicates} duplicates`);
  if (summary.messages.inbound === 0) faults.push('nothing came in');
  if (summary.messages.outbound === 0) faults.push('nothing went out');
  if (summary.channels.length === 0) faults.push('no channels');
  for (const { id, state } of summary.channels) {
    if (state === 'down' || state === 'action_required' || state === 'unknown') faults.push(`${id} is ${state}`);
  }
  return faults;
}
