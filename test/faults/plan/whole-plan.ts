import { z } from 'zod';
import { describePlan } from './describe-plan.ts';
import { allScenarios } from './registry.ts';

/** What `scripts/faults.mjs` asks for. */
const Wish = z.strictObject({
  extent: z.enum(['slice', 'full', 'night']),
  seed: z.int(),
  /** Names, in the order of the plan. */
  only: z.array(z.string()),
  journal: z.string(),
});

const wish = Wish.parse(JSON.parse(process.env['VEERPONT_FAULT_WISH'] ?? '{}'));

describePlan({ ...wish, scenarios: allScenarios.filter(({ name }) => wish.only.includes(name)) });
