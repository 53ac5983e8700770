import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { OutboundHttp } from '../../ports/outbound-http.ts';
import type { RelayStore } from '../../ports/relay-store.ts';
import { callError } from './call-error.ts';
import { keysInAddress } from './keys-in-address.ts';
import { plainDetail } from './plain-detail.ts';

const callTimeoutMs = 10_000;
const longestAnswerBytes = 64 * 1024;
const factName = 'alert-heartbeat';

export interface HeartbeatDeps {
  readonly http: Pick<OutboundHttp, 'request'>;
  readonly store: Pick<RelayStore, 'storage' | 'writeFact'>;
  readonly clock: Clock;
  readonly url: () => string | null;
  /** What became of a beat: what the other side said, or why it was not asked. */
  readonly onBeat: (result: { readonly detail: string } | { readonly error: RelayError }) => void;
}

/**
 * Asks the address of an outside watcher again and again, so that silence raises the alarm there when this computer, the
 * relay or its disk is gone. A beat is sent only after something was written to the store, so it proves all three.
 */
export class Heartbeat {
  readonly #deps: HeartbeatDeps;
  #cancel: (() => void) | null = null;
  #everyMs = 0;
  #beats = 0;
  /** The latest beat whose outcome was told. */
  #told = 0;
  #stopping = new AbortController();

  constructor(deps: HeartbeatDeps) {
    this.#deps = deps;
  }

  /** Begins with a beat at once. One that runs already takes the new interval. */
  start(everySeconds: number): void {
    this.stop();
    this.#stopping = new AbortController();
    this.#everyMs = everySeconds * 1_000;
    this.#beatAndPlan();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#stopping.abort();
  }

  /** One beat. Resolves with what the other side said. Rejects with a RelayError. */
  async beat(signal: AbortSignal): Promise<string> {
    const { http, store, clock, url: urlOf } = this.#deps;
    const url = urlOf();
    if (url === null) throw new RelayError('ALERT_NO_TARGET', 'the heartbeat has no address');
    const { writable, code } = store.storage();
    if (!writable) throw new RelayError(code ?? 'STORE_WRITE_FAILED', 'no heartbeat: the store cannot be written');
    await store.writeFact(factName, String(clock.now()));
    const answer = await http
      .request<Buffer>({ method: 'GET', url, timeout: callTimeoutMs, maxContentLength: longestAnswerBytes, signal })
      .catch((thrown: unknown) => {
        throw callError(thrown);
      });
    const said = plainDetail(Buffer.from(answer.data).toString('utf8'), keysInAddress(url));
    const detail = `HTTP ${answer.status}${said === '' ? '' : ` ${said}`}`;
    if (answer.status >= 200 && answer.status <= 299) return detail;
    throw new RelayError('ALERT_REFUSED', 'the watcher refused the heartbeat', { value: detail });
  }

  #beatAndPlan(): void {
    // Planned before the beat, so that a slow watcher does not stretch the interval.
    this.#cancel = this.#deps.clock.after(this.#everyMs, () => {
      this.#beatAndPlan();
    });
    const { signal } = this.#stopping;
    this.#beats += 1;
    const no = this.#beats;
    const tell = (outcome: Parameters<HeartbeatDeps['onBeat']>[0]): void => {
      // A late answer says nothing of how it is now.
      if (no < this.#told) return;
      this.#told = no;
      this.#deps.onBeat(outcome);
    };
    this.beat(signal).then(
      (detail) => {
        tell({ detail });
      },
      (thrown: unknown) => {
        if (!signal.aborted) tell({ error: toRelayError(thrown) });
      },
    );
  }
}
