import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { OpenIncidents } from '#main/app/open-incidents.ts';
import { watchPower } from '#main/app/power-watch.ts';
import type { RelayClient } from '#main/relay-host/relay-client.ts';
import type { Incident } from '#shared/domain/incident.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { settled } from '#test/fakes/hand-clock.ts';
import { anIncident } from '#test/unit/relay/alerts/incidents.ts';

/** Answers of a relay by name; what has no answer is refused as by a relay that does not run. */
function aRelay(answers: Readonly<Record<string, unknown>>) {
  const asked: string[] = [];
  const invoke = (name: string): Promise<unknown> => {
    asked.push(name);
    return name in answers
      ? Promise.resolve(answers[name])
      : Promise.reject(new RelayError('RELAY_NOT_RUNNING', 'no relay'));
  };
  return { asked, client: { invoke } as unknown as Pick<RelayClient, 'invoke'> };
}

it('tells the relay of sleep and waking, and shows the window what it says then', async () => {
  const power = new EventEmitter();
  const { asked, client } = aRelay({
    'system.suspending': null,
    'system.resumed': null,
    'channels.list': [],
    'overview.get': {},
  });
  const pushed: [string, unknown][] = [];
  const push = (name: string, payload: unknown): void => void pushed.push([name, payload]);
  const end = watchPower({ power, relay: client, push, now: () => 5_000, log: silentLogger });
  power.emit('suspend');
  expect(pushed).toEqual([]);
  power.emit('resume');
  // Before the relay has said a word: nothing on screen is certain.
  expect(pushed).toEqual([['system.woke', { at: 5_000 }]]);
  await settled();
  expect(asked).toEqual(['system.suspending', 'system.resumed', 'channels.list', 'overview.get']);
  expect(pushed.map(([name]) => name)).toEqual(['system.woke', 'channels.changed', 'overview.changed']);
  end();
  power.emit('suspend');
  expect(asked).toHaveLength(4);
});

it('survives waking without a relay', async () => {
  const power = new EventEmitter();
  const { asked, client } = aRelay({});
  const pushed: string[] = [];
  watchPower({ power, relay: client, push: (name) => void pushed.push(name), now: () => 1, log: silentLogger });
  power.emit('suspend');
  power.emit('resume');
  await settled();
  expect(pushed).toEqual(['system.woke']);
  expect(asked).toEqual(['system.suspending', 'system.resumed']);
});

it('knows the open incidents, newest first, and forgets them with the relay that told of them', async () => {
  const seen: string[][] = [];
  const { client, asked } = aRelay({ 'incidents.page': [anIncident({ id: 'old', openedAt: 1 })] });
  const incidents = new OpenIncidents(client, silentLogger, (open: readonly Incident[]) => {
    seen.push(open.map(({ id }) => id));
  });
  incidents.processChanged({ kind: 'running', pid: 7 });
  incidents.processChanged({ kind: 'running', pid: 7 });
  await settled();
  incidents.incidentChanged(anIncident({ id: 'new', openedAt: 2 }));
  incidents.incidentChanged(anIncident({ id: 'old', openedAt: 1, closedAt: 3, revision: 2 }));
  incidents.processChanged({ kind: 'restarting', pid: null });
  expect(asked).toEqual(['incidents.page']);
  expect(seen).toEqual([['old'], ['new', 'old'], ['new'], []]);
});
