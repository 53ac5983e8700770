import { z } from 'zod';
import { TunnelSettings, TunnelView } from '../domain/setup/tunnel.ts';
import { invoke, push } from './contract-types.ts';

/** The tunnel program that the console starts and watches. Main keeps it; the relay knows nothing of it. */
export const tunnelQuestions = {
  'tunnel.state': invoke(z.null(), TunnelView),
  /**
   * Saves what was typed, right or wrong, and secrets by the name of their variable (null forgets one). What runs goes on as it
   * was started. Throws TUNNEL_NOT_SAVED and the vault's errors.
   */
  'tunnel.set': invoke(
    z.object({
      settings: TunnelSettings,
      secrets: z.record(z.string().max(100), z.string().min(1).max(20_000).nullable()),
    }),
    TunnelView,
  ),
  /** Starts it, or starts it anew with what is typed now. Throws the first rule that is broken, and TUNNEL_NOT_SAVED. */
  'tunnel.start': invoke(z.null(), TunnelView),
  /** Ends it with everything it started; from then on it is not started with the relay. */
  'tunnel.stop': invoke(z.null(), TunnelView),
} as const;

export const tunnelNotices = {
  'tunnel.changed': push(TunnelView),
} as const;
