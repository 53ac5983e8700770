/** Requests that are read and not yet answered, by the platform that asks. */
export interface WorkLimits {
  readonly wechat: number;
  readonly cxone: number;
}

export const workLimits: WorkLimits = { wechat: 512, cxone: 256 };

type Platform = keyof WorkLimits;

/**
 * Bounds what waits for the store, apart for each platform: WeChat's repeats after an outage must not take the places of
 * CXone's calls, nor the other way round. What finds no place is turned away at once; both platforms come again.
 */
export class WorkPlaces {
  readonly #limits: WorkLimits;
  readonly #taken: Record<Platform, number> = { wechat: 0, cxone: 0 };

  constructor(limits: WorkLimits = workLimits) {
    this.#limits = limits;
  }

  /** Takes a place for a request of this path. Null when there is none left, else what gives it back, once. */
  take(path: string): (() => void) | null {
    const platform = platformOf(path);
    if (platform === null) return () => undefined;
    if (this.#taken[platform] >= this.#limits[platform]) return null;
    this.#taken[platform] += 1;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.#taken[platform] -= 1;
    };
  }
}

function platformOf(path: string): Platform | null {
  if (/^\/+wechat\//u.test(path)) return 'wechat';
  return /^\/+integration\//u.test(path) ? 'cxone' : null;
}
