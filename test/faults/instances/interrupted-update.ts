import type { Scenario } from '#test/faults/plan/scenario.ts';

export const interruptedUpdate: Scenario = {
  name: 'interrupted-update',
  group: 'instances',
  title: 'an update is interrupted, or rolled back to the version before: it starts, or refuses in words',
  needs: [],
  inSlice: false,
  notRunBecause: 'no earlier version was released',
  run: () => Promise.reject(new Error('there is no earlier version')),
};
