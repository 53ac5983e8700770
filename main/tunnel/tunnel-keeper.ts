import { isDeepStrictEqual } from 'node:util';
import { decideRestart, type RestartPolicy } from '#main/relay-host/restart-policy.ts';
import type { TunnelSettings, TunnelState, TunnelView } from '#shared/domain/setup/tunnel.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { checkTunnel } from '#shared/setup/tunnel-rules.ts';
import { createAddressReader, type ReadAddress } from './address-reader.ts';
import { OutputLines } from './output-lines.ts';
import type { TunnelChild, TunnelEnd, TunnelLaunch } from './tunnel-child.ts';
import type { TunnelKept } from './tunnel-file.ts';
import { prepareTunnel } from './tunnel-launch.ts';

/** A program that has lived so long counts as running; one that names its address does at once. */
const settledAfterMs = 3_000;
/** One that ends again and again is left alone so long: an outage outside may be over by then. */
const afterGivingUpMs = 5 * 60_000;
/** Lines come in bursts; the window is told at most so often. */
const tellEveryMs = 250;

export interface TunnelSecrets {
  /** Names of variables whose secret is kept; none while the vault is locked. */
  names(): string[];
  /** Throws why the vault cannot be read. */
  read(variable: string): string | null;
  change(values: Readonly<Record<string, string | null>>): Promise<void>;
}

export interface TunnelKeeperDeps {
  readonly file: { read(): TunnelKept; write(kept: TunnelKept): void };
  readonly secrets: TunnelSecrets;
  readonly leftover: { note(pid: number): void; forget(): void; end(): boolean };
  readonly launch: (launch: TunnelLaunch) => TunnelChild;
  /** Where a relay listens that outsiders may reach; null: none does at the moment. 'practice': none may be reached. */
  readonly relay: () => `http${string}` | 'practice' | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly policy: RestartPolicy;
  /** How long a program may take to end before it is ended. */
  readonly stopGraceMs: number;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onChange: (view: TunnelView) => void;
}

interface Life {
  readonly child: TunnelChild;
  readonly settings: TunnelSettings;
  readonly relayUrl: string;
  readonly ended: Promise<void>;
  readonly markEnded: () => void;
  readonly read: (line: string) => ReadAddress;
  readonly timers: (() => void)[];
  stopping: boolean;
}

/** Starts, watches and restarts the team's tunnel program. Knows neither Electron nor which program it is. */
export class TunnelKeeper {
  readonly #deps: TunnelKeeperDeps;
  readonly #output = new OutputLines();
  #kept: TunnelKept;
  #state: TunnelState;
  #life: Life | null = null;
  #crashedAtMs: number[] = [];
  #cancelStart: () => void = () => undefined;
  #cancelTell: (() => void) | null = null;
  /** Grows with each wish of a person: what an older one still does is void. */
  #request = 0;
  #isClosed = false;

  constructor(deps: TunnelKeeperDeps) {
    this.#deps = deps;
    this.#kept = deps.file.read();
    this.#state = this.#fresh('stopped');
    if (deps.leftover.end()) deps.log.warn('tunnel.leftover_ended');
    if (this.#kept.on) this.#state = { ...this.#fresh('waiting'), code: 'TUNNEL_NO_RELAY' };
  }

  get view(): TunnelView {
    const { settings, on } = this.#kept;
    return {
      settings,
      on,
      keptSecrets: this.#keptSecrets(),
      changed: this.#life !== null && !isDeepStrictEqual(this.#life.settings, settings),
      state: this.#state,
      lines: [...this.#output.all],
    };
  }

  /** Saves settings and secrets. Throws TUNNEL_NOT_SAVED (they count all the same) and the vault's errors. */
  async set(settings: TunnelSettings, secrets: Readonly<Record<string, string | null>>): Promise<TunnelView> {
    if (Object.keys(secrets).length > 0) await this.#deps.secrets.change(secrets);
    this.#keep({ ...this.#kept, settings });
    this.#tell();
    return this.view;
  }

  /** Throws the first rule that is broken. Resolves when it was started, not when it works. */
  async start(): Promise<TunnelView> {
    const [problem] = checkTunnel(this.#kept.settings);
    if (problem !== undefined) {
      const value = problem.value ?? problem.field;
      throw new RelayError(problem.code, `the tunnel cannot be started: ${problem.field}`, { value });
    }
    const request = ++this.#request;
    this.#keep({ ...this.#kept, on: true });
    await this.#end();
    if (request !== this.#request) return this.view;
    this.#crashedAtMs = [];
    this.#state = this.#fresh('starting');
    this.#begin();
    return this.view;
  }

  async stop(): Promise<TunnelView> {
    this.#request += 1;
    const keep = (): void => this.#keep({ ...this.#kept, on: false });
    await this.#end();
    this.#state = this.#fresh('stopped');
    this.#tell();
    keep();
    return this.view;
  }

  /** The relay came, went or moved, or the vault was opened. */
  surroundingsChanged(): void {
    if (!this.#kept.on || this.#isClosed) return;
    const relay = this.#deps.relay();
    const isElsewhere = relay !== null && this.#life !== null && this.#life.relayUrl !== relay;
    if (this.#state.kind === 'waiting' && relay !== null && relay !== 'practice') this.#begin();
    else if (isElsewhere && this.#life?.stopping === false) void this.#move();
  }

  /** For the end of the console: it is started again with the next one, if it ran. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#request += 1;
    await this.#end();
    this.#cancelTell?.();
  }

  async #move(): Promise<void> {
    const request = ++this.#request;
    await this.#end();
    if (request === this.#request) this.#begin();
  }

  #begin(): void {
    const { relay, environment, secrets, clock, log, launch, leftover } = this.#deps;
    this.#cancelStart();
    const relayUrl = relay();
    if (relayUrl === null || relayUrl === 'practice') {
      this.#show('waiting', { code: 'TUNNEL_NO_RELAY' });
      return;
    }
    const { settings } = this.#kept;
    let prepared;
    try {
      prepared = prepareTunnel(settings, { own: environment, secretOf: (name) => secrets.read(name), relayUrl });
    } catch (thrown) {
      const { code, value } = toRelayError(thrown);
      // A vault that is opened later makes it go on; a secret nobody entered does not.
      this.#show(code === 'TUNNEL_SECRET_MISSING' ? 'gave_up' : 'waiting', { code, value });
      return;
    }
    this.#output.hide(prepared.secrets);
    let markEnded = (): void => undefined;
    const ended = new Promise<void>((resolve) => (markEnded = resolve));
    const child = launch({
      ...prepared,
      onLine: (line) => {
        this.#heard(line);
      },
      onEnd: (end) => {
        // A program that cannot be started ends before there is a life to end.
        queueMicrotask(() => {
          this.#ended(life, end);
        });
      },
    });
    const life: Life = {
      child,
      settings,
      relayUrl,
      ended,
      markEnded,
      read: createAddressReader(settings.addressPattern),
      timers: [],
      stopping: false,
    };
    this.#life = life;
    if (child.pid !== null) leftover.note(child.pid);
    log.info('tunnel.started', { pid: child.pid });
    this.#show('starting', {});
    life.timers.push(
      clock.after(settledAfterMs, () => {
        if (this.#life === life && this.#state.kind === 'starting') this.#show('running', { keep: true });
      }),
    );
  }

  #heard(line: string): void {
    this.#output.add(line);
    const read = this.#life?.read(line) ?? { kind: 'nothing' };
    if (read.kind === 'found') {
      this.#state = { ...this.#state, seenUrl: read.url };
      if (this.#state.kind === 'starting') this.#show('running', { keep: true });
    } else if (read.kind === 'too_slow') {
      this.#deps.log.warn('tunnel.pattern_slow');
      this.#state = { ...this.#state, code: 'TUNNEL_PATTERN_SLOW' };
    }
    this.#tell();
  }

  #ended(life: Life, end: TunnelEnd): void {
    const { log, leftover, policy, clock } = this.#deps;
    for (const cancel of life.timers) cancel();
    if (this.#life === life) this.#life = null;
    leftover.forget();
    life.markEnded();
    log.info('tunnel.ended', { with: end.kind === 'ended' ? end.with : end.why, asked: life.stopping });
    if (life.stopping) return;
    if (end.kind === 'not_started') {
      const code = end.why === 'missing' ? 'TUNNEL_PROGRAM_MISSING' : 'TUNNEL_PROGRAM_REFUSED';
      this.#show('gave_up', { code, value: life.settings.program.trim() });
      return;
    }
    const nowMs = clock.monotonic();
    this.#crashedAtMs = [...this.#crashedAtMs.filter((at) => nowMs - at < policy.windowMs), nowMs];
    const decision = decideRestart(policy, this.#crashedAtMs, nowMs);
    if (decision.kind === 'restart') this.#startIn(decision.delayMs, 'restarting', 'TUNNEL_ENDED', end.with);
    else this.#startIn(afterGivingUpMs, 'gave_up', 'TUNNEL_GAVE_UP', end.with);
  }

  #startIn(delayMs: number, kind: TunnelState['kind'], code: ErrorCode, value: string): void {
    const { clock } = this.#deps;
    this.#show(kind, { code, value, nextStartAt: clock.now() + delayMs });
    this.#cancelStart();
    this.#cancelStart = clock.after(delayMs, () => {
      this.#state = { ...this.#state, restarts: this.#state.restarts + 1 };
      if (kind === 'gave_up') this.#crashedAtMs = [];
      this.#begin();
    });
  }

  /** Ends what runs or is about to, with everything it started. */
  async #end(): Promise<void> {
    this.#cancelStart();
    const life = this.#life;
    if (life === null) return;
    life.stopping = true;
    life.timers.push(
      this.#deps.clock.after(this.#deps.stopGraceMs, () => {
        life.child.end('hard');
      }),
    );
    life.child.end('ask');
    await life.ended;
  }

  #keptSecrets(): string[] {
    try {
      return this.#deps.secrets.names();
    } catch {
      return [];
    }
  }

  #keep(kept: TunnelKept): void {
    if (isDeepStrictEqual(kept, this.#kept)) return;
    this.#kept = kept;
    this.#deps.file.write(kept);
  }

  #fresh(kind: TunnelState['kind']): TunnelState {
    const since = this.#deps.clock.now();
    return { kind, since, pid: null, restarts: 0, nextStartAt: null, code: null, value: null, seenUrl: null };
  }

  #show(
    kind: TunnelState['kind'],
    rest: { code?: ErrorCode; value?: string | null; nextStartAt?: number; keep?: true },
  ): void {
    const { restarts, seenUrl, code } = this.#state;
    this.#state = {
      ...this.#fresh(kind),
      pid: this.#life?.child.pid ?? null,
      restarts,
      nextStartAt: rest.nextStartAt ?? null,
      code: rest.code ?? (rest.keep === true ? code : null),
      value: rest.value ?? null,
      seenUrl: this.#life === null ? null : seenUrl,
    };
    this.#tell();
  }

  #tell(): void {
    if (this.#cancelTell !== null || this.#isClosed) return;
    this.#cancelTell = this.#deps.clock.after(tellEveryMs, () => {
      this.#cancelTell = null;
      this.#deps.onChange(this.view);
    });
  }
}
