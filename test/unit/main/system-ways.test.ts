import { describe, expect, it } from 'vitest';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import { withSystemWays } from '#main/relay-host/system-ways.ts';

const configOf = (part: object): RelayConfig =>
  RelayConfig.parse({ storeKey: Buffer.alloc(32).toString('base64'), integrations: [], channels: [], ...part });

describe("the operating system's proxies, for the relay", () => {
  it('are asked for only where the configuration says so', async () => {
    const config = configOf({ outbound: { proxy: 'direct' } });
    const resolved = await withSystemWays(config, () => Promise.reject(new Error('asked')));
    expect(resolved).toBe(config);
  });

  it('become plain rules: one for most, others for hosts that differ', async () => {
    const config = configOf({
      outbound: { proxy: { kind: 'system' } },
      destinations: [
        { host: 'files.example.com', proxy: { kind: 'system' } },
        { host: 'own.example.com', proxy: 'direct' },
      ],
    });
    const answers: Record<string, string> = {
      'https://cxone.niceincontact.com/': 'PROXY p.example.com:8080; DIRECT',
      'https://api.weixin.qq.com/': 'DIRECT',
      'https://files.example.com/': 'SOCKS5 s.example.com:1080; HTTPS q.example.com:443',
    };

    const resolved = await withSystemWays(config, (url) => Promise.resolve(answers[url] ?? 'asked for nothing'));

    expect(resolved.outbound).toEqual({ proxy: { kind: 'fixed', url: 'http://p.example.com:8080' } });
    expect(resolved.destinations).toEqual([
      { host: 'files.example.com', proxy: { kind: 'fixed', url: 'https://q.example.com:443' } },
      { host: 'own.example.com', proxy: 'direct' },
      { host: 'api.weixin.qq.com', proxy: 'direct' },
    ]);
    expect(RelayConfig.parse(resolved)).toEqual(resolved);
  });

  it('are refused where there are none but SOCKS, without their address', async () => {
    const asked = withSystemWays(configOf({ outbound: { proxy: { kind: 'system' } } }), () =>
      Promise.resolve('SOCKS5 s.example.com:1080'),
    );
    await expect(asked).rejects.toMatchObject({ code: 'PROXY_NOT_SUPPORTED', value: 'SOCKS5' });
  });
});
