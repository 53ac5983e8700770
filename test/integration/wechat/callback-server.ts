import type { FastifyInstance } from 'fastify';
import { RelayConfig, type ChannelConfig } from '#shared/contract/relay-config.ts';
import { MessageId } from '#shared/domain/ids.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { LogFields, Logger } from '#shared/lib/logger.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { registerWeChatWebhook, type WeChatWebhookDeps } from '#relay/connectors/wechat/wechat-webhook.ts';
import { createPublicServer } from '#relay/http/public-server.ts';
import type { InboundIntake, InboundPush } from '#relay/ports/intake.ts';
import type { LegFault, LegReporter } from '#relay/ports/leg-reporter.ts';
import { fixedSecrets } from '#test/fakes/fixed-secrets.ts';

/** The moment the published samples were made for, plus a little. Time runs, but the wall clock stands here. */
export const sampleTime = 1_767_225_700_000;

/** Keeps what it is given in memory and recognises repeats, as the port promises. */
export class RecordingIntake implements InboundIntake {
  pushes: InboundPush[] = [];
  duplicates = 0;
  quarantined: { channelId: string; raw: Uint8Array; code: ErrorCode }[] = [];
  verdicts: Parameters<InboundIntake['verdict']>[0][] = [];
  /** What the next calls do instead of storing. */
  trouble: 'none' | 'full' | 'slow' = 'none';
  #open: () => void = () => undefined;
  #gate: Promise<void> = Promise.resolve();
  readonly #known = new Map<string, MessageId>();

  async accept(push: InboundPush): Promise<{ kind: 'stored' | 'duplicate'; id: MessageId }> {
    await this.#trouble();
    const known = this.#known.get(push.dedupeKey);
    if (known !== undefined) {
      this.duplicates += 1;
      return { kind: 'duplicate', id: known };
    }
    const id = MessageId.parse(`wxin-${this.#known.size}`);
    this.#known.set(push.dedupeKey, id);
    this.pushes.push(push);
    return { kind: 'stored', id };
  }

  async quarantine(input: Parameters<InboundIntake['quarantine']>[0]): Promise<void> {
    await this.#trouble();
    this.quarantined.push(input);
  }

  async verdict(input: Parameters<InboundIntake['verdict']>[0]): Promise<void> {
    await this.#trouble();
    this.verdicts.push(input);
  }

  /** Nothing is stored before `openGate`. */
  closeGate(): void {
    this.trouble = 'slow';
    this.#gate = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  openGate(): void {
    this.#open();
  }

  reset(): void {
    this.pushes = [];
    this.duplicates = 0;
    this.quarantined = [];
    this.verdicts = [];
    this.trouble = 'none';
    this.#known.clear();
  }

  async #trouble(): Promise<void> {
    await Promise.resolve();
    if (this.trouble === 'slow') await this.#gate;
    if (this.trouble === 'full') throw new RelayError('STORE_FULL', 'no room');
  }
}

export class RecordingReporter implements LegReporter {
  proofs: string[] = [];
  faults: { channelId: string; fault: LegFault }[] = [];
  refused: { channelId: string | null; code: ErrorCode }[] = [];

  proof(channelId: string, leg: string, strength: string): void {
    this.proofs.push(`${channelId} ${leg} ${strength}`);
  }

  fault(channelId: string, _leg: string, fault: LegFault): void {
    this.faults.push({ channelId, fault });
  }

  refusedRequest(channelId: string | null, code: ErrorCode): void {
    this.refused.push({ channelId, code });
  }

  warning(): void {
    // The callback gives none.
  }

  warningOver(): void {
    // Nor this.
  }

  reset(): void {
    this.proofs = [];
    this.faults = [];
    this.refused = [];
  }
}

export class RecordingLogger implements Logger {
  lines: string[] = [];
  /** Lines of before the last reset, for what must hold over a whole run. */
  readonly earlier: string[] = [];
  readonly debug = this.#note('debug');
  readonly info = this.#note('info');
  readonly warn = this.#note('warn');
  readonly error = this.#note('error');

  reset(): void {
    this.earlier.push(...this.lines);
    this.lines = [];
  }

  #note(level: string) {
    return (event: string, fields: LogFields = {}): void => {
      this.lines.push(`${level} ${event} ${JSON.stringify(fields)}`);
    };
  }
}

export interface CallbackServer {
  readonly app: FastifyInstance;
  readonly url: string;
  readonly intake: RecordingIntake;
  readonly legs: RecordingReporter;
  readonly log: RecordingLogger;
  /** Wall clock the callback sees, epoch ms; and how far it is known to be off. */
  readonly time: { now: number; offsetMs: number };
  close(): Promise<void>;
}

export type CallbackHooks = Partial<Pick<WeChatWebhookDeps, 'isStopped' | 'textFor' | 'secrets' | 'uses'>>;

/** The relay's public listener with nothing but WeChat's callback on it. */
export async function startCallbackServer(
  channels: readonly ChannelConfig[],
  ownClock: Clock = systemClock,
  hooks: CallbackHooks = {},
): Promise<CallbackServer> {
  const intake = new RecordingIntake();
  const legs = new RecordingReporter();
  const log = new RecordingLogger();
  const time = { now: sampleTime, offsetMs: 0 };
  const clock: Clock = {
    now: () => time.now,
    monotonic: () => ownClock.monotonic(),
    after: (delayMs, run) => ownClock.after(delayMs, run),
  };
  const { listen } = RelayConfig.parse({ storeKey: 'x', integrations: [], channels: [] });
  const app = createPublicServer({
    material: null,
    listen: listen.public,
    log,
    onAnswered: () => undefined,
    onRefusedHost: () => undefined,
  });
  const secrets = fixedSecrets({ channels });
  registerWeChatWebhook(app, {
    channels,
    secrets,
    intake,
    legs,
    clock,
    clockOffsetMs: () => time.offsetMs,
    log,
    ...hooks,
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { app, url, intake, legs, log, time, close: () => app.close() };
}
