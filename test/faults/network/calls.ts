import type { ProxiedRequest, Treatment } from './fault-proxy.ts';
import type { Side } from './customer.ts';

/** True for the call that carries a message; sign-in, checks and reports of status are others. */
export function carriesMessage(side: Side, { method, path }: Pick<ProxiedRequest, 'method' | 'path'>): boolean {
  if (side === 'wechat') return path.startsWith('/cgi-bin/message/custom/send');
  return method === 'POST' && /^\/dfo\/3\.0\/channels\/[^/]+\/messages$/u.test(path);
}

export function carriesText(side: Side, request: ProxiedRequest, text: string): boolean {
  return carriesMessage(side, request) && request.body.includes(text);
}

/** True for the call that fetches a token. */
export function signsIn(side: Side, { path }: Pick<ProxiedRequest, 'path'>): boolean {
  return path.startsWith(side === 'wechat' ? '/cgi-bin/stable_token' : '/auth/token');
}

const passes: Treatment = { kind: 'forward' };

/** This treatment for messages; everything else passes. */
export function forMessages(side: Side, treatment: Treatment | ((request: ProxiedRequest) => Treatment)) {
  return (request: ProxiedRequest): Treatment => {
    if (!carriesMessage(side, request)) return passes;
    return typeof treatment === 'function' ? treatment(request) : treatment;
  };
}

/** This treatment for the first so many messages; the rest passes. */
export function forFirstMessages(side: Side, count: number, treatment: Treatment) {
  let left = count;
  return forMessages(side, () => {
    if (left <= 0) return passes;
    left -= 1;
    return treatment;
  });
}

export const forwards = (): Treatment => passes;
