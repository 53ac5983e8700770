import type { Scenario } from '#test/faults/plan/scenario.ts';
import { badTokenAnswers } from './bad-token-answers.ts';
import { callersTokenExpires } from './callers-token-expires.ts';
import { expireUnderLoad } from './expire-under-load.ts';
import { manyFindItStale } from './many-find-it-stale.ts';
import { secretChanged } from './secret-changed.ts';
import { stolenToken } from './stolen-token.ts';

export const scenarios: readonly Scenario[] = [
  expireUnderLoad,
  manyFindItStale,
  stolenToken,
  badTokenAnswers,
  secretChanged,
  callersTokenExpires,
];
