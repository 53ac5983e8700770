import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ChildPort } from './child-port.ts';
import type { RestartPolicy } from './restart-policy.ts';
import type { HeartbeatRule } from './silence.ts';

export interface Fault {
  readonly code: ErrorCode;
  /** What the operator's sentence may name: a port, a folder. Never a secret. */
  readonly value: string | null;
}

/** What a child's message means to its supervisor; null for messages that concern somebody else. */
export type ChildSignal<R> =
  | { readonly kind: 'ready'; readonly ready: R }
  | { readonly kind: 'heartbeat' }
  | ({ readonly kind: 'fatal'; readonly message: string } & Fault);

/** 'blocked': the child cannot be started until somebody does something; no crash, so nothing is repeated. */
export type StartPlan =
  | { readonly kind: 'start'; readonly message: unknown }
  | { readonly kind: 'blocked'; readonly as: 'locked' | 'not_configured'; readonly fault: Fault | null };

export interface ProcessState<R> {
  readonly kind:
    'locked' | 'not_configured' | 'starting' | 'running' | 'unresponsive' | 'restarting' | 'gave_up' | 'stopped';
  /** Epoch milliseconds. */
  readonly since: number;
  readonly pid: number | null;
  /** What the child told with its ready message, while it runs. */
  readonly ready: R | null;
  readonly restarts: number;
  readonly nextStartAt: number | null;
  readonly fault: Fault | null;
}

export interface SupervisorOptions<R> {
  /** For log lines: 'relay', 'sandbox'. */
  readonly name: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly policy: RestartPolicy;
  readonly readyTimeoutMs: number;
  readonly stopGraceMs: number;
  /** null: the child does not beat, so only its end is noticed. */
  readonly heartbeat: HeartbeatRule | null;
  /** What to say first; asked anew before each start. May throw a RelayError. `null` as message: nothing. */
  readonly prepare: () => Promise<StartPlan>;
  readonly launch: () => ChildPort;
  readonly receive: (raw: unknown) => ChildSignal<R> | null;
  readonly onState: (state: ProcessState<R>) => void;
}
