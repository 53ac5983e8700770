import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { Handlers } from '#shared/contract/contract-types.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { Customer, SearchRow } from '#shared/domain/message-search.ts';
import type { TrafficRow } from '#shared/domain/message.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { findTerm } from '#shared/search/find-term.ts';
import { normalise } from '#shared/search/normalise.ts';
import { readSearch } from '#shared/search/read-search.ts';
import { snippetOf } from '#shared/search/snippet.ts';
import { channelId, hour, present } from './fake-data.ts';

/** What the simulated relay knows of customers, and how it counts. */
export interface SearchState {
  /** By the number of the conversation. */
  customers: Readonly<Record<number, Customer>>;
  /** Matches are counted up to here. */
  countedTo: number;
  notIndexed: number;
}

export function aCustomer(part: Partial<Customer> = {}): Customer {
  return {
    contactNo: 1,
    channelId: channelId('delta'),
    name: { text: '…k4Qz', source: 'openid' },
    label: '',
    note: '',
    changedAt: null,
    changedBy: null,
    openId: '…k4Qz',
    windowUntil: present + 30 * hour,
    repliesLeft: 3,
    firstAt: present - 90 * 24 * hour,
    lastAt: present - hour,
    messages: { inbound: 12, outbound: 9, notDelivered: 2 },
    names: [],
    follows: null,
    cases: [],
    waiting: 0,
    ...part,
  };
}

const endUsers = ['…k4Qz', '…Zp81', '…w_0T', '…aB3-', '…Xk9d', '…mm2R'];

/** A row as the search tells it: in these tests the excerpt is the whole text. */
export function aSearchRow(row: TrafficRow, part: Partial<SearchRow> = {}): SearchRow {
  const place = row.endUser === null ? -1 : endUsers.indexOf(row.endUser);
  return {
    ...row,
    contactNo: place === -1 ? null : place + 1,
    customer: row.endUser === null ? null : { text: row.endUser, source: 'openid' },
    caseId: null,
    snippet: row.preview,
    hits: [],
    ...part,
  };
}

interface SearchWorldOf extends SearchState {
  readonly rows: readonly TrafficRow[];
  readonly channels: readonly ChannelSnapshot[];
}

type SearchHandlers = Pick<
  Handlers<ConsoleContract>,
  'search.page' | 'customer.get' | 'customer.set' | 'customer.reveal' | 'customer.erase'
>;

/** Searches as the relay does, by looking at every row. */
export function searchHandlers(state: SearchWorldOf, whileRunning: <T>(answer: () => T) => T): SearchHandlers {
  const fits = <T>(list: readonly T[] | null, value: T): boolean => list === null || list.includes(value);
  const customerOf = (contactNo: number): Customer => {
    const found = state.customers[contactNo];
    if (found === undefined) throw new RelayError('CUSTOMER_UNKNOWN', 'Not there');
    return found;
  };
  return {
    'search.page': ({ text, filter, timeZone, cursor, limit }) =>
      whileRunning(() => {
        const { query, problems } = readSearch(text, filter, { channels: state.channels, timeZone, now: present });
        if (problems.length > 0) {
          return { rows: [], next: null, problems: [...problems], matches: null, notIndexed: state.notIndexed };
        }
        const found = state.rows.flatMap((row) => {
          const plain = normalise(row.preview);
          const named = aSearchRow(row);
          const known = named.contactNo === null ? undefined : state.customers[named.contactNo];
          const wanted = query.words.filter((word) => !word.isNegated);
          const isIn =
            query.words.every((word) => findTerm(plain, word) >= 0 !== word.isNegated) &&
            fits(query.channelIds, row.channelId) &&
            fits(query.directions, row.direction) &&
            fits(query.kinds, row.kind) &&
            fits(query.states, row.state) &&
            (query.openIds.any.length === 0 || query.openIds.any.some((end) => row.endUser?.endsWith(end) === true)) &&
            (query.from === null || row.receivedAt >= query.from) &&
            (query.until === null || row.receivedAt < query.until) &&
            (query.contactNo === null || named.contactNo === query.contactNo);
          if (!isIn) return [];
          const snippet = snippetOf(row.preview, wanted);
          return [
            {
              ...named,
              snippet: snippet.text,
              hits: [...snippet.hits],
              ...(known === undefined ? {} : { customer: known.name }),
            },
          ];
        });
        const rest = cursor === null ? found : found.filter(({ seq }) => seq < Number(cursor));
        const rows = rest.slice(0, limit);
        return {
          rows,
          next: rest.length > limit ? String(rows.at(-1)?.seq) : null,
          problems: [],
          matches:
            cursor === null
              ? { count: Math.min(found.length, state.countedTo), isMore: found.length > state.countedTo }
              : null,
          notIndexed: state.notIndexed,
        };
      }),
    'customer.get': ({ contactNo }) => whileRunning(() => customerOf(contactNo)),
    'customer.reveal': ({ contactNo }) =>
      whileRunning(() => ({ openId: `oAbCdEfGhIjKlMnOpQrStUv${customerOf(contactNo).openId.slice(-4)}` })),
    'customer.erase': ({ contactNo }) =>
      whileRunning(() => {
        const { inbound, outbound } = customerOf(contactNo).messages;
        state.customers = Object.fromEntries(
          Object.entries(state.customers).filter(([no]) => Number(no) !== contactNo),
        );
        return { messages: inbound + outbound, files: 1 };
      }),
    'customer.set': ({ contactNo, label, note }) =>
      whileRunning(() => {
        const before = customerOf(contactNo);
        const name: Customer['name'] =
          label === '' ? { text: before.openId, source: 'openid' } : { text: label, source: 'label' };
        const changed = { ...before, name, label, note, changedAt: present, changedBy: 'desk-2' };
        state.customers = { ...state.customers, [contactNo]: changed };
        return changed;
      }),
  };
}
