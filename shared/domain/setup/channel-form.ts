import { z } from 'zod';
import { setupId, typed } from './typed.ts';

/** Steps of the wizard, in their order. */
export const ChannelStep = z.enum(['account', 'callback', 'cxone', 'routing', 'first_message']);
export type ChannelStep = z.infer<typeof ChannelStep>;

/** Something of the tenant known by its id there, by its name, or both. Names only: written down by hand. */
export const TenantThing = z.object({ id: typed(200), name: typed(200) });
export type TenantThing = z.infer<typeof TenantThing>;

/** A CXone template and the WeChat template message it becomes. */
const CarriedTemplate = z.object({
  name: typed(200),
  templateId: typed(200),
  fields: z.record(z.string().max(64), typed(500)),
  /** Empty: nothing opens. */
  url: typed(2_000),
});

/** What relay.json says of a channel and no field of the form does. Carried along when a channel is taken over from there. */
export const CarriedSettings = z.object({
  /** UTF-8 bytes. */
  longestTextBytes: z.number().int(),
  repliesPerMessage: z.number().int(),
  repliesPerAction: z.number().int(),
  templates: z.array(CarriedTemplate).max(200),
  unconfirmed: z.object({
    rule: z.enum(['ask', 'send_again', 'give_up']),
    report: z.enum(['nothing', 'failed']),
  }),
});
export type CarriedSettings = z.infer<typeof CarriedSettings>;

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
  /** Left out: as the product has them. */
  carried: CarriedSettings.optional(),
  /** Where the wizard stands, to go on there later. */
  step: ChannelStep,
});
export type ChannelForm = z.infer<typeof ChannelForm>;
