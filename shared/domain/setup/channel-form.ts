import { z } from 'zod';
import { setupId, typed } from './typed.ts';

/** Steps of the wizard, in their order. */
export const ChannelStep = z.enum(['account', 'callback', 'cxone', 'routing', 'first_message']);
export type ChannelStep = z.infer<typeof ChannelStep>;

/** Something of the tenant known by its id there, by its name, or both. Names only: written down by hand. */
export const TenantThing = z.object({ id: typed(200), name: typed(200) });
export type TenantThing = z.infer<typeof TenantThing>;

/** One WeChat Official Account and its CXone channel, as typed. Secrets apart, see `SetupSecret`. */
export const ChannelForm = z.object({
  /** Part of the callback URL. Never changes once applied. */
  id: setupId,
  name: typed(200),
  /** `id` of an integration of the book. */
  integration: typed(40),
  wechat: z.object({
    appId: typed(100),
    originalId: typed(100),
    mode: z.enum(['security', 'compatible', 'plain']),
    /** Empty: WeChat's own. */
    apiBase: typed(2_000),
  }),
  cxone: z.object({
    /** The channel's id in CXone (digital point of contact). */
    channelId: typed(100),
    /** How it came to be. */
    made: z.enum(['api', 'add_page', 'by_hand', 'not_yet']),
  }),
  /** How its cases find agents: script and skill (recommended), or queues of older days. */
  routing: z.enum(['script', 'queues']),
  /** Both are required of every channel (CXone: Digital points of contact). */
  script: TenantThing,
  skill: TenantThing,
  customerLanguage: z.enum(['en', 'nl', 'zh']),
  agentLanguage: z.enum(['en', 'nl', 'zh']),
  /** Where the wizard stands, to go on there later. */
  step: ChannelStep,
});
export type ChannelForm = z.infer<typeof ChannelForm>;
