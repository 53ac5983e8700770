import { describe, expect, it } from 'vitest';
import { watchVerdict } from '#relay/certificates/desk/fall-back-rule.ts';

const refusedBy = 'DESK_REFUSED_BY_CALLERS';
const silence = 'DESK_WENT_SILENT';

describe('the verdict on an activation', () => {
  it.each([
    // Nobody came yet, or too few to tell.
    { accepted: 0, refused: 0, silent: 0, verdict: null },
    { accepted: 0, refused: 2, silent: 0, verdict: null },
    { accepted: 0, refused: 2, silent: 7, verdict: null },
    { accepted: 0, refused: 0, silent: 7, verdict: null },
    // Everybody refuses.
    { accepted: 0, refused: 3, silent: 0, verdict: refusedBy },
    { accepted: 0, refused: 3, silent: 20, verdict: refusedBy },
    // Everybody breaks off.
    { accepted: 0, refused: 0, silent: 8, verdict: silence },
    { accepted: 0, refused: 2, silent: 8, verdict: silence },
    // Some go on: silence says nothing, and a few refusals neither.
    { accepted: 1, refused: 3, silent: 0, verdict: null },
    { accepted: 1, refused: 4, silent: 0, verdict: null },
    { accepted: 1, refused: 0, silent: 1_000, verdict: null },
    { accepted: 2, refused: 4, silent: 0, verdict: null },
    // A clear majority refuses.
    { accepted: 1, refused: 5, silent: 0, verdict: refusedBy },
    { accepted: 2, refused: 5, silent: 0, verdict: refusedBy },
    { accepted: 3, refused: 5, silent: 0, verdict: null },
    { accepted: 3, refused: 6, silent: 0, verdict: null },
    { accepted: 3, refused: 7, silent: 0, verdict: refusedBy },
    { accepted: 1_000, refused: 2_000, silent: 0, verdict: null },
    { accepted: 1_000, refused: 2_001, silent: 0, verdict: refusedBy },
    // A strong line of good calls is not ended by strangers.
    { accepted: 500, refused: 40, silent: 300, verdict: null },
  ])('$accepted accepted, $refused refused, $silent silent: $verdict', ({ verdict, ...counts }) => {
    expect(watchVerdict(counts)).toBe(verdict);
  });
});
