import type { HostWay } from '#shared/domain/setup/proxy.ts';
import type { Trial } from '#shared/domain/setup/trial.ts';

/** The ways calls leave by, and going one of them. */
export interface WayTrial {
  list(): Promise<HostWay[]>;
  /** Steps 'pac' (where a PAC file says the way, read anew), 'reach_proxy' and 'tunnel' (with a proxy), 'tls' and 'answer'. Throws TARGET_FORBIDDEN for a host that is not listed. */
  try(host: string): Promise<Trial>;
}
