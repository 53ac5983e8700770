import { z } from 'zod';
import { ErrorCode } from '../../errors/catalogue.ts';

/** One variable of the program's environment. 'environment': copied from this program's own; 'vault': kept there, never shown. */
export const TunnelVariable = z.object({
  name: z.string().max(100),
  from: z.enum(['text', 'environment', 'vault']),
  /** The text, or the name of our own variable; empty for 'vault'. */
  value: z.string().max(2_000),
});
export type TunnelVariable = z.infer<typeof TunnelVariable>;

/** A tunnel program as typed, right or wrong: rules stand in `shared/setup/tunnel-rules.ts`. Never holds a secret. */
export const TunnelSettings = z.object({
  /** A name to be found on PATH, or an absolute path. No shell reads it. */
  program: z.string().max(4_096),
  /** '{port}' and '{url}' stand for where the relay listens on this computer. */
  args: z.array(z.string().max(4_096)).max(64),
  variables: z.array(TunnelVariable).max(32),
  /** A regular expression that finds the public address in the output (its first group, or all of it). Empty: it is fixed. */
  addressPattern: z.string().max(300),
});
export type TunnelSettings = z.infer<typeof TunnelSettings>;

/** waiting: for a relay that listens, or for the vault. gave_up: it ended too often, or cannot be started as it is. */
export const TunnelState = z.object({
  kind: z.enum(['stopped', 'waiting', 'starting', 'running', 'restarting', 'gave_up']),
  since: z.number(),
  pid: z.number().int().nullable(),
  /** Starts by itself since it was started by hand. */
  restarts: z.number().int(),
  /** Next start by itself, epoch ms. */
  nextStartAt: z.number().nullable(),
  code: ErrorCode.nullable(),
  value: z.string().nullable(),
  /** The newest public address that stood in the output. Nobody has called it because of that. */
  seenUrl: z.string().nullable(),
});
export type TunnelState = z.infer<typeof TunnelState>;

export const TunnelView = z.object({
  settings: TunnelSettings,
  /** It is started together with the relay, until somebody stops it. */
  on: z.boolean(),
  /** Names of variables whose secret is kept in the vault. */
  keptSecrets: z.array(z.string()),
  /** What runs was started with other settings. */
  changed: z.boolean(),
  state: TunnelState,
  /** The newest lines of its output, oldest first; secrets masked. */
  lines: z.array(z.string()).max(200),
});
export type TunnelView = z.infer<typeof TunnelView>;
