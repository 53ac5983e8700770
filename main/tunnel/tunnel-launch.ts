import { childEnvironment } from '#main/relay-host/child-environment.ts';
import type { TunnelSettings } from '#shared/domain/setup/tunnel.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { setVariable } from './program-family.ts';

/** What a tunnel program needs of our own environment: to be found, and to find its account, keys and a way out. */
const passedOn = [
  'PATH',
  'PATHEXT',
  'HOME',
  'USER',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'ProgramData',
  'XDG_CONFIG_HOME',
  'XDG_RUNTIME_DIR',
  'SSH_AUTH_SOCK',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
] as const;

export interface PreparedTunnel {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** What must not be shown of its output. */
  readonly secrets: readonly string[];
}

export interface TunnelPlaces {
  readonly own: Readonly<Record<string, string | undefined>>;
  /** Null: none is kept. Throws why the vault cannot be read. */
  readonly secretOf: (variable: string) => string | null;
  /** Where the relay listens: 'http://127.0.0.1:43127'. */
  readonly relayUrl: string;
  /** This computer's unless it is said. */
  readonly platform?: NodeJS.Platform;
}

/** Fills in placeholders and variables. Throws TUNNEL_SECRET_MISSING and the vault's errors. */
export function prepareTunnel(
  settings: TunnelSettings,
  { own, secretOf, relayUrl, platform = process.platform }: TunnelPlaces,
): PreparedTunnel {
  const { port, protocol } = new URL(relayUrl);
  const portText = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  const filled = (text: string): string => text.replaceAll('{port}', portText).replaceAll('{url}', relayUrl);
  const environment = childEnvironment(own);
  for (const name of passedOn) {
    const value = own[name];
    if (value !== undefined) environment[name] = value;
  }
  const secrets: string[] = [];
  for (const { name, from, value } of settings.variables) {
    if (from === 'text') setVariable(environment, name, filled(value), platform);
    else {
      const secret = from === 'vault' ? secretOf(name) : (own[value] ?? null);
      if (secret === null || secret === '') {
        throw new RelayError('TUNNEL_SECRET_MISSING', 'a variable has no value', { value: name });
      }
      setVariable(environment, name, secret, platform);
      secrets.push(secret);
    }
  }
  return {
    program: settings.program.trim(),
    args: settings.args.filter((arg) => arg !== '').map(filled),
    environment,
    secrets,
  };
}
