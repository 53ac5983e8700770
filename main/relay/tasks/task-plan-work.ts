import type { MessageAction, TrafficRow } from '#shared/domain/message.ts';
import type { TaskPlan, TaskSource } from '#shared/domain/message-task.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { toRelayError, type RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { possibleActions } from '../core/message-actions.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import { PlanCount } from './plan-count.ts';
import type { MeantMessage } from './planned-message.ts';
import type { SingleActs } from './single-acts.ts';
import { Slices } from './slices.ts';
import { isStoreTrouble } from './store-trouble.ts';
import { beginGathering, type GatherDeps, type Gathering } from './task-gather.ts';

/** So many rows are read at once. */
const rowsAtOnce = 10;

export interface PlanDeps extends GatherDeps {
  readonly store: Pick<RelayStore, 'message' | 'rows'>;
  readonly actions: Pick<SingleActs, 'outlook'>;
  readonly clock: Clock;
}

/** One plan: gathers the messages that are meant, then looks at each, in slices beside everything else. */
export class PlanWork {
  readonly id: string;
  readonly action: MessageAction;
  readonly source: TaskSource['kind'];
  readonly count: PlanCount;
  readonly #deps: PlanDeps;
  readonly #slices: Slices;
  readonly #gathering: Gathering;
  #isCounted = false;
  #isDropped = false;
  #error: RelayError | null = null;

  constructor(
    deps: PlanDeps,
    plan: { readonly id: string; readonly action: MessageAction; readonly source: TaskSource },
  ) {
    this.#deps = deps;
    this.id = plan.id;
    this.action = plan.action;
    this.source = plan.source.kind;
    this.count = new PlanCount(plan.action);
    this.#slices = new Slices(deps.clock);
    this.#gathering = beginGathering(plan.source, deps, this.#slices);
  }

  get isCounted(): boolean {
    return this.#isCounted;
  }

  /** Throws what counting ended with. */
  view(): TaskPlan {
    if (this.#error !== null) throw this.#error;
    const { id, action } = this;
    return { id, action, isCounted: this.#isCounted, ...this.#gathering.gathered, ...this.count.view() };
  }

  /**
   * Resolves when it is sure that the messages meant can be found, and goes on counting. Rejects with SEARCH_UNAVAILABLE, with
   * what the search's text is wrong in, and with the store's trouble. `counted` is told when the counting has ended.
   */
  async begin(counted: () => void): Promise<void> {
    const isChosen = this.source === 'chosen';
    const isMore = isChosen || (await this.#gathering.step());
    void this.#goOn(isMore).finally(counted);
  }

  drop(): void {
    this.#isDropped = true;
    this.#gathering.drop();
  }

  async #goOn(isMore: boolean): Promise<void> {
    try {
      let goesOn = isMore;
      while (goesOn && !this.#isDropped) goesOn = await this.#gathering.step();
      if (this.#isDropped) return;
      const { messages, refused } = this.#gathering.result();
      for (const { code } of refused) this.count.refuse(code);
      for (let from = 0; from < messages.length && !this.#isDropped; from += rowsAtOnce) {
        await this.#lookAt(messages.slice(from, from + rowsAtOnce));
      }
      this.#isCounted = !this.#isDropped;
    } catch (thrown) {
      this.#error = toRelayError(thrown);
    }
  }

  async #lookAt(messages: readonly MeantMessage[]): Promise<void> {
    const rows = await this.#deps.store.rows(messages.map(({ seq }) => seq));
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const message of messages) {
      if (this.#isDropped) return;
      try {
        await this.#judge(message, byId.get(message.id) ?? (await this.#deps.store.message(message.id)).row);
      } catch (thrown) {
        const error = toRelayError(thrown);
        if (isStoreTrouble(error.code)) throw error;
        this.count.refuse(error.code);
      }
      await this.#slices.rest();
    }
  }

  async #judge({ id, contactNo }: MeantMessage, row: TrafficRow): Promise<void> {
    const refused = refusalByRow(row, this.action);
    if (refused !== null) {
      this.count.refuse(refused);
      return;
    }
    const outlook = await this.#deps.actions.outlook(id);
    if (!outlook.actions.includes(this.action)) this.count.refuse('MESSAGE_ACTION_NOT_POSSIBLE');
    else if (outlook.code === 'CONFIG_INVALID' && needsChannel(this.action)) this.count.refuse('CHANNEL_UNKNOWN');
    else this.count.add(row, contactNo, outlook);
  }
}

/** What the row alone rules out: most of what a search finds was delivered, and need not be opened for that. */
function refusalByRow(row: TrafficRow, action: MessageAction): ErrorCode | null {
  if (possibleActions({ row, parts: [], events: [], hasSender: true, isRelayed: true }).includes(action)) return null;
  return action === 'discard' && row.pendingReason === 'sending' ? 'TASK_MESSAGE_BUSY' : 'MESSAGE_ACTION_NOT_POSSIBLE';
}

function needsChannel(action: MessageAction): boolean {
  return action === 'send_again' || action === 'restore';
}
