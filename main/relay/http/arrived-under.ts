import type { FastifyRequest } from 'fastify';
import type { OutsideListen } from '#shared/contract/relay-config.ts';
import { isLoopbackName } from './host-guard.ts';
import { peerName } from './peer-name.ts';

/** Under which address of ours a request came; null where that cannot be told. */
export type ArrivedUnder = (request: Pick<FastifyRequest, 'raw'>) => string | null;

const longestName = 255;

/**
 * By the Host header, or by X-Forwarded-Host where the trusted proxy says it and nobody else: the public address as it is
 * configured, or another name that still leads here. A proxy that puts this computer's own name in the place of the public
 * one, and says no more, hides it.
 */
export function createArrivedUnder({ publicUrl, trustedProxy, host: ownHost }: OutsideListen): ArrivedUnder {
  if (publicUrl === undefined) return () => null;
  const base = publicUrl.replace(/\/+$/u, '');
  const { host: name, protocol } = new URL(base);
  const usualPort = protocol === 'http:' ? ':80' : ':443';
  const proxy = trustedProxy === undefined ? null : peerName(trustedProxy);
  return ({ raw }) => {
    const told = forwarded(raw, proxy) ?? raw.headers.host ?? '';
    if (told === name) return base;
    const lower = withoutUsualPort(told.toLowerCase(), usualPort);
    if (lower === name) return base;
    const bare = lower.replace(/:\d+$/u, '');
    const isOwn = bare === '' || isLoopbackName(bare) || bare === ownHost.toLowerCase();
    return isOwn || lower.length > longestName ? null : `https://${lower}`;
  };
}

/** Some proxies name the port that an address leaves out. */
function withoutUsualPort(told: string, usualPort: string): string {
  return told.endsWith(usualPort) ? told.slice(0, -usualPort.length) : told;
}

function forwarded({ headers, socket }: FastifyRequest['raw'], proxy: string | null): string | null {
  const told = headers['x-forwarded-host'];
  if (proxy === null || typeof told !== 'string' || peerName(socket.remoteAddress) !== proxy) return null;
  // The proxy's own word is the last one.
  const last = told.split(',').at(-1)?.trim() ?? '';
  return /^[A-Za-z0-9.:[\]-]+$/u.test(last) ? last : null;
}
