import { z } from 'zod';
import { ErrorCode } from '../errors/catalogue.ts';
import { ChannelId } from './ids.ts';
import { Direction, MessageKind, MessageState, TrafficRow } from './message.ts';

const moment = z.number().min(0).max(8_640_000_000_000_000);

/** What a search is narrowed to besides its words. Empty lists and nulls: everything. */
export const SearchFilter = z.object({
  channelIds: z.array(ChannelId).max(500),
  direction: Direction.nullable(),
  kinds: z.array(MessageKind).max(20),
  states: z.array(MessageState).max(10),
  /** Received from (inclusive) and until (exclusive), epoch ms. */
  from: moment.nullable(),
  until: moment.nullable(),
  /** One conversation. */
  contactNo: z.number().int().nullable(),
});
export type SearchFilter = z.infer<typeof SearchFilter>;

export const SearchRequest = z.object({
  /** Words and operators as a person types them. */
  text: z.string().max(500),
  filter: SearchFilter,
  /** IANA zone in which dates in the text are meant. */
  timeZone: z.string().min(1).max(100),
  /** Of the page before, or null. */
  cursor: z.string().max(200).nullable(),
  limit: z.number().int().min(1).max(200),
  /** Who asks, by any name: a newer question ends one under way of the same name. Left out: a name of its own. */
  asker: z.string().max(40).optional(),
});
export type SearchRequest = z.infer<typeof SearchRequest>;

/** Something of the text that cannot be searched for. Offsets in UTF-16 units. */
export const SearchProblem = z.object({
  code: ErrorCode,
  from: z.number().int(),
  until: z.number().int(),
  value: z.string().nullable(),
});
export type SearchProblem = z.infer<typeof SearchProblem>;

/**
 * What a customer is called here, and who says so: staff (label), the account's remark at WeChat, the contact in CXone. openid:
 * nobody does, so it is the end of the openid.
 */
export const CustomerName = z.object({ text: z.string(), source: z.enum(['label', 'remark', 'cxone', 'openid']) });
export type CustomerName = z.infer<typeof CustomerName>;

export const SearchRow = TrafficRow.extend({
  contactNo: z.number().int().nullable(),
  customer: CustomerName.nullable(),
  /** CXone's case, where it is known. */
  caseId: z.string().nullable(),
  /** Masked excerpt around the first hit, on one line. */
  snippet: z.string(),
  /** What of the snippet was searched for. In order, not overlapping. */
  hits: z.array(z.object({ from: z.number().int(), until: z.number().int() })),
});
export type SearchRow = z.infer<typeof SearchRow>;

export const SearchPage = z.object({
  /** Newest first. */
  rows: z.array(SearchRow),
  next: z.string().nullable(),
  /** When not empty there are no rows. */
  problems: z.array(SearchProblem),
  /** How many match, counted up to a bound; `isMore`: there are more than that. Null: not counted on this page. */
  matches: z.object({ count: z.number().int(), isMore: z.boolean() }).nullable(),
  /** Messages accepted that words cannot find yet. While an index is built anew this is large. */
  notIndexed: z.number().int(),
});
export type SearchPage = z.infer<typeof SearchPage>;

/** One end user of one channel, as far as we know. */
export const Customer = z.object({
  contactNo: z.number().int(),
  channelId: ChannelId,
  name: CustomerName,
  /** Given by staff. */
  label: z.string(),
  note: z.string(),
  changedAt: z.number().nullable(),
  changedBy: z.string().nullable(),
  /** What the platforms call this customer, and when they said so. */
  names: z.array(z.object({ text: z.string(), source: z.enum(['remark', 'cxone']), at: z.number() })),
  /** Whether the customer follows the account, by WeChat's last word on it; null: it has not said. */
  follows: z.object({ yes: z.boolean(), at: z.number() }).nullable(),
  /** CXone's cases of this customer that messages named, newest first, at most 20. */
  cases: z.array(
    z.object({
      caseId: z.string(),
      firstAt: z.number(),
      lastAt: z.number(),
      messages: z.number().int(),
      /** Our own id of the case, where CXone named a page of it: `sla.openCase` opens it. Null: no page is known. */
      slaCaseId: z.string().nullable(),
    }),
  ),
  /** Messages that wait: while there are any, the customer cannot be erased. */
  waiting: z.number().int(),
  /** Masked. */
  openId: z.string(),
  /** End of WeChat's reply window as we count it, epoch ms; null: not open. */
  windowUntil: z.number().nullable(),
  repliesLeft: z.number().int().nullable(),
  firstAt: z.number().nullable(),
  lastAt: z.number().nullable(),
  messages: z.object({ inbound: z.number().int(), outbound: z.number().int(), notDelivered: z.number().int() }),
});
export type Customer = z.infer<typeof Customer>;
