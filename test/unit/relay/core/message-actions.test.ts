import { describe, expect, it } from 'vitest';
import type { MessageState } from '#shared/domain/message.ts';
import { mayArriveTwice, piecesNeeded, possibleActions, type ActionFacts } from '#relay/core/message-actions.ts';

function facts(state: MessageState, overrides: Partial<ActionFacts> = {}): ActionFacts {
  const row = {
    state,
    pendingReason: state === 'pending' ? ('due' as const) : null,
    direction: 'outbound',
    code: null,
  } as const;
  return { row, parts: [], events: [], hasSender: true, isRelayed: true, ...overrides };
}

describe('what may be done with a message', () => {
  it.each([
    ['pending', ['discard']],
    ['delivered', []],
    ['unconfirmed', ['send_again', 'confirm_arrived', 'give_up', 'discard']],
    ['dead_letter', ['send_again', 'discard']],
    ['expired', ['send_again', 'discard']],
    ['quarantined', ['send_again', 'discard']],
    ['discarded', ['restore']],
  ] as const)('%s: %j', (state, actions) => {
    expect(possibleActions(facts(state))).toEqual(actions);
  });

  it('leaves alone what is being sent, and sends nothing it cannot read', () => {
    const sending = facts('pending');
    expect(possibleActions({ ...sending, row: { ...sending.row, pendingReason: 'sending' } })).toEqual([]);
    const damaged = facts('quarantined');
    expect(possibleActions({ ...damaged, row: { ...damaged.row, code: 'RECORD_DAMAGED' } })).toEqual(['discard']);
    expect(possibleActions(facts('quarantined', { hasSender: false }))).toEqual(['discard']);
  });

  it('restores no event that says nothing to an agent: the rule would set it aside again', () => {
    expect(possibleActions(facts('discarded', { isRelayed: false }))).toEqual([]);
  });

  it('knows what the end user may read twice', () => {
    expect(mayArriveTwice(facts('dead_letter'))).toBe(false);
    expect(mayArriveTwice(facts('dead_letter', { events: [{ kind: 'unconfirmed' }] }))).toBe(true);
    const part = { no: 1, of: 2, kind: 'text', state: 'unknown', at: 0, code: null, platformCode: null } as const;
    expect(mayArriveTwice(facts('unconfirmed', { parts: [part] }))).toBe(true);
    const confirmed = [{ kind: 'unconfirmed' }, { kind: 'confirmed_arrived' }] as const;
    expect(mayArriveTwice(facts('dead_letter', { events: confirmed }))).toBe(false);
    expect(mayArriveTwice(facts('dead_letter', { events: [...confirmed, { kind: 'unconfirmed' }] }))).toBe(true);
    const inbound = facts('dead_letter', { events: [{ kind: 'unconfirmed' }] });
    expect(mayArriveTwice({ ...inbound, row: { ...inbound.row, direction: 'inbound' } })).toBe(false);
  });

  it('counts the WeChat messages that are still needed', () => {
    const text = '你'.repeat(1_000);
    expect(piecesNeeded({ kind: 'text', text }, [], 2_048)).toBe(2);
    const attachments = [{ name: 'a.png', mimeType: 'image/png' }];
    expect(piecesNeeded({ kind: 'rich', type: 'TEXT', text: '', attachments }, [], 2_048)).toBe(1);
    const done = { no: 1, of: 3, kind: 'text', state: 'accepted', at: 0, code: null, platformCode: null } as const;
    expect(piecesNeeded({ kind: 'text', text }, [done], 2_048)).toBe(2);
  });
});
