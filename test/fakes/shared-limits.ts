import { ExchangeRoom } from '#relay/core/exchange-room.ts';
import { MemoryBudget } from '#relay/core/memory-budget.ts';
import { SlotPool } from '#relay/core/slot-pool.ts';
import type { SharedLimits } from '#relay/services/leg-dispatcher.ts';
import { ReadGate } from '#relay/services/read-gate.ts';

/** Limits that no test meets by accident. */
export function roomyLimits(): SharedLimits {
  return {
    memory: new MemoryBudget(1024 * 1024 * 1024),
    slots: new SlotPool({ shared: 10_000, ownPerLeg: 4 }),
    reads: new ReadGate(4),
    exchanges: new ExchangeRoom({ monotonic: () => 0 }),
  };
}
