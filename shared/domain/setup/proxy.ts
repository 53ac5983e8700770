import { z } from 'zod';
import { ErrorCode } from '../../errors/catalogue.ts';

/** The way calls to one host take, as the configuration has it. Never a password. */
export const HostWay = z.object({
  /** As it stands in the address, with the port where that is not the usual one. */
  host: z.string().max(300),
  side: z.enum(['wechat', 'cxone', 'other']),
  /** 'host:port'; null: straight, without a proxy. */
  proxy: z.string().max(300).nullable(),
  /** TLS is spoken to the proxy itself. */
  isSecure: z.boolean(),
  signsIn: z.boolean(),
  /** An authority of the proxy counts for the hosts behind it: the proxy may open what passes. */
  trustsProxy: z.boolean(),
  /** A PAC file says so; left out where none does. */
  pac: z
    .object({
      /** Where it lies, without a query. */
      source: z.string().max(300),
      /** Why it says nothing; null: it does. With a code, `proxy` is not known and not 'none'. */
      code: ErrorCode.nullable(),
    })
    .optional(),
});
export type HostWay = z.infer<typeof HostWay>;
