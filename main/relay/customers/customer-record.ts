import { z } from 'zod';
import type { CustomerName } from '#shared/domain/message-search.ts';
import { OpenId, type ChannelId } from '#shared/domain/ids.ts';
import type { OperationsRecord } from '../ports/operations-store.ts';

const PlatformName = z.object({ text: z.string(), at: z.number() });
const asked = z.number().nullable().default(null);

/** What is kept of one customer besides his messages. */
export const KeptCustomer = z.object({
  /** Given by staff. */
  label: z.string(),
  note: z.string(),
  changedAt: z.number().nullable(),
  changedBy: z.string().nullable(),
  /** What the account remarked of him at WeChat. */
  remark: PlatformName.nullable().default(null),
  /** What CXone calls him. */
  cxone: PlatformName.nullable().default(null),
  /** WeChat's last word on whether he follows the account. */
  follows: z.object({ yes: z.boolean(), at: z.number() }).nullable().default(null),
  /** When each platform last answered what it calls him, epoch ms. */
  asked: z.object({ wechat: asked, cxone: asked }).default({ wechat: null, cxone: null }),
});
export type KeptCustomer = z.infer<typeof KeptCustomer>;

/** Stands in the place of the customer while everything kept of him is being removed. */
export const ErasureMark = z.object({
  erasing: z.object({
    /** Needed to find what is his; gone with the mark. */
    openId: OpenId,
    by: z.string(),
    at: z.number(),
    messages: z.number().int(),
    files: z.number().int(),
    /** Messages, files and records are gone and the audit says so: what remains is to overwrite them. */
    isNoted: z.boolean(),
  }),
});
export type ErasureMark = z.infer<typeof ErasureMark>;

const Body = z.union([ErasureMark, KeptCustomer]);

export const newCustomer: KeptCustomer = {
  label: '',
  note: '',
  changedAt: null,
  changedBy: null,
  remark: null,
  cxone: null,
  follows: null,
  asked: { wechat: null, cxone: null },
};

/** Null for what another version wrote. */
export function customerIn({ body }: OperationsRecord): KeptCustomer | ErasureMark | null {
  try {
    return Body.parse(JSON.parse(body));
  } catch {
    return null;
  }
}

export function isErasing(kept: KeptCustomer | ErasureMark | null): kept is ErasureMark {
  return kept !== null && 'erasing' in kept;
}

export function customerRecord(
  place: { readonly contactNo: number; readonly channelId: ChannelId; readonly at: number },
  kept: KeptCustomer | ErasureMark,
): OperationsRecord {
  return {
    kind: 'customer',
    id: String(place.contactNo),
    channelId: place.channelId,
    parent: null,
    at: place.at,
    endedAt: null,
    body: JSON.stringify(kept),
  };
}

/** All names, the one that is shown first. Nobody calls him anything: none. */
export function namesOf({ label, remark, cxone }: KeptCustomer): CustomerName[] {
  const names: readonly CustomerName[] = [
    { text: label, source: 'label' },
    { text: remark?.text ?? '', source: 'remark' },
    { text: cxone?.text ?? '', source: 'cxone' },
  ];
  return names.filter(({ text }) => text !== '');
}

/** On one line and without what only disturbs. */
export function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}
