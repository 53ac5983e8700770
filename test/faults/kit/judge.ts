import type { WitnessLine } from '#sandbox/witness/witness-files.ts';
import type { FaultCounts } from '#test/faults/plan/scenario.ts';
import type { ExportedMessage, ExportedStore } from './exported-states.ts';
import type { WitnessRecord } from './witness-lines.ts';

export interface Judgement extends Omit<FaultCounts, 'injections'> {
  /** Still waiting when the run ended. */
  readonly pending: number;
  readonly deadLetters: number;
  /** Everything that must hold and does not, in words, the first few of each kind. */
  readonly problems: readonly string[];
}

const shownOfEach = 3;

/**
 * Compares what the witnesses outside saw with the relay's own books, and counts. Nothing here asks the relay.
 *
 * - every acknowledged message stands in the books in exactly one state, and one that is "delivered" has arrived;
 * - nothing has arrived that was not offered, and with no other text;
 * - CXone may be asked again under the same id, without a second effect; WeChat gets nothing twice;
 * - per conversation the first arrivals come in the order of acceptance, but for a reply called unconfirmed: its request
 *   left in its turn, and when WeChat got round to it nobody knows;
 * - every record's seal holds, the sums agree, the file is whole.
 *
 * `damagedIds` are left out of what is lost or unreadable: records the scenario itself has damaged.
 */
export function judge(
  record: WitnessRecord,
  store: ExportedStore,
  damagedIds: ReadonlySet<string> = new Set(),
): Judgement {
  const problems: string[] = [];
  const complain = (what: string, cases: readonly string[]): number => {
    if (cases.length > 0) problems.push(`${what}: ${cases.length} (${cases.slice(0, shownOfEach).join('; ')})`);
    return cases.length;
  };
  const into = judgeInbound(record, store.messages);
  const out = judgeOutbound(record, store.messages);

  const lost = complain('acknowledged and in no state, or called delivered without an effect', [
    ...into.lost.filter((one) => !mentions(one, damagedIds)),
    ...out.lost.filter((one) => !mentions(one, damagedIds)),
  ]);
  const unexpected = complain('arrived and never offered like that', [...into.unexpected, ...out.unexpected]);
  const doubled = complain('arrived twice', [...into.doubled, ...out.doubled]);
  const orderBreaks = complain('arrived out of order', [
    ...outOfOrder(into.firstArrivals),
    ...outOfOrder(out.firstArrivals),
  ]);
  complain('arrived, yet called a failure', out.contradicted);
  complain(
    'record cannot be read',
    store.unreadable.filter((one) => !mentions(one, damagedIds)),
  );
  if (!store.countsAgree) problems.push('the running counts are not those of a recount');
  if (store.missingRecords !== 0) problems.push(`${store.missingRecords} records are missing`);
  if (store.integrity !== 'ok') problems.push(`integrity check: ${store.integrity.slice(0, 200)}`);

  const inState = (state: ExportedMessage['state']): number =>
    store.messages.filter((message) => message.state === state).length;
  return {
    offered: new Set(record.offered.map(lineKey)).size,
    acknowledged: new Set(record.acked.map(lineKey)).size,
    lost,
    unexpected,
    repeatedRequests: into.repeatedRequests,
    doubled,
    unconfirmed: inState('unconfirmed'),
    orderBreaks,
    pending: inState('pending'),
    deadLetters: inState('dead_letter'),
    problems,
  };
}

const mentions = (finding: string, ids: ReadonlySet<string>): boolean =>
  finding.split(/[ ,:]/u).some((word) => ids.has(word));

interface DirectionFindings {
  readonly lost: string[];
  readonly unexpected: string[];
  readonly doubled: string[];
  /** First effects in the order they happened. */
  readonly firstArrivals: ExportedMessage[];
}

const lineKey = ({ direction, id }: WitnessLine): string => `${direction} ${id}`;
const textKey = ({ channel, customer, hash }: WitnessLine): string => `${channel} ${customer} ${hash}`;

function judgeInbound(
  record: WitnessRecord,
  messages: readonly ExportedMessage[],
): DirectionFindings & { repeatedRequests: number } {
  const inbound = messages.filter(({ direction }) => direction === 'inbound');
  const byId = new Map(inbound.map((message) => [message.id, message]));
  const byMsgId = new Map(inbound.map((message) => [message.externalId, message]));
  const offered = new Map(record.offered.filter(isIn).map((line) => [line.id, line]));
  const lost: string[] = [];
  const unexpected: string[] = [];
  const doubled: string[] = [];
  const firstArrivals: ExportedMessage[] = [];
  const arrived = new Set<string>();
  let repeatedRequests = 0;

  for (const line of record.applied.filter(isIn)) {
    if (line.detail?.['repeated'] === true) {
      repeatedRequests += 1;
      continue;
    }
    const message = byId.get(line.id);
    if (message === undefined) {
      unexpected.push(`${line.id} is in no book`);
      continue;
    }
    // Events are told to the agent too; no customer offered them as a message.
    if (message.kind === 'event') continue;
    const offer = offered.get(message.externalId ?? '');
    if (offer?.customer !== line.customer) unexpected.push(`${line.id} from ${message.externalId}`);
    // How a picture or a place is worded is the relay's own affair; text is carried as it is.
    else if (message.kind === 'text' && offer.hash !== line.hash) unexpected.push(`${line.id} has another text`);
    if (arrived.has(line.id)) doubled.push(line.id);
    else firstArrivals.push(message);
    arrived.add(line.id);
  }
  const books = new Map<string, number>();
  for (const { externalId } of inbound)
    if (externalId !== null) books.set(externalId, (books.get(externalId) ?? 0) + 1);
  for (const [msgId, count] of books) if (count > 1) doubled.push(`${msgId} stands in the books ${count} times`);
  for (const id of new Set(record.acked.filter(isIn).map((line) => line.id))) {
    const message = byMsgId.get(id);
    if (message === undefined) lost.push(`in ${id}`);
    else if (message.state === 'delivered' && !arrived.has(message.id)) lost.push(`in ${id}, "delivered"`);
  }
  return { lost, unexpected, doubled, firstArrivals, repeatedRequests };
}

function judgeOutbound(
  record: WitnessRecord,
  messages: readonly ExportedMessage[],
): DirectionFindings & { contradicted: string[] } {
  const byId = new Map(
    messages.filter(({ direction }) => direction === 'outbound').map((message) => [message.id, message]),
  );
  // WeChat is given no id: what arrives is known by customer and text.
  const offers = new Map<string, Set<string>>();
  for (const line of record.offered.filter(isOut)) {
    const same = offers.get(textKey(line)) ?? new Set();
    offers.set(textKey(line), same.add(line.id));
  }
  const promised = new Map<string, ExportedMessage>();
  const lost: string[] = [];
  const contradicted: string[] = [];
  const arrivals = new Map<string, number>();
  for (const line of record.applied.filter(isOut)) arrivals.set(textKey(line), (arrivals.get(textKey(line)) ?? 0) + 1);
  for (const line of record.acked.filter(isOut)) {
    const ackId = line.detail?.['externalId'];
    const message = typeof ackId === 'string' ? byId.get(ackId) : undefined;
    if (message === undefined) {
      lost.push(`out ${line.id}`);
      continue;
    }
    promised.set(textKey(line), message);
    const hasArrived = arrivals.has(textKey(line));
    if (message.state === 'delivered' && !hasArrived) lost.push(`out ${message.id}, "delivered"`);
    const isFailure = message.state === 'dead_letter' || message.state === 'expired';
    if (isFailure && hasArrived && offers.get(textKey(line))?.size === 1)
      contradicted.push(`${message.id}, ${message.state}`);
  }
  const unexpected: string[] = [];
  const doubled: string[] = [];
  for (const [key, count] of arrivals) {
    const offeredTimes = offers.get(key)?.size ?? 0;
    if (offeredTimes === 0) unexpected.push(`out ${key}`);
    else if (count > offeredTimes) doubled.push(`out ${key}, ${count} times`);
  }
  const firstArrivals: ExportedMessage[] = [];
  const seen = new Set<string>();
  for (const line of record.applied.filter(isOut)) {
    const key = textKey(line);
    const message = promised.get(key);
    // One text offered several times says nothing about order.
    if (message === undefined || seen.has(key) || (offers.get(key)?.size ?? 0) > 1) continue;
    if (message.state === 'unconfirmed') continue;
    seen.add(key);
    firstArrivals.push(message);
  }
  return { lost, unexpected, doubled, firstArrivals, contradicted };
}

const isIn = ({ direction }: WitnessLine): boolean => direction === 'in';
const isOut = ({ direction }: WitnessLine): boolean => direction === 'out';

function outOfOrder(arrivals: readonly ExportedMessage[]): string[] {
  const latest = new Map<string, number>();
  return arrivals.flatMap(({ contactNo, direction, seq, id }) => {
    const lane = `${contactNo} ${direction}`;
    const before = latest.get(lane) ?? 0;
    latest.set(lane, Math.max(before, seq));
    return seq < before ? [id] : [];
  });
}
