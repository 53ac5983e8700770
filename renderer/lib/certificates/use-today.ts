import { useMemo } from 'react';
import { useNow } from '../use-now.ts';

const minuteMs = 60_000;

/** Now, to the minute: drawings over months need no second. */
export function useToday(): number {
  const minute = Math.floor(useNow() / minuteMs);
  return useMemo(() => minute * minuteMs, [minute]);
}
