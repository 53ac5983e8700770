import type { OutsideListen, ProxyRule, RelayConfig } from '#shared/contract/relay-config.ts';
import {
  emptyRelayForm,
  emptyWay,
  type ListenForm,
  type RelayForm,
  type WayForm,
} from '#shared/domain/setup/relay-form.ts';

/** As many ways as the form takes. */
const mostWays = 50;

/** What a configuration says of listening, ways and times, as the form says it. Passwords and files are not among it. */
export function relayFormOf({ listen, outbound, destinations, retention }: RelayConfig): RelayForm {
  const { box } = listen;
  const asks = box?.clientCertificate;
  const own = destinations.flatMap(({ host, proxy }): Omit<WayForm, 'id'>[] =>
    proxy === undefined ? [] : [{ ...wayOf(proxy), host: clipped(host, 300) }],
  );
  return {
    listen: { own: true, ...placeOf(listen.public) },
    box: {
      ...emptyRelayForm().box,
      use: box === undefined ? 'none' : 'own',
      ...(box !== undefined && { ...placeOf(box), publicUrl: clipped(box.publicUrl ?? '', 2_000) }),
      clientCertificate: asks?.mode ?? 'none',
      header: asks?.header ?? '',
    },
    out: {
      own: true,
      ways: [wayOf(outbound?.proxy ?? 'direct'), ...own]
        .slice(0, mostWays)
        .map((way, index) => ({ ...way, id: index === 0 ? 'default' : `given-${String(index)}` })),
    },
    keep: {
      own: true,
      messageDays: String(retention.messageDays),
      openDays: String(retention.openDays),
      mediaDays: String(retention.mediaDays),
    },
  };
}

/** Who knows it may fetch the file: such an address is a secret. */
const hasCredentials = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*@/iu;

function placeOf({ host, port, tls, trustedProxy }: OutsideListen): Omit<ListenForm, 'own'> {
  return {
    host: clipped(host, 300),
    port: port === 0 ? '' : String(port),
    tls: tls === undefined ? 'none' : 'desk' in tls ? 'desk' : 'files',
    trustedProxy: trustedProxy ?? '',
  };
}

function wayOf(rule: ProxyRule): Omit<WayForm, 'id'> {
  const { id: _id, ...way } = emptyWay('given');
  if (rule === 'direct') return way;
  if (rule.kind === 'system') return { ...way, kind: rule.kind };
  if (rule.kind === 'pac') return { ...way, kind: rule.kind, pac: hasCredentials.test(rule.source) ? '' : rule.source };
  const { kind, url, username, ca, trustedCa } = rule;
  return {
    ...way,
    kind,
    url: clipped(url, 2_000),
    username: username ?? '',
    ca: clipped(ca ?? '', 200_000),
    trustedCa: clipped(trustedCa ?? '', 200_000),
  };
}

/** What the form could not hold is not shown in part. */
const clipped = (text: string, longest: number): string => (text.length <= longest ? text : '');
