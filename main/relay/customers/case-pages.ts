import { z } from 'zod';
import type { ChannelId } from '#shared/domain/ids.ts';
import { slaCaseIdOf } from '../core/sla-case-id.ts';
import type { CustomerFigures } from '../ports/customer-figures.ts';
import type { OperationsRecord, OperationsStore } from '../ports/operations-store.ts';
import type { SlaStore } from '../ports/sla-store.ts';

type Records = Pick<OperationsStore, 'getRecord'> & Pick<SlaStore, 'recordRange'>;

/** Of what is kept of a case, what leads to it in CXone. */
const CaseBody = z.object({ caseId: z.string().nullable(), detailUrl: z.string().nullable() });

/** A case that bears another name began about when its first message came. */
const aroundMs = 60_000;
const mostAround = 50;

/** Our own ids of those of the cases whose page CXone named, by CXone's number. */
export async function casePages(
  store: Records,
  channelId: ChannelId,
  cases: CustomerFigures['cases'],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const one of cases) {
    const id = await slaCaseOf(store, channelId, one);
    if (id !== null) found.set(one.caseId, id);
  }
  return found;
}

async function slaCaseOf(
  store: Records,
  channelId: ChannelId,
  { caseId, firstId, firstAt }: CustomerFigures['cases'][number],
): Promise<string | null> {
  const isIt = (record: OperationsRecord): boolean => record.channelId === channelId && leadsTo(record.body, caseId);
  const named = await store.getRecord('sla_case', slaCaseIdOf(firstId));
  if (named !== null && isIt(named)) return named.id;
  // Begun by CXone, or by a message that is not in the case any more.
  const { records } = await store.recordRange({
    kind: 'sla_case',
    channelId,
    from: Math.max(0, firstAt - aroundMs),
    before: firstAt + aroundMs,
    after: null,
    limit: mostAround,
  });
  return records.find(isIt)?.id ?? null;
}

function leadsTo(body: string, caseId: string): boolean {
  // Most are other customers' cases: those need not be read.
  if (!body.includes(JSON.stringify(caseId))) return false;
  const { data } = CaseBody.safeParse(jsonOf(body));
  return data?.caseId === caseId && data.detailUrl !== null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is no case: the schema says so.
    return undefined;
  }
}
