import { describe, expect, it } from 'vitest';
import type { FromRelay, RelayUrls } from '#shared/contract/relay-contract.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import type { Relay } from '#relay/compose.ts';
import { serveControl } from '#relay/control/serve-control.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';

const urls: RelayUrls = {
  wechat: 'http://127.0.0.1:1/wechat',
  box: 'http://127.0.0.1:1/integration/box',
  actions: 'http://127.0.0.1:1/integration',
  admin: 'http://127.0.0.1:2',
};
const startMessage = {
  type: 'start',
  config: { storeKey: Buffer.alloc(32, 7).toString('base64'), integrations: [], channels: [] },
  dataDir: '/nowhere',
};

/** A relay that stops when the test says so, behind a port. */
function served() {
  const posted: FromRelay[] = [];
  const exits: number[] = [];
  const stops: { readonly end: () => void; readonly fail: (thrown: Error) => void }[] = [];
  let say: (message: unknown) => void = () => undefined;
  const relay: Relay = {
    urls,
    handlers: {} as Relay['handlers'],
    on: () => () => undefined,
    replaceCertificates: () => undefined,
    stop: () => new Promise<void>((end, fail) => void stops.push({ end, fail })),
  };
  serveControl({
    clock: new HandClock(),
    log: silentLogger,
    port: { post: (message) => posted.push(message), onMessage: (listener) => (say = listener) },
    start: () => Promise.resolve(relay),
    exit: (code) => exits.push(code),
  });
  return { posted, exits, stops, say: (message: unknown) => say(message) };
}

describe('the relay at its port, told to stop', () => {
  it('stops once, however often it is told, and ends only when it has stopped', async () => {
    const { posted, exits, stops, say } = served();
    say(startMessage);
    await settled();
    expect(posted.map(({ type }) => type)).toEqual(['ready', 'heartbeat']);

    say({ type: 'stop' });
    await settled();
    say({ type: 'stop' });
    await settled();
    expect(stops).toHaveLength(1);
    expect(exits).toEqual([]);

    stops[0]?.end();
    await settled();
    expect(exits).toEqual([0]);
  });

  it('ends with 1 when it could not stop well', async () => {
    const { exits, stops, say } = served();
    say(startMessage);
    say({ type: 'stop' });
    await settled();
    stops[0]?.fail(new Error('no'));
    await settled();
    expect(exits).toEqual([1]);
  });
});
