import type { Leg } from '#shared/domain/channel.ts';
import type { ProbeName, ProbeOutcome, ProbeResult } from '#shared/domain/health.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';

export interface ProbeFinding {
  readonly outcome: Exclude<ProbeOutcome, 'not_run'>;
  /** Null when it passed. */
  readonly code: ErrorCode | null;
  readonly platformCode: string | null;
  readonly value: string | null;
  /** For 'failed': false when only a person can help. */
  readonly retryable: boolean;
}

/** One check of one leg of one channel. Never throws: what went wrong is its finding. */
export interface LegProbe {
  readonly name: ProbeName;
  readonly leg: Leg;
  /** How often it runs by itself on a quiet line, milliseconds; null: only when asked for, or from what passes by. */
  readonly everyMs: number | null;
  run(signal: AbortSignal): Promise<ProbeFinding>;
}

/** Runs the probes of all channels within their quotas, and keeps the last result of each. */
export interface ProbeBook {
  results(channelId: ChannelId): readonly ProbeResult[];
  /** Runs every probe of the channel now, those of the same leg one after another. Within 20 s. */
  runAll(channelId: ChannelId, signal: AbortSignal): Promise<readonly ProbeResult[]>;
}
