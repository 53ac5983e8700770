import { afterEach, describe, expect, it } from 'vitest';
import { createOutboundHttp, type OutboundHttpOptions } from '#relay/http/outbound/outbound-http.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { okAnswer, onRequest, startRawPeer, until, type RawPeer } from './raw-peer.ts';
import { transportErrorOf } from './transport-error-of.ts';

let peer: RawPeer | null = null;

afterEach(async () => {
  await peer?.stop();
  peer = null;
});

function httpWith(options: Partial<OutboundHttpOptions> = {}) {
  return createOutboundHttp({ clock: new HandClock(), allowPrivateTargets: false, ...options });
}

const startEcho = () =>
  startRawPeer((socket) => {
    onRequest(socket, (request) => socket.write(okAnswer(JSON.stringify(request))));
  });

describe('where outbound calls may go', () => {
  it.each([
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'not a url',
    '',
    'https://user:secret@example.com/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://10.1.2.3/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://224.0.0.1/',
    'https://[::1]/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[64:ff9b::a00:1]/',
  ])('refuses %s', async (url) => {
    const error = await transportErrorOf(httpWith().request({ url }));

    expect([error.transportReason, error.sentPhase]).toEqual(['forbidden_target', 'not_sent']);
  });

  it.each([
    [[{ address: '127.0.0.1', family: 4 }]],
    [[{ address: '::1', family: 6 }]],
    [[{ address: '::ffff:192.168.0.10', family: 6 }]],
    [[{ address: '203.0.113.9', family: 4 }]],
    [
      [
        { address: '93.184.216.34', family: 4 },
        { address: '10.0.0.5', family: 4 },
      ],
    ],
    [[]],
  ])('refuses a name that resolves to %j', async (addresses) => {
    const http = httpWith({ resolve: () => Promise.resolve(addresses) });

    const error = await transportErrorOf(http.request({ url: 'https://inside.example.com/' }));

    expect([error.transportReason, error.sentPhase]).toEqual(['forbidden_target', 'not_sent']);
  });

  it('refuses the real name of this computer', async () => {
    const error = await transportErrorOf(httpWith().request({ url: 'https://localhost:9/' }));

    expect(error.transportReason).toBe('forbidden_target');
  });

  it('calls the address that was checked, whatever the name says a moment later', async () => {
    peer = await startEcho();
    let asked = 0;
    const http = httpWith({
      allowPrivateTargets: true,
      resolve: () => {
        asked += 1;
        return Promise.resolve([{ address: asked === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]);
      },
    });
    const url = `http://box.example.com:${peer.port}/`;

    const answers = await Promise.all(Array.from({ length: 10 }, () => http.request<Buffer>({ url })));

    expect(asked).toBe(1);
    expect(answers[0]?.data.toString()).toContain(`box.example.com:${peer.port}`);
    expect(peer.connections.every((socket) => socket.localAddress === '127.0.0.1')).toBe(true);
  });

  it('looks a name up again after half a minute, and at once after its address stopped answering', async () => {
    peer = await startRawPeer((socket) => {
      onRequest(socket, () => socket.end(okAnswer('{}')));
    });
    const { connections, port } = peer;
    const clock = new HandClock();
    const addresses = ['127.0.0.1', '127.0.0.2', '127.0.0.1'];
    let asked = 0;
    const http = httpWith({
      clock,
      allowPrivateTargets: true,
      resolve: () => Promise.resolve([{ address: addresses[asked++] ?? '', family: 4 }]),
    });
    const call = async () => {
      const answer = await http.request({ url: `http://box.example.com:${port}/` });
      await until(() => connections.every((socket) => socket.destroyed));
      return answer;
    };
    await call();
    await call();
    expect([asked, connections.length]).toEqual([1, 2]);

    clock.wind(30_001);
    // Nobody listens on the second address.
    expect((await transportErrorOf(call())).transportReason).toBe('connect');
    expect((await call()).status).toBe(200);
    expect(asked).toBe(3);
  });

  it('tells a name that does not exist from one that is refused', async () => {
    const missing = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
    const http = httpWith({ resolve: () => Promise.reject(missing) });

    const error = await transportErrorOf(http.request({ url: 'https://nowhere.example.com/' }));

    expect([error.transportReason, error.sentPhase]).toEqual(['dns', 'not_sent']);
    expect(error.cause).toMatchObject({ code: 'ENOTFOUND' });
  });

  it('ends with its own limit while a name server says nothing, and lets other hosts pass', async () => {
    peer = await startEcho();
    const clock = new HandClock();
    const http = httpWith({
      clock,
      allowPrivateTargets: true,
      resolve: (name) =>
        name === 'box.example.com'
          ? Promise.resolve([{ address: '127.0.0.1', family: 4 }])
          : new Promise(() => undefined),
    });
    const stuck = transportErrorOf(http.request({ url: 'http://stuck.example.com/' }));

    expect((await http.request({ url: `http://box.example.com:${peer.port}/` })).status).toBe(200);
    clock.wind(15_000);

    const error = await stuck;
    expect([error.transportReason, error.sentPhase]).toEqual(['timeout', 'not_sent']);
  });

  it('keeps to a list of hosts where there is one', async () => {
    peer = await startEcho();
    const http = httpWith({
      allowPrivateTargets: true,
      allowedHosts: ['.niceincontact.com', 'api.weixin.qq.com'],
      resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    });
    const call = (host: string) => http.request({ url: `http://${host}:${peer?.port}/` });

    expect((await call('api-de-eu1.niceincontact.com')).status).toBe(200);
    expect((await call('api.weixin.qq.com')).status).toBe(200);
    for (const host of ['evil-niceincontact.com', 'x.api.weixin.qq.com', '127.0.0.1']) {
      expect((await transportErrorOf(call(host))).transportReason).toBe('forbidden_target');
    }
  });

  it('lets no header be smuggled in through a value', async () => {
    peer = await startEcho();
    const http = httpWith({ allowPrivateTargets: true });
    for (const value of ['a\r\nx-injected: 1', 'a\nb', 'a\u0000b', '密码']) {
      const error = await transportErrorOf(http.request({ url: peer.url, headers: { authorization: value } }));
      expect([error.transportReason, error.sentPhase]).toEqual(['protocol', 'not_sent']);
    }
    expect(peer.connections).toHaveLength(0);

    // Through the aliases axios takes the forbidden characters out before we see them.
    const answer = await http.get<Buffer>(peer.url, { headers: { authorization: 'a\r\nx-injected: 1' } });
    expect(answer.data.toString()).not.toMatch(/\\r\\nx-injected/u);
  });

  it('refuses bodies it cannot send again or count', async () => {
    const error = await transportErrorOf(
      httpWith({ allowPrivateTargets: true }).request({ method: 'POST', url: 'http://127.0.0.1:9/', data: new Map() }),
    );

    expect([error.transportReason, error.sentPhase]).toEqual(['protocol', 'not_sent']);
  });
});
