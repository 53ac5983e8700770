import { describe, expect, it } from 'vitest';
import { createHandClock } from '#sandbox/kit/clock.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import { afterCustomerMessage, canChangeStatus, contactStatuses } from '#sandbox/cxone/contact-status.ts';
import { TenantStore } from '#sandbox/cxone/store.ts';
import { contactView } from '#sandbox/cxone/views.ts';

describe('the case status', () => {
  it.each([
    ['new', 'same', 'new'],
    ['open', 'same', 'open'],
    ['escalated', 'same', 'escalated'],
    ['pending', 'same', 'open'],
    ['resolved', 'same', 'open'],
    ['closed', 'new', 'new'],
    ['trashed', 'new', 'new'],
    [undefined, 'new', 'new'],
  ] as const)('%s becomes, with a customer message, the %s case, %s', (before, contact, status) => {
    expect(afterCustomerMessage(before)).toEqual({ contact, status });
  });

  it('never leaves closed but for the bin, and never leaves the bin', () => {
    for (const status of contactStatuses) {
      expect(canChangeStatus('closed', status)).toBe(status === 'closed' || status === 'trashed');
      expect(canChangeStatus('trashed', status)).toBe(status === 'trashed');
    }
    expect(canChangeStatus('open', 'new')).toBe(false);
  });
});

describe('contacts of one thread', () => {
  const begin = () => {
    const clock = createHandClock(0);
    const store = new TenantStore(createRandom('contacts'), clock);
    const endUser = { idOnExternalPlatform: 'o1', firstName: '', lastName: '', nickname: 'Li' };
    return { clock, store, thread: store.ensureThread('c1', 'gh:o1', 'Li', endUser) };
  };

  it('follow one another after closing', () => {
    const { store, thread } = begin();
    const first = store.contactForCustomerMessage(thread);
    expect(store.contactForCustomerMessage(thread)).toBe(first);
    store.changeStatus(first, 'closed');
    const second = store.contactForCustomerMessage(thread);
    expect(second.id).not.toBe(first.id);
    expect(second.threadId).toBe(first.threadId);
  });

  it('count first response and solution time', () => {
    const { clock, store, thread } = begin();
    const contact = store.contactForCustomerMessage(thread);
    clock.advance(60_000);
    store.contactForAgentMessage(thread);
    expect(contact.status).toBe('open');
    clock.advance(60_000);
    store.changeStatus(contact, 'resolved');
    clock.advance(600_000);
    expect(contactView(contact, thread, clock.stampNow()).sla).toEqual({
      firstResponseTime: { raw: 60, alreadyHasValue: true },
      solutionTime: { raw: 120, alreadyHasValue: true },
    });
    store.contactForCustomerMessage(thread);
    clock.advance(30_000);
    expect(contactView(contact, thread, clock.stampNow()).sla).toMatchObject({
      solutionTime: { raw: 150, alreadyHasValue: false },
    });
  });
});
