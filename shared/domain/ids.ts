import { z } from 'zod';

/** Our own id of a channel, chosen at set-up; part of the callback URL, never the WeChat app id. */
export const ChannelId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/u)
  .brand<'ChannelId'>();
export type ChannelId = z.infer<typeof ChannelId>;

/** Our own id of an integration (one BYOC registration in CXone). */
export const IntegrationId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/u)
  .brand<'IntegrationId'>();
export type IntegrationId = z.infer<typeof IntegrationId>;

/** Our own id of a message: 'wxin-' or 'wxout-' and 26 characters that sort by time. The same in every attempt. */
export const MessageId = z.string().min(1).max(64).brand<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;

/** The end user's id within one WeChat account. Personal data: masked on screen and in logs. */
export const OpenId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/u)
  .brand<'OpenId'>();
export type OpenId = z.infer<typeof OpenId>;
