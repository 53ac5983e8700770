import { entryFor } from '#shared/errors/catalogue.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { ChildPort } from './child-port.ts';
import type { Fault, ProcessState, StartPlan, SupervisorOptions } from './process-state.ts';
import { decideRestart } from './restart-policy.ts';
import { silenceOf, type HeartbeatRule } from './silence.ts';

/** One run of the child, with everything that was registered for it. */
interface Life {
  readonly child: ChildPort;
  readonly release: (() => void)[];
  readonly ended: Promise<void>;
  readonly markEnded: () => void;
  pid: number | null;
  /** Monotonic milliseconds. */
  beatAt: number;
  checkedAt: number;
  cancelLook: (() => void) | null;
  /** Why it ends, when it told us or when we ended it. */
  fault: Fault | null;
  stopping: boolean;
}

const justEnded: Fault = { code: 'RELAY_NOT_RUNNING', value: null };

/**
 * Starts a child process, waits until it is ready, watches its heartbeat, restarts it with growing pauses, and gives up
 * when it keeps crashing. Knows neither Electron nor what the child does.
 */
export class ProcessSupervisor<R> {
  readonly #options: SupervisorOptions<R>;
  #state: ProcessState<R>;
  #life: Life | null = null;
  #crashedAtMs: number[] = [];
  #cancelRestart: (() => void) | null = null;
  /** What the child waits for from one start to the next; told while it starts, too. */
  #awaited: Fault | null = null;
  #starts = 0;
  /** Grows whenever start, stop or restart is asked for: what an older request still does is void. */
  #request = 0;

  constructor(options: SupervisorOptions<R>) {
    this.#options = options;
    this.#state = {
      kind: 'stopped',
      since: options.clock.now(),
      pid: null,
      ready: null,
      restarts: 0,
      nextStartAt: null,
      fault: null,
    };
  }

  get state(): ProcessState<R> {
    return this.#state;
  }

  /** Sends to the running child. False when there is none. */
  post(message: unknown): boolean {
    if (this.#life === null || this.#state.ready === null) return false;
    this.#life.child.post(message);
    return true;
  }

  /** Does nothing while the child runs or is about to. */
  async start(): Promise<void> {
    const underWay = this.#state.kind === 'starting' || this.#state.kind === 'restarting';
    if (underWay || (this.#life !== null && !this.#life.stopping)) return;
    await this.restart();
  }

  /** Stops the child if need be and starts it afresh, with a clean record. */
  async restart(): Promise<void> {
    const request = ++this.#request;
    await this.#end();
    if (request !== this.#request) return;
    this.#crashedAtMs = [];
    this.#awaited = null;
    await this.#launch(request);
  }

  /** Asks first, because a killed child leaves half-done work for the next start to sort out. */
  async stop(): Promise<void> {
    const request = ++this.#request;
    await this.#end();
    if (request === this.#request) this.#show({ kind: 'stopped' });
  }

  async #end(): Promise<void> {
    this.#cancelRestart?.();
    this.#cancelRestart = null;
    const life = this.#life;
    if (life === null) return;
    if (!life.stopping) this.#askToStop(life);
    await life.ended;
  }

  #askToStop(life: Life): void {
    life.stopping = true;
    life.release.push(
      this.#options.clock.after(this.#options.stopGraceMs, () => {
        this.#options.log.warn(`${this.#options.name}.killed`, { pid: life.pid, reason: 'did not stop in time' });
        life.child.kill();
      }),
    );
    life.child.post({ type: 'stop' });
  }

  async #launch(request: number): Promise<void> {
    this.#show({ kind: 'starting', fault: this.#awaited });
    let plan: StartPlan;
    try {
      plan = await this.#options.prepare();
    } catch (thrown) {
      const error = toRelayError(thrown);
      if (request !== this.#request) return;
      this.#options.log.error(`${this.#options.name}.not_startable`, { code: error.code, detail: error.message });
      this.#show({ kind: 'gave_up', fault: { code: error.code, value: error.value } });
      return;
    }
    if (request !== this.#request) return;
    if (plan.kind === 'blocked') this.#show({ kind: plan.as, fault: plan.fault });
    else this.#begin(plan.message);
  }

  #begin(message: unknown): void {
    const { clock, launch, log, name, readyTimeoutMs } = this.#options;
    this.#starts += 1;
    let child: ChildPort;
    try {
      child = launch();
    } catch (thrown) {
      log.error(`${name}.fork_failed`, { detail: toRelayError(thrown).message });
      this.#crashed(null);
      return;
    }
    let markEnded = (): void => undefined;
    const ended = new Promise<void>((resolve) => (markEnded = resolve));
    const now = clock.monotonic();
    const life: Life = {
      child,
      release: [],
      ended,
      markEnded,
      pid: null,
      beatAt: now,
      checkedAt: now,
      cancelLook: null,
      fault: null,
      stopping: false,
    };
    this.#life = life;
    life.release.push(
      child.onSpawn((pid) => {
        life.pid = pid;
        this.#show({ kind: this.#state.kind, pid, fault: this.#state.fault, keepSince: true });
      }),
      child.onMessage((raw) => {
        this.#receive(life, raw);
      }),
      child.onExit((code) => {
        this.#exited(life, code);
      }),
      clock.after(readyTimeoutMs, () => {
        if (this.#state.ready === null) this.#replace(life, { code: 'RELAY_START_TIMEOUT', value: null });
      }),
    );
    this.#show({ kind: 'starting', fault: this.#awaited });
    if (message !== null) child.post(message);
  }

  #receive(life: Life, raw: unknown): void {
    const signal = this.#options.receive(raw);
    if (signal === null || life.stopping) return;
    if (signal.kind === 'fatal') {
      life.fault = { code: signal.code, value: signal.value };
      // It ends by itself; this is for one that cannot even do that.
      life.release.push(
        this.#options.clock.after(this.#options.stopGraceMs, () => {
          life.child.kill();
        }),
      );
      this.#options.log.error(`${this.#options.name}.fatal`, { code: signal.code, detail: signal.message });
      return;
    }
    life.beatAt = this.#options.clock.monotonic();
    if (signal.kind === 'ready') {
      if (this.#state.ready !== null) return;
      this.#options.log.info(`${this.#options.name}.ready`, { pid: life.pid });
      this.#awaited = null;
      this.#show({ kind: 'running', ready: signal.ready });
      if (this.#options.heartbeat !== null) this.#watch(life, this.#options.heartbeat);
    } else if (this.#state.kind === 'unresponsive') {
      this.#options.log.info(`${this.#options.name}.responsive_again`, { pid: life.pid });
      this.#show({ kind: 'running' });
    }
  }

  /** Looks once per beat, and counts from what it saw rather than from timers, so that a machine's sleep is no silence. */
  #watch(life: Life, rule: HeartbeatRule): void {
    life.checkedAt = this.#options.clock.monotonic();
    const look = (): void => {
      if (life !== this.#life || life.stopping) return;
      const now = this.#options.clock.monotonic();
      const { beatAt, verdict } = silenceOf(rule, { beatAt: life.beatAt, checkedAt: life.checkedAt, now });
      life.beatAt = beatAt;
      life.checkedAt = now;
      if (verdict === 'replace') {
        this.#replace(life, { code: 'RELAY_UNRESPONSIVE', value: null });
        return;
      }
      if (verdict === 'unresponsive' && this.#state.kind === 'running') {
        this.#options.log.warn(`${this.#options.name}.unresponsive`, { pid: life.pid });
        this.#show({ kind: 'unresponsive', fault: { code: 'RELAY_UNRESPONSIVE', value: null } });
      }
      life.cancelLook = this.#options.clock.after(rule.everyMs, look);
    };
    life.cancelLook = this.#options.clock.after(rule.everyMs, look);
  }

  #replace(life: Life, fault: Fault): void {
    this.#options.log.error(`${this.#options.name}.replaced`, { pid: life.pid, code: fault.code });
    life.fault = fault;
    life.child.kill();
  }

  #exited(life: Life, code: number): void {
    if (life !== this.#life) return;
    for (const release of life.release) release();
    life.cancelLook?.();
    this.#life = null;
    this.#options.log.info(`${this.#options.name}.exited`, { pid: life.pid, exitCode: code, asked: life.stopping });
    life.markEnded();
    if (!life.stopping) this.#crashed(life.fault);
  }

  #crashed(fault: Fault | null): void {
    const { clock, log, name, policy } = this.#options;
    if (fault !== null && !entryFor(fault.code).retryable) {
      this.#show({ kind: 'gave_up', fault });
      return;
    }
    const waitMs = fault === null ? undefined : policy.waitsMs[fault.code];
    this.#awaited = waitMs === undefined ? null : fault;
    if (waitMs !== undefined) {
      this.#startIn(waitMs, fault ?? justEnded);
      return;
    }
    const nowMs = clock.monotonic();
    this.#crashedAtMs = [...this.#crashedAtMs.filter((at) => nowMs - at < policy.windowMs), nowMs];
    const decision = decideRestart(policy, this.#crashedAtMs, nowMs);
    if (decision.kind === 'give_up') {
      log.error(`${name}.gave_up`, { crashes: decision.crashesInWindow });
      this.#show({ kind: 'gave_up', fault: fault ?? { code: 'RELAY_GAVE_UP', value: null } });
      return;
    }
    log.warn(`${name}.restart_planned`, { delayMs: decision.delayMs, crashes: decision.crashesInWindow });
    this.#startIn(decision.delayMs, fault ?? justEnded);
  }

  #startIn(delayMs: number, fault: Fault): void {
    const { clock } = this.#options;
    const request = this.#request;
    this.#show({ kind: 'restarting', nextStartAt: clock.now() + delayMs, fault });
    this.#cancelRestart = clock.after(delayMs, () => {
      this.#cancelRestart = null;
      if (request === this.#request) void this.#launch(request);
    });
  }

  #show(next: {
    kind: ProcessState<R>['kind'];
    pid?: number;
    ready?: R;
    nextStartAt?: number;
    fault?: Fault | null;
    keepSince?: boolean;
  }): void {
    const before = this.#state;
    const alive = next.kind === 'running' || next.kind === 'unresponsive';
    this.#state = {
      kind: next.kind,
      since: next.keepSince === true ? before.since : this.#options.clock.now(),
      pid: this.#life?.pid ?? null,
      ready: alive ? (next.ready ?? before.ready) : null,
      restarts: Math.max(0, this.#starts - 1),
      nextStartAt: next.nextStartAt ?? null,
      fault: next.fault ?? null,
    };
    this.#options.onState(this.#state);
  }
}
