import type { Random } from '../kit/random.ts';

/** What `openapi/rid/get` tells about a refused call. */
export interface RidRecord {
  appId: string | undefined;
  invokedAt: number;
  costMs: number;
  requestUrl: string;
  requestBody: string;
  responseBody: string;
  clientIp: string;
}

const keptForMs = 7 * 86_400_000;
const maxKept = 20_000;

export interface RidBook {
  /** Three groups of eight hex digits; the first is the time. */
  create(now: number): string;
  remember(rid: string, record: RidRecord): void;
  find(rid: string, now: number): RidRecord | 'expired' | undefined;
}

export function createRidBook(random: Random): RidBook {
  const records = new Map<string, RidRecord>();
  return {
    create: (now) =>
      `${Math.floor(now / 1000)
        .toString(16)
        .padStart(8, '0')}-${random.hex(8)}-${random.hex(8)}`,
    remember(rid, record) {
      records.set(rid, record);
      if (records.size <= maxKept) return;
      const oldest = records.keys().next().value;
      if (oldest !== undefined) records.delete(oldest);
    },
    find(rid, now) {
      const record = records.get(rid);
      if (!record) return undefined;
      return now - record.invokedAt > keptForMs ? 'expired' : record;
    },
  };
}
