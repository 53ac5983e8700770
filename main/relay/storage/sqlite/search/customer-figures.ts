import type { MessageId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { maskId } from '#shared/lib/mask.ts';
import type { CustomerFigures } from '../../../ports/customer-figures.ts';
import { directionNumber, stateNumber } from '../record-codes.ts';
import { bytes, integer, numberAt, textAt, textOrNullAt } from '../sql-cells.ts';
import { contactToken } from './attribute-tokens.ts';
import { candidates, type CandidateParts } from './candidates.ts';
import { anyOutline } from './outlines.ts';
import type { SearchPlan } from './plan.ts';
import { storeCondition } from './store-condition.ts';

const mostCases = 20;

type Case = CustomerFigures['cases'][number];

const columns = [integer('direction'), integer('state'), integer('received_at'), bytes('case_id'), bytes('id')].join(
  ', ',
);

/** What the messages kept of one end user say of him. `pause` gives others their turn. Throws CUSTOMER_UNKNOWN. */
export async function customerFigures(
  { window, index }: CandidateParts,
  contactNo: number,
  pause: () => Promise<void>,
): Promise<CustomerFigures> {
  window.forgetChannels();
  window.forgetContacts();
  const { session } = window;
  const contact = session.contacts.byNo(contactNo);
  const channelId = contact === null ? null : session.channels.idOf(contact.channelNo);
  // Without a key nothing of the end user is kept any more.
  if (contact?.key == null || channelId === null) {
    throw new RelayError('CUSTOMER_UNKNOWN', 'no end user has this number');
  }
  const outlines = session.database.query(
    `SELECT ${columns} FROM message WHERE seq IN (SELECT value FROM json_each(?))`,
  );
  const tally = new Tally();
  const plan = customerPlan(contactNo);
  for (const { seqs } of candidates(plan, { from: null, until: null }, window.bounds().last + 1, { window, index })) {
    for (const row of outlines.all([JSON.stringify(seqs)])) {
      const id = textAt(row, 4) as MessageId;
      tally.add({
        id,
        direction: numberAt(row, 0),
        state: numberAt(row, 1),
        at: numberAt(row, 2),
        caseId: textOrNullAt(row, 3),
      });
    }
    await pause();
  }
  const { openId, windowUntil, repliesLeft } = contact;
  return { contactNo, channelId, openId: maskId(openId), windowUntil, repliesLeft, ...tally.figures() };
}

interface Counted {
  readonly id: MessageId;
  readonly direction: number;
  readonly state: number;
  readonly at: number;
  readonly caseId: string | null;
}

class Tally {
  readonly #messages = { inbound: 0, outbound: 0, notDelivered: 0 };
  readonly #cases = new Map<string, Case>();
  #waiting = 0;
  #firstAt: number | null = null;
  #lastAt: number | null = null;

  add({ id, direction, state, at, caseId }: Counted): void {
    if (direction === directionNumber.inbound) this.#messages.inbound += 1;
    else this.#messages.outbound += 1;
    if (state === stateNumber.pending) this.#waiting += 1;
    else if (state !== stateNumber.delivered) this.#messages.notDelivered += 1;
    this.#firstAt = Math.min(this.#firstAt ?? at, at);
    this.#lastAt = Math.max(this.#lastAt ?? at, at);
    if (caseId === null || caseId === '') return;
    const known = this.#cases.get(caseId);
    const isFirst = known === undefined || at < known.firstAt;
    this.#cases.set(caseId, {
      caseId,
      firstId: isFirst ? id : known.firstId,
      firstAt: isFirst ? at : known.firstAt,
      lastAt: Math.max(known?.lastAt ?? at, at),
      messages: (known?.messages ?? 0) + 1,
    });
  }

  figures(): Pick<CustomerFigures, 'firstAt' | 'lastAt' | 'messages' | 'cases' | 'waiting'> {
    const newestFirst = [...this.#cases.values()].sort((one, other) => other.lastAt - one.lastAt);
    return {
      firstAt: this.#firstAt,
      lastAt: this.#lastAt,
      messages: this.#messages,
      cases: newestFirst.slice(0, mostCases),
      waiting: this.#waiting,
    };
  }
}

/** All messages of one end user. */
function customerPlan(contactNo: number): SearchPlan {
  const wish = { ...anyOutline, contacts: new Set([contactNo]) };
  return {
    source: { of: 'words', match: `"${contactToken(contactNo)}"`, isExact: true },
    text: null,
    wish,
    beside: null,
    known: [],
    isOnlyKnown: false,
    isSure: true,
    notOpen: [],
    needsText: false,
    condition: storeCondition({ states: null, from: null, until: null }, wish, contactNo),
  };
}
