import { z } from 'zod';
import { ErrorCode } from '../../errors/catalogue.ts';

/** What a channel needs before it works, in the order it is set up. */
export const ReadinessTopic = z.enum([
  'public_address',
  'integration',
  'integration_id',
  'cxone_access',
  'client_certificate',
  'wechat_account',
  'wechat_callback',
  'cxone_channel',
  'cxone_called',
  'script_and_skill',
  'permissions',
  'routing',
  'outbound_skill',
  'agent_timer',
  'customer_timer',
  'sla',
  'first_message_in',
  'first_message_out',
]);
export type ReadinessTopic = z.infer<typeof ReadinessTopic>;

/** waiting: ours is done, the other side's proof has not come. not_needed: left out on purpose, and allowed. */
export const ReadinessState = z.enum(['done', 'missing', 'wrong', 'waiting', 'not_needed']);
export type ReadinessState = z.infer<typeof ReadinessState>;

export const ReadinessLine = z.object({
  topic: ReadinessTopic,
  state: ReadinessState,
  /** What is wrong or missing; null when nothing is. */
  code: ErrorCode.nullable(),
  value: z.string().nullable(),
  /** When it was proved or ticked; null without proof. */
  at: z.number().nullable(),
  /** Who ticked it; null when the relay saw it itself. */
  by: z.string().nullable(),
  /** The page that mends it, as `shared/setup` names it. */
  fix: z.enum(['outside', 'integration', 'channel', 'permissions', 'routing', 'skill', 'sla', 'channel_page']),
});
export type ReadinessLine = z.infer<typeof ReadinessLine>;
