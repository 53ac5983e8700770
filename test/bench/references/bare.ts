import { serve } from './serve.ts';

/** Verifies, parses, acknowledges, and forgets: what HTTP itself costs. */
serve((_incoming, answer) => {
  answer(true);
});
