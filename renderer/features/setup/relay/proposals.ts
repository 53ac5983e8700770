import type { AddressForm } from '#shared/domain/setup/book.ts';
import type { ListenForm } from '#shared/domain/setup/relay-form.ts';
import { isLoopback } from '#shared/setup/relay-rules.ts';

export type ProposalName = 'direct' | 'proxyHere' | 'proxyElsewhere' | 'tunnelGiven' | 'tunnelOwn';

export interface Proposal {
  readonly name: ProposalName;
  readonly listen: ListenForm;
  /** Something is still to be typed into it. */
  readonly isIncomplete: boolean;
}

/** A port that ordinary programs may listen on and that few use, for a web server in front to pass calls on to. */
const proxiedPort = '8443';

interface Beside {
  /** As it is typed now. */
  readonly listen: ListenForm;
  /** As it would be without anything set here. */
  readonly given: ListenForm;
}

/** Where the relay should listen for the way that calls from the internet take, best first. Empty while none is chosen. */
export function listenProposals(way: AddressForm['way'], { listen, given }: Beside): Proposal[] {
  const own = { ...listen, own: true };
  // A port somebody chose is in the web server's configuration already.
  const port = listen.own && listen.port !== '' && Number(listen.port) > 1_023 ? listen.port : proxiedPort;
  switch (way) {
    case 'not_chosen':
      return [];
    case 'direct':
      return [
        {
          name: 'direct',
          listen: { ...own, host: '0.0.0.0', port: '443', tls: 'desk', trustedProxy: '' },
          isIncomplete: false,
        },
      ];
    case 'reverse_proxy': {
      const proxy = listen.own && !isLoopback(listen.trustedProxy) ? listen.trustedProxy : '';
      return [
        {
          name: 'proxyHere',
          listen: { ...own, host: '127.0.0.1', port, tls: 'none', trustedProxy: '127.0.0.1' },
          isIncomplete: false,
        },
        {
          name: 'proxyElsewhere',
          listen: { ...own, host: '0.0.0.0', port, tls: 'none', trustedProxy: proxy },
          isIncomplete: proxy === '',
        },
      ];
    }
    case 'tunnel':
      // The tunnel program calls from this computer, in the open.
      return isLoopback(given.host) && given.tls === 'none'
        ? [{ name: 'tunnelGiven', listen: { ...listen, own: false }, isIncomplete: false }]
        : [
            {
              name: 'tunnelOwn',
              listen: { ...own, host: '127.0.0.1', port: '', tls: 'none', trustedProxy: '' },
              isIncomplete: false,
            },
          ];
  }
}

/** Whether that is what is typed already. */
export const isTaken = (proposal: Proposal, listen: ListenForm): boolean => {
  const { listen: wanted } = proposal;
  if (!wanted.own || !listen.own) return wanted.own === listen.own;
  return (
    wanted.host === listen.host.trim() &&
    wanted.port === listen.port.trim() &&
    wanted.tls === listen.tls &&
    wanted.trustedProxy === listen.trustedProxy.trim()
  );
};
