import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { createOutboundHttp, type RenewableHttp } from '#relay/http/outbound/outbound-http.ts';
import { until } from './raw-peer.ts';

let server: Server;
let port: number;
let http: RenewableHttp;
let sockets: Socket[];
let lookups: number;
let openGate: (() => void) | null;

beforeEach(async () => {
  sockets = [];
  lookups = 0;
  let gate = Promise.resolve();
  openGate = null;
  server = createServer((request, response) => {
    if (request.url === '/late') gate = new Promise((resolve) => (openGate = resolve));
    void gate.then(() => response.end('ok'));
  });
  server.on('connection', (socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  http = createOutboundHttp({
    clock: systemClock,
    allowPrivateTargets: true,
    resolve: () => {
      lookups += 1;
      return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    },
  });
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const base = () => `http://relay.test:${port}`;
const get = async (path = '/', streamed = false): Promise<number> => {
  const answer = await http.request({ url: `${base()}${path}`, ...(streamed && { responseType: 'stream' as const }) });
  if (streamed) for await (const _piece of answer.data as AsyncIterable<Uint8Array>) continue;
  return answer.status;
};

describe('renewed connections', () => {
  it('are made anew, with the name looked up anew, and only at that origin', async () => {
    await get();
    await get();
    expect([sockets.length, lookups]).toEqual([1, 1]);
    http.renew('http://other.test');
    await get();
    expect([sockets.length, lookups]).toEqual([1, 1]);
    http.renew(`${base()}/some/path`);
    await until(() => sockets[0]?.destroyed === true);
    await get();
    expect([sockets.length, lookups]).toEqual([2, 2]);
    await get();
    expect(sockets).toHaveLength(2);
  });

  it('do not cut off a call under way, whose connection is not used again', async () => {
    const late = get('/late');
    // The connection is there a moment before the call on it.
    await until(() => openGate !== null);
    http.renew(base());
    openGate?.();
    expect(await late).toBe(200);
    await get();
    expect(sockets).toHaveLength(2);
    await until(() => sockets[0]?.destroyed === true);
  });

  it('are those for streams too', async () => {
    await get('/', true);
    await get('/', true);
    const before = sockets.length;
    http.renew(base());
    await get('/', true);
    expect(sockets).toHaveLength(before + 1);
  });

  it('of what is no address is nothing', () => {
    expect(() => http.renew('not an address')).not.toThrow();
  });
});
