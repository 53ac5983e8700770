/**
 * Where a relay of the test build can be told to die, for each direction, in the order a message passes them:
 * received (verified, not stored), stored (committed, not acknowledged), acknowledged (nothing begun), claimed (the
 * attempt is committed, nothing sent), answered (the far side's answer was read), settled (committed).
 */
export const failSteps = ['received', 'stored', 'acknowledged', 'claimed', 'answered', 'settled'] as const;
export type FailStep = (typeof failSteps)[number];
export type FailDirection = 'inbound' | 'outbound';

/** Names the point of the test build's environment: `<direction> <step>`. */
export const failPointVariable = 'VEERPONT_FAIL_POINT';

const chosen = process.env[failPointVariable];

export function isFailPoint(direction: FailDirection, step: FailStep): boolean {
  return chosen === `${direction} ${step}`;
}

/** Ends the process at once, without a word to anybody, when this is the chosen point. */
export function failPoint(direction: FailDirection, step: FailStep): void {
  if (isFailPoint(direction, step)) process.kill(process.pid, 'SIGKILL');
}
