import { z } from 'zod';

/**
 * What the relay has seen with its own eyes. webhook_verified: WeChat asked the callback address with the right signature
 * (GET with echostr). pushed: a push of WeChat's with the right signature. token_fetched: CXone got a token. box_called: a call of CXone with a right token. validation_called:
 * recipients validation. message_in: a customer's message accepted by CXone. message_out: a reply accepted by WeChat.
 * unknown_call: a call of CXone to an address of ours that nobody published (kept, answered 404).
 */
export const SightingKind = z.enum([
  'webhook_verified',
  'pushed',
  'token_fetched',
  'box_called',
  'message_in',
  'message_out',
  'unknown_call',
]);
export type SightingKind = z.infer<typeof SightingKind>;

export const Sighting = z.object({
  /** Which channel or integration, by our id. */
  owner: z.enum(['channel', 'integration']),
  ownerId: z.string().max(64),
  kind: SightingKind,
  firstAt: z.number(),
  lastAt: z.number(),
  count: z.number().int(),
  /** Method and path of an unknown call, cut to 200 characters; else null. */
  detail: z.string().max(200).nullable(),
  /** The base address all of it was seen under ('https://relay.example.com'); null: none was configured. */
  under: z.string().max(2_000).nullable().optional(),
  /** False: that is not the public address any more, so that it proves nothing of the present one. */
  current: z.boolean().optional(),
});
export type Sighting = z.infer<typeof Sighting>;
