import type { TunnelSettings } from '#shared/domain/setup/tunnel.ts';
import type { SnippetPlaces, TunnelName } from './snippets.ts';

const fromVault = (name: string) => ({ name, from: 'vault', value: '' }) as const;

/** How each program is started. Secrets go into variables: what stands in arguments, every program on the computer can read. */
export const tunnelPresets: Readonly<Record<TunnelName, (places: Pick<SnippetPlaces, 'host'>) => TunnelSettings>> = {
  cloudflared: () => ({
    program: 'cloudflared',
    args: ['tunnel', '--no-autoupdate', 'run'],
    variables: [fromVault('TUNNEL_TOKEN')],
    addressPattern: '',
  }),
  ngrok: ({ host }) => ({
    program: 'ngrok',
    args: ['http', '{url}', '--url', `https://${host}`, '--log', 'stdout'],
    variables: [fromVault('NGROK_AUTHTOKEN')],
    addressPattern: 'url=(https://\\S+)',
  }),
  frpc: () => ({ program: 'frpc', args: ['-c', 'frpc.toml'], variables: [fromVault('FRP_TOKEN')], addressPattern: '' }),
  ssh: ({ host }) => ({
    program: 'ssh',
    args: [
      '-N',
      '-T',
      '-oBatchMode=yes',
      '-oExitOnForwardFailure=yes',
      '-oServerAliveInterval=15',
      '-oServerAliveCountMax=3',
      '-R127.0.0.1:18443:127.0.0.1:{port}',
      `tunnel@${host}`,
    ],
    variables: [],
    addressPattern: '',
  }),
  tailscale: () => ({
    program: 'tailscale',
    args: ['funnel', '{url}'],
    variables: [],
    addressPattern: 'https://[a-z0-9-]+\\.[a-z0-9-]+\\.ts\\.net',
  }),
};
