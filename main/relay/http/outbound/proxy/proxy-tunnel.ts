import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import { isCertificateFault } from '../../../core/certificate-fault.ts';
import { systemCode } from '../../../core/system-code.ts';
import { AnswerRefused, longestHeadBytes, readAnswerHead } from '../answer-head.ts';
import type { ProxyReason } from '../../../ports/outbound-http.ts';
import { ProxyFailure } from './proxy-failure.ts';
import type { ProxyRoute } from './proxy-route.ts';

/** From the first packet to the proxy's word, milliseconds: a proxy that only trickles is given up. */
const longestTunnelMs = 30_000;
const endOfHead = '\r\n\r\n';

export interface TunnelEvents {
  /** The connection to the proxy stands, TLS to the proxy included. */
  readonly onReached?: () => void;
  /** The proxy passes everything on from here; the socket is paused and nobody listens to it. */
  readonly onOpen: () => void;
  readonly onFailure: (failure: ProxyFailure) => void;
}

/**
 * Opens a connection to the proxy and asks it for one to the target (HTTP: CONNECT, RFC 9110 9.3.6). Tells exactly one of
 * onOpen and onFailure, unless the socket is destroyed by the caller before; then nothing. The proxy's own address is the
 * operator's word, so it may be any.
 */
export function openTunnel(route: ProxyRoute, url: URL, events: TunnelEvents): Socket {
  const failed: Failed = (reason, code, cause) => new ProxyFailure(reason, code, cause, { route });
  const socket = connectTo(route);
  socket.setNoDelay(true);
  let isReached = false;
  let read: Buffer = Buffer.alloc(0);
  const timer = setTimeout(() => {
    fail(failed(isReached ? 'proxy_broken' : 'proxy_unreachable', 'ETIMEDOUT'));
  }, longestTunnelMs);
  timer.unref();

  const impatience = setTimeout(() => {
    if (!isReached) fail(failed('proxy_unreachable', 'ETIMEDOUT'));
  }, route.reachMs ?? longestTunnelMs);
  impatience.unref();

  const leave = (): void => {
    clearTimeout(timer);
    clearTimeout(impatience);
    socket.removeListener(reachedEvent, onReached);
    socket.removeListener('data', onData);
    socket.removeListener('end', onEnd);
    socket.removeListener('error', onError);
    socket.removeListener('close', leave);
  };
  const fail = (failure: ProxyFailure): void => {
    leave();
    // It may have more to complain of while it ends.
    socket.on('error', () => undefined);
    socket.destroy();
    events.onFailure(failure);
  };
  const onReached = (): void => {
    isReached = true;
    events.onReached?.();
    if (!socket.destroyed) socket.write(connectRequest(route, url), 'latin1');
  };
  const onData = (piece: Buffer): void => {
    read = read.length === 0 ? piece : Buffer.concat([read, piece]);
    const end = read.indexOf(endOfHead);
    if (end < 0 && read.length <= longestHeadBytes) return;
    const failure =
      end < 0 || end > longestHeadBytes ? failed('proxy_broken', 'endless headers') : judge(read, end, failed);
    if (failure !== null) return fail(failure);
    leave();
    socket.pause();
    events.onOpen();
  };
  const onEnd = (): void => {
    fail(failed('proxy_broken', 'ECONNRESET'));
  };
  const onError = (error: Error): void => {
    fail(failureOf(error, isReached, failed));
  };
  const reachedEvent = route.isSecure ? 'secureConnect' : 'connect';
  socket.once(reachedEvent, onReached);
  socket.on('data', onData);
  socket.on('end', onEnd);
  socket.on('error', onError);
  // Destroyed by the caller; whatever else ends it is told before.
  socket.on('close', leave);
  return socket;
}

function connectTo({ host, port, isSecure, ca }: ProxyRoute): Socket {
  if (!isSecure) return connectPlain({ host, port });
  return connectSecure({
    host,
    port,
    servername: isIP(host) === 0 ? host : '',
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
    // Spelled out, because an environment variable could otherwise switch the check off.
    rejectUnauthorized: true,
    ...(ca !== null && { ca }),
  });
}

function connectRequest({ authorization }: ProxyRoute, url: URL): string {
  const target = `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;
  const signIn = authorization === null ? '' : `proxy-authorization: ${authorization}\r\n`;
  return `CONNECT ${target} HTTP/1.1\r\nhost: ${target}\r\n${signIn}\r\n`;
}

type Failed = (reason: ProxyReason, code: string, cause?: unknown) => ProxyFailure;

/** Null: the tunnel stands. */
function judge(read: Buffer, end: number, failed: Failed): ProxyFailure | null {
  let status: number;
  try {
    ({ status } = readAnswerHead(read.toString('latin1', 0, end)));
  } catch (thrown) {
    if (!(thrown instanceof AnswerRefused)) throw thrown;
    return failed('proxy_broken', 'not HTTP');
  }
  if (status === 407) return failed('proxy_authentication', 'HTTP 407');
  if (status < 200 || status >= 300) return failed('proxy_refused', `HTTP ${status}`);
  // The target speaks when it was spoken to: what is there already is the proxy's own.
  return read.length > end + endOfHead.length ? failed('proxy_broken', 'bytes behind the answer') : null;
}

function failureOf(error: Error, isReached: boolean, failed: Failed): ProxyFailure {
  const code = systemCode(error) ?? error.message;
  if (isReached) return failed('proxy_broken', code, error);
  if (isCertificateFault(code)) return failed('proxy_certificate', code, error);
  const isTls = code.startsWith('ERR_SSL') || code === 'EPROTO';
  return failed(isTls ? 'proxy_broken' : 'proxy_unreachable', code, error);
}
