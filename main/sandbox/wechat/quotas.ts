import { ApiRefusal } from './errors.ts';
import { chinaDay } from './token-pools.ts';

interface Allowance {
  daily: number;
  perMinute: number;
}

/** Daily quotas of a new account (WeChat: API call limits); the per-minute figures are the simulator's. */
const allowances: Record<string, Allowance> = {
  '/cgi-bin/token': { daily: 2_000, perMinute: 1_000 },
  '/cgi-bin/stable_token': { daily: 500_000, perMinute: 10_000 },
  '/cgi-bin/message/custom/send': { daily: 500_000, perMinute: 60_000 },
  '/cgi-bin/message/template/send': { daily: 100_000, perMinute: 60_000 },
  '/cgi-bin/message/custom/typing': { daily: 500_000, perMinute: 60_000 },
  '/cgi-bin/media/upload': { daily: 100_000, perMinute: 10_000 },
  '/cgi-bin/media/get': { daily: 200_000, perMinute: 10_000 },
  '/cgi-bin/media/get/jssdk': { daily: 200_000, perMinute: 10_000 },
  '/cgi-bin/user/info': { daily: 5_000_000, perMinute: 60_000 },
  '/cgi-bin/callback/check': { daily: 10_000, perMinute: 1_000 },
  '/cgi-bin/getcallbackip': { daily: 10_000, perMinute: 1_000 },
  '/cgi-bin/get_api_domain_ip': { daily: 10_000, perMinute: 1_000 },
};

const resetsPerMonth = 10;
const singleResetsPerMonth = 50;

interface Use {
  day: number;
  today: number;
  minute: number;
  thisMinute: number;
}

export interface QuotaView {
  daily_limit: number;
  used: number;
  remain: number;
}

export interface Quotas {
  /** Counts one call. Throws ApiRefusal 45009 or 45011. */
  count(appId: string, path: string, now: number): void;
  /** Undefined for a path without a quota. */
  view(appId: string, path: string, now: number): { quota: QuotaView; perMinute: number } | undefined;
  /** Throws ApiRefusal 48006 when the month's resets are used up. */
  clearAll(appId: string, now: number): void;
  clearOne(appId: string, path: string, now: number): void;
  /** Leaves so many calls for today. */
  leave(appId: string, path: string, calls: number, now: number): void;
}

export function createQuotas(): Quotas {
  const uses = new Map<string, Use>();
  const resets = new Map<string, number>();

  const useOf = (appId: string, path: string, now: number): Use => {
    const key = `${appId} ${path}`;
    let use = uses.get(key);
    if (!use) {
      use = { day: chinaDay(now), today: 0, minute: 0, thisMinute: 0 };
      uses.set(key, use);
    }
    const day = chinaDay(now);
    if (use.day !== day) Object.assign(use, { day, today: 0 });
    const minute = Math.floor(now / 60_000);
    if (use.minute !== minute) Object.assign(use, { minute, thisMinute: 0 });
    return use;
  };

  const spendReset = (key: string, limit: number, now: number): void => {
    const month = new Date(now + 8 * 3_600_000).toISOString().slice(0, 7);
    const used = resets.get(`${key} ${month}`) ?? 0;
    if (used >= limit) throw new ApiRefusal(48006);
    resets.set(`${key} ${month}`, used + 1);
  };

  return {
    count(appId, path, now) {
      const allowance = allowances[path];
      if (!allowance) return;
      const use = useOf(appId, path, now);
      if (use.today >= allowance.daily) throw new ApiRefusal(45009);
      if (use.thisMinute >= allowance.perMinute) throw new ApiRefusal(45011);
      use.today += 1;
      use.thisMinute += 1;
    },
    view(appId, path, now) {
      const allowance = allowances[path];
      if (!allowance) return undefined;
      const { today } = useOf(appId, path, now);
      const quota = { daily_limit: allowance.daily, used: today, remain: Math.max(0, allowance.daily - today) };
      return { quota, perMinute: allowance.perMinute };
    },
    clearAll(appId, now) {
      spendReset(`${appId} all`, resetsPerMonth, now);
      for (const path of Object.keys(allowances)) useOf(appId, path, now).today = 0;
    },
    clearOne(appId, path, now) {
      spendReset(`${appId} one`, singleResetsPerMonth, now);
      useOf(appId, path, now).today = 0;
    },
    leave(appId, path, calls, now) {
      const allowance = allowances[path];
      if (allowance) useOf(appId, path, now).today = Math.max(0, allowance.daily - calls);
    },
  };
}
