import type { SandboxClock } from '../../kit/clock.ts';
import type { TenantSkill } from '../admin/tenant-model.ts';
import { isRunning } from '../contact-status.ts';
import { DeskRefused } from './desk-refusal.ts';
import type { KeptCase, KeptTimer } from './kept-case.ts';

/**
 * The response timers of a skill. Agent: the first response is timed from the assignment to the agent's first message, a
 * follow-up from the customer's answer (each one begins it anew) to the agent's. Customer: the idle time begins with the
 * agent's first message since the customer wrote, and ends when the customer writes.
 */
export interface CaseTimers {
  assigned(kept: KeptCase): void;
  /** Also when a case is resolved or closed. */
  ended(kept: KeptCase): void;
  agentWrote(kept: KeptCase): void;
  customerWrote(kept: KeptCase): void;
  /** Gives the customer the whole idle time again. Throws DeskRefused. */
  extend(kept: KeptCase): void;
}

export interface CaseTimersParts {
  clock: SandboxClock;
  skillOf: (kept: KeptCase) => TenantSkill | undefined;
  /** A target of the agent was missed. */
  onLate: (kept: KeptCase) => void;
  /** The customer's idle time is over. */
  onIdle: (kept: KeptCase) => void;
}

export function createCaseTimers({ clock, skillOf, onLate, onIdle }: CaseTimersParts): CaseTimers {
  const start = (kind: KeptTimer['kind'], seconds: number, extensions: number, over: () => void): KeptTimer | null => {
    if (seconds <= 0) return null;
    const startedAt = clock.now();
    const timer: KeptTimer = {
      kind,
      startedAt,
      dueAt: startedAt + seconds * 1_000,
      isOver: false,
      extensions,
      cancel: clock.after(seconds * 1_000, () => {
        timer.isOver = true;
        over();
      }),
    };
    return timer;
  };

  const stopAgent = (kept: KeptCase): void => {
    kept.agentTimer?.cancel();
    kept.agentTimer = null;
  };
  const stopCustomer = (kept: KeptCase): void => {
    kept.customerTimer?.cancel();
    kept.customerTimer = null;
  };
  const isWorkedOn = ({ contact }: KeptCase): boolean => contact.assigneeId !== null && isRunning(contact.status);

  const startIdle = (kept: KeptCase, extensions: number): void => {
    const timer = skillOf(kept)?.customerTimer;
    stopCustomer(kept);
    if (timer?.enabled !== true) return;
    kept.customerTimer = start('customer_idle', timer.idleSeconds, extensions, () => onIdle(kept));
  };

  return {
    assigned(kept) {
      stopAgent(kept);
      stopCustomer(kept);
      kept.hasAgentWritten = false;
      const timer = skillOf(kept)?.agentTimer;
      if (timer?.enabled !== true || !isWorkedOn(kept)) return;
      kept.agentTimer = start('agent_first', timer.firstSeconds, 0, () => onLate(kept));
    },
    ended(kept) {
      stopAgent(kept);
      stopCustomer(kept);
    },
    agentWrote(kept) {
      stopAgent(kept);
      if (!isWorkedOn(kept)) return;
      kept.hasAgentWritten = true;
      if (!kept.customerTimer) startIdle(kept, 0);
    },
    customerWrote(kept) {
      stopCustomer(kept);
      if (!isWorkedOn(kept) || !kept.hasAgentWritten) return;
      stopAgent(kept);
      const timer = skillOf(kept)?.agentTimer;
      if (timer?.enabled !== true) return;
      kept.agentTimer = start('agent_follow_up', timer.followUpSeconds, 0, () => onLate(kept));
    },
    extend(kept) {
      const running = kept.customerTimer;
      if (!running || running.isOver) throw new DeskRefused('no_idle_timer');
      if (skillOf(kept)?.customerTimer.extension !== true) throw new DeskRefused('extension_not_allowed');
      startIdle(kept, running.extensions + 1);
    },
  };
}
