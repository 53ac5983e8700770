import { randomBytes } from 'node:crypto';
import { connect, isIP, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { OutboundHttp } from '../ports/outbound-http.ts';
import { isLoopbackName } from './host-guard.ts';
import { reachableHost } from './reachable-host.ts';

/** How often the relay looks whether it can be reached, and how soon it looks again when it cannot, milliseconds. */
export const selfProbeEveryMs = 15_000;
export const selfProbeAgainMs = 5_000;
/** The answer of our own server is there at once, or not at all, milliseconds. */
export const localLimitMs = 3_000;
const publicLimitMs = 10_000;
/** So many failures in a row are believed. */
const failuresToReport = 2;

export interface SelfProbeDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly server: Server;
  readonly host: string;
  /** The address WeChat and CXone use, where it is known. */
  readonly publicUrl: string | undefined;
  readonly http: Pick<OutboundHttp, 'request'>;
  /** Nobody can reach us at this address. Told at every failed look. */
  readonly onGone: (address: string, nextLookAt: number) => void;
  /** Told once when it can be reached again. */
  readonly onBack: () => void;
}

/**
 * Looks whether our own listener can be reached: over the network interface it is bound to, and through the public
 * address. A computer that cannot reach its own public address from within is common and means nothing, so that way
 * counts only once it has been seen to work.
 */
export class SelfProbe {
  readonly #deps: SelfProbeDeps;
  /** Nobody else knows this path, so who asks for it came from here. */
  readonly #secretPath = `/${randomBytes(24).toString('base64url')}`;
  /** Told each connection the server has taken, while a look is under way. */
  #onTaken: ((remotePort: number) => void) | null = null;
  readonly #onConnection = (socket: { readonly remotePort?: number | undefined }): void => {
    if (socket.remotePort !== undefined) this.#onTaken?.(socket.remotePort);
  };
  #secretSeen = false;
  #publicWorked = false;
  #trafficAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #isLooking = false;
  #cancel: (() => void) | null = null;
  #stopped = false;

  constructor(deps: SelfProbeDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#deps.server.on('connection', this.#onConnection);
    this.#plan(selfProbeEveryMs);
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
    this.#deps.server.off('connection', this.#onConnection);
  }

  get isLooking(): boolean {
    return this.#isLooking;
  }

  /** A path nobody serves was asked for. */
  asked(path: string): void {
    if (path === this.#secretPath) this.#secretSeen = true;
  }

  /** One of the platforms got through: the best proof there is. */
  gotThrough(): void {
    this.#trafficAt = this.#deps.clock.monotonic();
  }

  #plan(delayMs: number): void {
    if (!this.#stopped) this.#cancel = this.#deps.clock.after(delayMs, () => void this.#look());
  }

  async #look(): Promise<void> {
    const { clock, log, onGone, onBack } = this.#deps;
    this.#isLooking = true;
    const missing = await this.#unreachable();
    this.#isLooking = false;
    if (this.#stopped) return;
    if (missing === null) {
      if (this.#failures >= failuresToReport) {
        log.info('self_probe.back');
        onBack();
      }
      this.#failures = 0;
      this.#plan(selfProbeEveryMs);
      return;
    }
    this.#failures += 1;
    if (this.#failures === failuresToReport) log.error('self_probe.gone', { address: missing });
    if (this.#failures >= failuresToReport) onGone(missing, clock.now() + selfProbeAgainMs);
    this.#plan(selfProbeAgainMs);
  }

  /** The address at which we cannot be reached, or null. */
  async #unreachable(): Promise<string | null> {
    const { clock, publicUrl } = this.#deps;
    if (clock.monotonic() - this.#trafficAt < selfProbeEveryMs) {
      this.#publicWorked ||= publicUrl !== undefined && (await this.#reachesPublicly(publicUrl));
      return null;
    }
    const address = this.#deps.server.address();
    if (typeof address !== 'object' || address === null) return this.#deps.host;
    const host = reachableHost(this.#deps.host);
    const isThere = isInterfaceUp(host) && (await this.#reachesLocally(host, address.port));
    if (!isThere) return `${this.#deps.host}:${address.port}`;
    if (publicUrl === undefined) return null;
    const reached = await this.#reachesPublicly(publicUrl);
    const worked = this.#publicWorked;
    this.#publicWorked ||= reached;
    return reached || !worked ? null : publicUrl;
  }

  /** A connection to ourselves that our own server has seen: another program on that port does not pass. */
  #reachesLocally(host: string, port: number): Promise<boolean> {
    return new Promise((resolve) => {
      const taken = new Set<number>();
      const socket = connect(port, host.replace(/^\[|\]$/gu, ''));
      const end = (reached: boolean): void => {
        this.#onTaken = null;
        cancel();
        socket.destroy();
        resolve(reached);
      };
      const cancel = this.#deps.clock.after(localLimitMs, () => {
        end(false);
      });
      const endIfTaken = (): void => {
        if (!socket.connecting && socket.localPort !== undefined && taken.has(socket.localPort)) end(true);
      };
      this.#onTaken = (remotePort) => {
        taken.add(remotePort);
        endIfTaken();
      };
      socket.on('connect', endIfTaken);
      socket.on('error', () => {
        end(false);
      });
    });
  }

  async #reachesPublicly(publicUrl: string): Promise<boolean> {
    this.#secretSeen = false;
    try {
      await this.#deps.http.request({
        method: 'GET',
        url: `${publicUrl.replace(/\/+$/u, '')}${this.#secretPath}`,
        timeout: publicLimitMs,
      });
    } catch (thrown) {
      this.#deps.log.debug('self_probe.public', { detail: thrown instanceof Error ? thrown.message : '' });
    }
    return this.#secretSeen;
  }
}

/**
 * A system goes on answering itself under an address whose interface is down, so the interface is asked for. A name, and
 * the loopback addresses (of which only one is listed), are left to the connection.
 */
function isInterfaceUp(host: string): boolean {
  const bare = host.replace(/^\[|\]$/gu, '');
  if (isIP(bare) === 0 || isLoopbackName(bare)) return true;
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === bare));
}
