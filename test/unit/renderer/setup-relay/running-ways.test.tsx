// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { RunningWays } from '#renderer/features/setup/relay/RunningWays.tsx';
import type { HostWay } from '#shared/domain/setup/proxy.ts';
import type { Trial } from '#shared/domain/setup/trial.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge } from '../fake-bridge.ts';
import { aRelayProcess } from '../fake-data.ts';
import { click, closePage, named, showPage, shownText } from '../setup/shown-page.tsx';

afterEach(closePage);

const urls = { wechat: 'http://a/', box: 'http://a/', actions: 'http://a/', admin: 'http://a/' };
const running = aRelayProcess({ urls });
const straight: HostWay = {
  host: 'api.weixin.qq.com',
  side: 'wechat',
  proxy: null,
  isSecure: false,
  signsIn: false,
  trustsProxy: false,
};
const through: HostWay = {
  ...straight,
  host: 'cxone.example.com',
  side: 'cxone',
  proxy: 'p.example.com:8080',
  signsIn: true,
};
const step = { outcome: 'ok', code: null, platformCode: null, value: null, durationMs: 4 } as const;
const trial: Trial = {
  at: Date.UTC(2026, 10, 22, 14),
  steps: [
    { ...step, step: 'reach_proxy' },
    {
      ...step,
      step: 'tunnel',
      outcome: 'failed',
      code: 'PROXY_REFUSED',
      platformCode: 'HTTP 502',
      value: 'p.example.com:8080',
    },
    { ...step, step: 'tls', outcome: 'not_tried', durationMs: 0 },
  ],
};

describe('the ways in use', () => {
  it('is shown for each host, and tested step by step', async () => {
    const asked: string[] = [];
    const bridge = createFakeBridge(
      { relay: running },
      {
        'setup.ways': () => [straight, through],
        'setup.tryProxy': ({ host }) => {
          asked.push(host);
          return trial;
        },
      },
    );
    await showPage(<RunningWays stale={false} />, bridge);
    expect(shownText()).toContain('straight, without a proxy');
    expect(shownText()).toContain('through the proxy p.example.com:8080');
    expect(shownText()).toContain('with user name');

    await click(named('button', 'Test the way to cxone.example.com'));

    expect(asked).toEqual(['cxone.example.com']);
    expect(shownText()).toContain('The proxy does not let this connection through');
    expect(shownText()).toContain('HTTP 502');
    expect(shownText()).toContain('not tried');
  });

  it('says in Dutch why a test could not be made', async () => {
    const bridge = createFakeBridge(
      { relay: running },
      {
        'setup.ways': () => [straight],
        'setup.tryProxy': () => {
          throw new RelayError('RELAY_NOT_RUNNING', 'gone');
        },
      },
    );
    await showPage(<RunningWays stale={false} />, bridge, 'nl');
    await click(named('button', 'De weg naar api.weixin.qq.com testen'));
    expect(document.querySelector('[role=alert]')).not.toBeNull();
  });

  it('asks nothing of a relay that does not run', async () => {
    await showPage(
      <RunningWays stale={false} />,
      createFakeBridge({ relay: aRelayProcess({ kind: 'starting', pid: null, urls: null }) }),
    );
    expect(shownText()).toContain('its ways are not known');
    expect(document.querySelector('button')).toBeNull();
  });

  it('names the PAC file that says so, and why it cannot be asked', async () => {
    const byScript: HostWay = { ...through, pac: { source: '/etc/office.pac', code: null } };
    const lost: HostWay = { ...straight, pac: { source: 'http://pac.example.com/x.pac', code: 'PAC_UNREADABLE' } };
    const bridge = createFakeBridge({ relay: running }, { 'setup.ways': () => [byScript, lost] });
    await showPage(<RunningWays stale={false} />, bridge);
    const text = shownText().replaceAll(/[\u2066-\u2069]/gu, '');
    expect(text).toContain('through the proxy p.example.com:8080 · as the PAC file /etc/office.pac says');
    expect(text).toContain('as the PAC file http://pac.example.com/x.pac says · The PAC file');
    expect(text).not.toContain('straight');
  });

  it('says that a test does not go the way that is typed', async () => {
    const bridge = createFakeBridge({ relay: running }, { 'setup.ways': () => [straight] });
    await showPage(<RunningWays stale />, bridge);
    expect(shownText()).toContain('a test still goes the earlier way');
  });
});
