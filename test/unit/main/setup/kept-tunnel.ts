import type { TunnelPlace } from '#main/setup/configuration/configuration-places.ts';
import type { TunnelSettings } from '#shared/domain/setup/tunnel.ts';

export const noTunnel: TunnelSettings = { program: '', args: [], variables: [], addressPattern: '' };

/** A tunnel's settings, kept in memory. */
export class KeptTunnel implements TunnelPlace {
  view: { settings: TunnelSettings; keptSecrets: string[] } = { settings: noTunnel, keptSecrets: [] };
  set(settings: TunnelSettings, secrets: Readonly<Record<string, string | null>> = {}): Promise<unknown> {
    const changed = Object.keys(secrets);
    const kept = changed.filter((name) => secrets[name] !== null);
    this.view = {
      settings,
      keptSecrets: [...this.view.keptSecrets.filter((name) => !changed.includes(name)), ...kept],
    };
    return Promise.resolve();
  }
}
