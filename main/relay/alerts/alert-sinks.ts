import type {
  AlertNotice,
  AlertSettings,
  AlertSinkName,
  AlertSinkStatus,
  AlertTestResult,
} from '#shared/domain/alerts.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Chance, Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { AlertSink } from '../ports/alert-sink.ts';
import type { OutboundHttp } from '../ports/outbound-http.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import type { AlertMemory } from './alert-memory.ts';
import type { AlertSettingsService } from './alert-settings-service.ts';
import type { RelayNotice } from './alert-state.ts';
import { DeliveryQueue } from './delivery-queue.ts';
import { noticeText } from './notice-text.ts';
import { SinkStatusBook } from './sink-status.ts';
import { createEmailSink, type EmailTarget } from './sinks/email-sink.ts';
import { Heartbeat } from './sinks/heartbeat.ts';
import { createWebhookSink, type WebhookTarget } from './sinks/webhook-sink.ts';

const testLimitMs = 30_000;

type QueuedSink = AlertSink['name'];

export interface AlertSinksDeps {
  readonly settings: AlertSettingsService;
  readonly store: Pick<RelayStore, 'storage' | 'writeFact'>;
  readonly http: Pick<OutboundHttp, 'request'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
  readonly newId: () => string;
  /** Certificate authorities trusted for the mail server besides the usual ones, PEM. */
  readonly mailTrust?: readonly string[];
  /** The queues are others; to be kept. */
  readonly onChange: () => void;
  /** A sink took the notice. */
  readonly onSent: (notice: AlertNotice, sink: QueuedSink) => void;
}

/** The ways to people outside this desktop: a webhook and e-mail, each with its queue, and the heartbeat. */
export class AlertSinks {
  readonly #deps: AlertSinksDeps;
  readonly #status = new SinkStatusBook();
  readonly #sinks: Readonly<Record<QueuedSink, AlertSink>>;
  readonly #queues: Readonly<Record<QueuedSink, DeliveryQueue>>;
  readonly #heartbeat: Heartbeat;
  readonly #stopListening: () => void;

  constructor(deps: AlertSinksDeps, kept: AlertMemory['queues']) {
    this.#deps = deps;
    const { settings, http, clock, store } = deps;
    this.#sinks = {
      webhook: createWebhookSink({ http, target: () => webhookTarget(settings), now: () => clock.now() }),
      email: createEmailSink({
        target: () => emailTarget(settings),
        ...(deps.mailTrust === undefined ? {} : { trust: deps.mailTrust }),
      }),
    };
    this.#queues = { webhook: this.#queue('webhook', kept), email: this.#queue('email', kept) };
    this.#heartbeat = new Heartbeat({
      http,
      store,
      clock,
      url: () => settings.get().heartbeat.url,
      onBeat: (result) => {
        if ('error' in result) this.#status.failed('heartbeat', clock.now(), result.error);
        else this.#status.succeeded('heartbeat', clock.now(), result.detail);
      },
    });
    this.#stopListening = settings.onChange((changed) => {
      this.#settingsChanged(changed);
    });
  }

  /** Begins with what the last run left over. */
  start(): void {
    for (const sink of ['webhook', 'email'] as const) this.#apply(sink);
    this.#applyHeartbeat();
  }

  stop(): void {
    this.#stopListening();
    this.#heartbeat.stop();
    this.#queues.webhook.stop();
    this.#queues.email.stop();
  }

  get queues(): AlertMemory['queues'] {
    return { webhook: this.#queues.webhook.state, email: this.#queues.email.state };
  }

  /** Puts the notice into the queue of each sink that is switched on. */
  send(notice: RelayNotice): void {
    const settings = this.#deps.settings.get();
    for (const sink of ['webhook', 'email'] as const) if (settings[sink].enabled) this.#queues[sink].add(notice);
  }

  status(): AlertSinkStatus[] {
    return this.#status.all((sink) => (sink === 'heartbeat' ? 0 : this.#queues[sink].state.entries.length));
  }

  /** Sends a test to the sink now, switched on or not. Never rejects. */
  async test(sink: AlertSinkName): Promise<AlertTestResult> {
    const { clock } = this.#deps;
    const startedAt = clock.monotonic();
    const limit = new AbortController();
    const cancelLimit = clock.after(testLimitMs, () => {
      limit.abort();
    });
    const durationMs = (): number => Math.round(clock.monotonic() - startedAt);
    try {
      const detail = await this.#sendTest(sink, limit.signal);
      this.#status.succeeded(sink, clock.now(), detail);
      // What waits was held up by whatever is mended now.
      if (sink !== 'heartbeat') this.#apply(sink);
      return { ok: true, code: null, detail, durationMs: durationMs() };
    } catch (thrown) {
      const error = toRelayError(thrown);
      this.#status.failed(sink, clock.now(), error);
      return { ok: false, code: error.code, detail: error.value, durationMs: durationMs() };
    } finally {
      cancelLimit();
    }
  }

  #sendTest(sink: AlertSinkName, signal: AbortSignal): Promise<string> {
    if (sink === 'heartbeat') return this.#heartbeat.beat(signal);
    const notice = testNotice(this.#deps.newId(), this.#deps.clock.now());
    return this.#sinks[sink].send(notice, noticeText(notice, this.#deps.settings.get()), signal);
  }

  #queue(name: QueuedSink, kept: AlertMemory['queues']): DeliveryQueue {
    const { clock, chance, log, settings, onChange, onSent } = this.#deps;
    const queue: DeliveryQueue = new DeliveryQueue(
      {
        sink: this.#sinks[name],
        clock,
        chance,
        log,
        onChange,
        textOf: (notice, leftOut) => noticeText(notice, { ...settings.get(), leftOut }),
        onSent: (notice, detail) => {
          this.#status.succeeded(name, clock.now(), detail);
          onSent(notice, name);
        },
        onFailed: (error) => {
          this.#status.failed(name, clock.now(), error);
        },
      },
      kept[name],
    );
    return queue;
  }

  #settingsChanged(changed: readonly (keyof AlertSettings)[]): void {
    for (const sink of ['webhook', 'email'] as const) {
      if (!changed.includes(sink)) continue;
      this.#status.forget(sink);
      this.#apply(sink);
    }
    if (!changed.includes('heartbeat')) return;
    this.#status.forget('heartbeat');
    this.#applyHeartbeat();
  }

  #apply(sink: QueuedSink): void {
    if (this.#deps.settings.get()[sink].enabled) this.#queues[sink].tryNow();
    else this.#queues[sink].clear();
  }

  #applyHeartbeat(): void {
    const { enabled, everySeconds } = this.#deps.settings.get().heartbeat;
    if (enabled) this.#heartbeat.start(everySeconds);
    else this.#heartbeat.stop();
  }
}

function webhookTarget(settings: AlertSettingsService): WebhookTarget | null {
  const { url, form } = settings.get().webhook;
  return url === null ? null : { url, form, secret: settings.secrets.webhook };
}

function emailTarget(settings: AlertSettingsService): EmailTarget | null {
  const { host, from, to, port, security, user } = settings.get().email;
  if (host === null || from === null || to.length === 0) return null;
  return { host, from, to, port, security, user, password: settings.secrets.email };
}

function testNotice(id: string, at: number): RelayNotice {
  return {
    id,
    at,
    kind: 'test',
    severity: 'info',
    incidentIds: [],
    channelIds: [],
    channelNames: [],
    state: null,
    leg: null,
    code: null,
    value: null,
    since: null,
    lastedMs: null,
    subject: null,
    sla: null,
    owner: 'nobody',
  };
}
