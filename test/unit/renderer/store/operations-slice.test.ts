import { beforeEach, describe, expect, it } from 'vitest';
import { useConsole } from '#renderer/store/console-store.ts';
import { incidentsCap, raisedCap } from '#renderer/store/operations-slice.ts';
import { present } from '../fake-data.ts';
import { aGap, anAlert, anAuditLine, anIncident, aRun, aWatch } from '../fake-operations.ts';

const initial = useConsole.getInitialState();
const state = (): typeof initial => useConsole.getState();
beforeEach(() => useConsole.setState(initial, true));

describe('reconnects and incidents', () => {
  it('keeps the newer of two words, in whatever order they come', () => {
    state().runChanged(aRun({ revision: 4, phase: 'verifying' }));
    state().runChanged(aRun({ revision: 3, phase: 'laddering' }));
    expect(state().runs['run-tulip']?.phase).toBe('verifying');
    state().incidentChanged(anIncident({ revision: 2, assignee: 'Mei' }));
    state().openIncidentsListed([anIncident({ revision: 1 })]);
    expect(state().incidents['incident-tulip']?.assignee).toBe('Mei');
  });

  it('does not show as open what the relay does not name any more', () => {
    state().incidentChanged(anIncident({ id: 'gone' }));
    state().incidentChanged(anIncident({ id: 'closed', closedAt: present }));
    state().openIncidentsListed([anIncident({ id: 'open' })]);
    expect(Object.keys(state().incidents).sort()).toEqual(['closed', 'open']);
  });

  it('believes a new relay process, whose reconnects begin anew', () => {
    state().runChanged(aRun({ revision: 9 }));
    state().incidentChanged(anIncident({ revision: 9 }));
    state().operationsRestarted();
    expect(state().runs).toEqual({});
    state().incidentChanged(anIncident({ revision: 1, assignee: 'new' }));
    expect(state().incidents['incident-tulip']?.assignee).toBe('new');
  });

  it('keeps every open incident when there are too many', () => {
    for (let index = 0; index <= incidentsCap; index += 1) {
      state().incidentChanged(
        anIncident({ id: `i${index}`, openedAt: present + index, closedAt: index % 500 === 0 ? null : present }),
      );
    }
    const kept = Object.values(state().incidents);
    expect(kept.length).toBeLessThan(10);
    expect(kept.filter((one) => one.closedAt === null)).toHaveLength(3);
    expect(kept.some((one) => one.id === `i${incidentsCap}`)).toBe(true);
  });
});

describe('what is told', () => {
  it('keeps the newest notices, each once', () => {
    for (let index = 0; index < 30; index += 1) state().alertRaised(anAlert({ id: `a${index % 25}` }));
    expect(state().raised).toHaveLength(raisedCap);
    expect(new Set(state().raised.map((one) => one.id)).size).toBe(raisedCap);
    expect(state().raised[0]?.id).toBe('a4');
    state().alertsSeen();
    expect(state().raised).toEqual([]);
  });

  it('tells of a watch only when something happened to what is watched', () => {
    const { id: messageWatch } = aWatch();
    const subject = aWatch().subject;
    if (subject.kind !== 'message') throw new Error('a message is expected');
    const last = { at: present, messageId: subject.messageId, state: 'delivered' } as const;
    state().watchChanged(aWatch());
    expect(state().watchTold).toEqual([]);
    state().watchChanged(aWatch({ last }));
    state().watchChanged(aWatch({ last, endedAt: present }));
    expect(state().watchTold).toHaveLength(1);
    state().watchSeen(messageWatch);
    expect(state().watchTold).toEqual([]);
  });

  it('puts the list and what came meanwhile in order of time', () => {
    state().auditAdded(anAuditLine({ id: 'new', at: present }));
    state().auditListed([anAuditLine({ id: 'new', at: present }), anAuditLine({ id: 'old', at: present - 5 })]);
    expect(state().auditTail.map((one) => one.id)).toEqual(['new', 'old']);
    state().gapFound(aGap({ id: 'g' }));
    state().gapFound(aGap({ id: 'g' }));
    expect(state().receptionGaps).toHaveLength(1);
  });
});
