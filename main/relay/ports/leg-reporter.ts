import type { Leg, ProofStrength } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';

export interface LegFault {
  readonly code: ErrorCode;
  readonly platformCode: string | null;
  readonly value: string | null;
  /** False when only an operator can help. */
  readonly retryable: boolean;
  readonly nextTryAt: number | null;
}

/** Something that works for now and will not for long, or works badly. */
export interface LegWarning {
  readonly code: ErrorCode;
  readonly platformCode: string | null;
  readonly value: string | null;
}

/** Where connectors and services say what they saw of a leg. Cheap: may be called for every message. */
export interface LegReporter {
  proof(channelId: ChannelId, leg: Leg, strength: ProofStrength): void;
  fault(channelId: ChannelId, leg: Leg, fault: LegFault): void;
  /** Takes the place of an earlier warning with the same code. */
  warning(channelId: ChannelId, leg: Leg, warning: LegWarning): void;
  /** That warning is over. */
  warningOver(channelId: ChannelId, leg: Leg, code: ErrorCode): void;
  /** A request that was refused before it could be tied to a fault of ours (wrong signature, unknown token): counted. */
  refusedRequest(channelId: ChannelId | null, code: ErrorCode): void;
}
