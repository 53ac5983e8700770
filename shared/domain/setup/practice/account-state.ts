import { z } from 'zod';

/* The administration of the sandbox's Official Accounts: what `GET /administration/api/state` says, as far as its page shows it. */

const ChatLine = z.object({
  /** in: the customer's own words; out: from the account; notice: what WeChat itself says. */
  direction: z.enum(['in', 'out', 'notice']),
  /** Epoch ms. */
  at: z.number(),
  type: z.string(),
  text: z.string(),
  /** A file that was sent, either way. */
  media: z.object({ type: z.enum(['image', 'voice', 'video', 'thumb']), sizeBytes: z.number().int() }).optional(),
  link: z.object({ title: z.string(), url: z.string() }).optional(),
});
export type ChatLine = z.infer<typeof ChatLine>;

export const AccountRow = z.object({
  name: z.string(),
  appId: z.string(),
  originalId: z.string(),
  /** For practice; those of the demonstration stay as they are. */
  isSpare: z.boolean(),
  mode: z.enum(['plain', 'compatible', 'security']),
  callbackUrl: z.string().nullable(),
  /** Null: any address may fetch an access token. */
  ipAllowList: z.array(z.string()).nullable(),
  /** Of spare accounts only. */
  customers: z.array(z.object({ openid: z.string(), nickname: z.string(), chat: z.array(ChatLine) })),
});
export type AccountRow = z.infer<typeof AccountRow>;

export const AccountsState = z.object({ accounts: z.array(AccountRow) });
export type AccountsState = z.infer<typeof AccountsState>;
