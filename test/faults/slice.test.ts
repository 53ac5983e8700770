import { describePlan } from './plan/describe-plan.ts';
import { allScenarios } from './plan/registry.ts';

// The short slice of the fault plan that every `npm test` runs; `npm run test:faults` runs all of it.
describePlan({
  extent: 'slice',
  scenarios: allScenarios.filter(({ inSlice }) => inSlice),
  seed: Number(process.env['VEERPONT_SEED'] ?? Date.now() % 1_000_000),
});
