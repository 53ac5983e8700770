import { describe, expect, it } from 'vitest';
import type { WitnessLine } from '#sandbox/witness/witness-files.ts';
import { hashOfText, type ExportedMessage, type ExportedStore } from './exported-states.ts';
import { judge } from './judge.ts';

// A checker that cannot complain proves nothing: each of its complaints is provoked once.

const said = (direction: 'in' | 'out', id: string, detail?: Record<string, unknown>): WitnessLine => ({
  direction,
  id,
  hash: hashOfText(`text ${id}`),
  channel: 'tulip',
  customer: 'oAnna',
  at: 1,
  ...(detail === undefined ? {} : { detail }),
});

const booked = (seq: number, overrides: Partial<ExportedMessage> = {}): ExportedMessage => ({
  seq,
  id: `wxin-${seq}`,
  externalId: String(seq),
  direction: 'inbound',
  kind: 'text',
  state: 'delivered',
  contactNo: 1,
  receivedAt: 1,
  textHash: hashOfText(`text ${seq}`),
  ...overrides,
});

const reply = (seq: number, state: ExportedMessage['state'] = 'delivered'): ExportedMessage =>
  booked(seq, { id: `wxout-${seq}`, direction: 'outbound', externalId: null, state });

const whole = (messages: readonly ExportedMessage[]): ExportedStore => ({
  messages,
  unreadable: [],
  countsAgree: true,
  missingRecords: 0,
  integrity: 'ok',
});

/** Message `seq` as CXone gets it. */
const arrivesIn = (seq: number, repeated = false): WitnessLine => ({
  ...said('in', `wxin-${seq}`, { repeated }),
  hash: hashOfText(`text ${seq}`),
});

describe('a run without a fault', () => {
  it('has nothing to complain about', () => {
    const record = {
      offered: [said('in', '1'), said('out', '2')],
      acked: [said('in', '1'), said('out', '2', { externalId: 'wxout-2' })],
      applied: [arrivesIn(1), said('out', '2')],
    };
    const judgement = judge(record, whole([booked(1), reply(2)]));
    expect(judgement.problems).toEqual([]);
    expect(judgement).toMatchObject({ offered: 2, acknowledged: 2, lost: 0, doubled: 0, unexpected: 0 });
  });

  it('takes a repeated request at CXone, and an unconfirmed reply that arrived or not, for what they are', () => {
    const record = {
      offered: [said('in', '1'), said('out', '2'), said('out', '3')],
      acked: [
        said('in', '1'),
        said('out', '2', { externalId: 'wxout-2' }),
        said('out', '3', { externalId: 'wxout-3' }),
      ],
      applied: [arrivesIn(1), arrivesIn(1, true), said('out', '2')],
    };
    const judgement = judge(record, whole([booked(1), reply(2, 'unconfirmed'), reply(3, 'unconfirmed')]));
    expect(judgement.problems).toEqual([]);
    expect(judgement).toMatchObject({ repeatedRequests: 1, unconfirmed: 2 });
  });
});

describe('what the checker notices', () => {
  const oneIn = { offered: [said('in', '1')], acked: [said('in', '1')], applied: [arrivesIn(1)] };
  const oneOut = {
    offered: [said('out', '2')],
    acked: [said('out', '2', { externalId: 'wxout-2' })],
    applied: [said('out', '2')],
  };

  it.each([
    ['an acknowledged push in no book', oneIn, whole([]), { lost: 1 }],
    ['an acknowledged reply in no book', oneOut, whole([]), { lost: 1 }],
    ['"delivered" to CXone and not there', { ...oneIn, applied: [] }, whole([booked(1)]), { lost: 1 }],
    ['"delivered" to WeChat and not there', { ...oneOut, applied: [] }, whole([reply(2)]), { lost: 1 }],
    ['one push in two books', oneIn, whole([booked(1), booked(2, { externalId: '1' })]), { doubled: 1 }],
    [
      'a second effect at CXone',
      { ...oneIn, applied: [arrivesIn(1), arrivesIn(1)] },
      whole([booked(1)]),
      { doubled: 1 },
    ],
    [
      'a second effect at WeChat',
      { ...oneOut, applied: [said('out', '2'), said('out', '2')] },
      whole([reply(2)]),
      { doubled: 1 },
    ],
    ['an effect nobody offered', { ...oneIn, offered: [] }, whole([booked(1)]), { unexpected: 1 }],
    ['a reply nobody offered', { ...oneOut, offered: [] }, whole([reply(2)]), { unexpected: 1 }],
    [
      'another text',
      { ...oneIn, applied: [{ ...arrivesIn(1), hash: hashOfText('something else') }] },
      whole([booked(1)]),
      { unexpected: 1 },
    ],
    [
      'a broken order',
      {
        offered: [said('in', '1'), said('in', '2')],
        acked: [said('in', '1'), said('in', '2')],
        applied: [arrivesIn(2), arrivesIn(1)],
      },
      whole([booked(1), booked(2)]),
      { orderBreaks: 1 },
    ],
  ] as const)('%s', (_name, record, store, expected) => {
    const judgement = judge(record, store);
    expect(judgement).toMatchObject(expected);
    expect(judgement.problems).not.toEqual([]);
  });

  it.each([
    ['a reply that arrived and is called a failure', oneOut, whole([reply(2, 'dead_letter')])],
    ['a record whose seal does not hold', oneIn, { ...whole([booked(1)]), unreadable: ['wxin-1: RECORD_DAMAGED'] }],
    ['sums that do not agree', oneIn, { ...whole([booked(1)]), countsAgree: false }],
    ['records that are missing', oneIn, { ...whole([booked(1)]), missingRecords: 2 }],
    ['a file that is not whole', oneIn, { ...whole([booked(1)]), integrity: 'row 3 missing from index' }],
  ] as const)('%s', (_name, record, store) => {
    expect(judge(record, store).problems).toHaveLength(1);
  });
});
