import type { ConfigurationFile } from '#shared/domain/setup/config-file.ts';
import type { TunnelSettings } from '#shared/domain/setup/tunnel.ts';
import type { ConfigurationSources } from './make-file.ts';
import { relayHere, relayOfFile, type RelayBeside } from './relay-sections.ts';

type Beside = Pick<ConfigurationSources, 'book' | 'givenRelay' | 'tunnel'>;

/** False: nobody chose a program. */
export const hasTunnel = ({ program }: TunnelSettings): boolean => program.trim() !== '';

/** The file as it is compared: what nobody could set here is not in it. */
export function ofFile(
  file: ConfigurationFile,
  { book, givenRelay, tunnel }: Beside,
  hasPassword: RelayBeside['hasPassword'],
): ConfigurationFile {
  const { relay, tunnel: theirs, ...rest } = file;
  return {
    ...rest,
    ...(relay !== undefined && {
      relay: relayOfFile(relay, { typed: book.relay.draft, given: givenRelay, hasPassword }),
    }),
    ...(theirs !== undefined && tunnel !== null && { tunnel: theirs }),
  };
}

/** What is here as it is compared with a file: parts about which the file says nothing are not in it. */
export function hereBeside(
  file: ConfigurationFile,
  own: ConfigurationFile,
  { book, givenRelay, tunnel }: Beside,
): ConfigurationFile {
  const { relay: _relay, alerts, channelSettings = [], tunnel: _tunnel, sla, ...rest } = own;
  const knows = (channelId: string): boolean => file.book.channels.some(({ draft }) => draft.id === channelId);
  return {
    ...rest,
    sla: file.sla === null ? null : sla,
    ...(file.relay !== undefined && { relay: relayHere(book.relay.draft, givenRelay) }),
    ...(file.alerts !== undefined && alerts !== undefined && { alerts }),
    ...(file.channelSettings !== undefined && {
      channelSettings: channelSettings.filter(({ channelId }) => knows(channelId)),
    }),
    ...(file.tunnel !== undefined && tunnel !== null && hasTunnel(tunnel) && { tunnel }),
  };
}
