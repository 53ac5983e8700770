import type { BoxListen, OutsideListen, ProxyRule, RelayConfig } from '#shared/contract/relay-config.ts';
import type { BoxListenForm, ListenForm, RelayForm, WayForm } from '#shared/domain/setup/relay-form.ts';
import { checkRelayForm, cleanRelayForm, portOf } from '#shared/setup/relay-rules.ts';
import { checkRelayMaterial } from './relay-material.ts';

/** Password of a way as applied; null when there is none. Throws a RelayError when it cannot be read now (VAULT_LOCKED). */
export type AppliedPassword = (wayId: string) => string | null;

type Part = keyof RelayForm;
type Destinations = RelayConfig['destinations'];

/** As many hosts as may have something of their own. */
export const mostDestinations = 50;

/**
 * The base with what was applied of the relay's own settings. A part that is not its own, or that breaks a rule, leaves what the
 * base says: the result keeps every rule by which the relay would refuse to start. `practice`: beside the sandbox the relay
 * stays where the simulated platforms find it, on this computer alone, whatever was typed of listening; ways and times count.
 */
export function withRelayForm(
  base: RelayConfig,
  applied: RelayForm | null,
  passwordOf: AppliedPassword,
  { practice = false }: { readonly practice?: boolean } = {},
): RelayConfig {
  if (applied === null) return base;
  const form = cleanRelayForm(applied);
  const wrong = wrongParts(form, base);
  const counts = (part: Part): boolean => !wrong.has(part);
  const { listen, box, out, keep } = form;
  const listening = practice
    ? base.listen
    : listenOf(base, counts('listen') ? listen : null, counts('box') ? box : null);
  const ways = out.own && counts('out') ? waysOf(base, out.ways, passwordOf) : null;
  return {
    ...base,
    listen: listening,
    ...(keep.own && counts('keep') && { retention: daysOf(keep) }),
    ...(ways !== null && ways.destinations.length <= mostDestinations && ways),
  };
}

/** Destinations there would be with these ways, for whoever is about to apply them. */
export const destinationsWith = (base: Destinations, ways: readonly WayForm[]): number =>
  destinationsOf(base, ways, () => null).length;

/** What is wrong in a form that was applied came by another hand, or from before a rule was. */
function wrongParts(form: RelayForm, { allowPrivateTargets }: RelayConfig): ReadonlySet<string> {
  const problems = checkRelayForm(form, {
    allowPrivate: allowPrivateTargets,
    // Without its password a proxy asks for it, which is told from there; another way out would be worse.
    hasPassword: (id) => form.out.ways.some((way) => way.id === id && way.username !== ''),
  });
  const all = [...problems, ...checkRelayMaterial(form)];
  return new Set(all.filter(({ weight }) => weight === 'error').map(({ field }) => field.split('.', 1)[0] ?? ''));
}

function listenOf({ listen }: RelayConfig, open: ListenForm | null, box: BoxListenForm | null): RelayConfig['listen'] {
  const { box: givenBox, ...rest } = listen;
  const { publicUrl } = listen.public;
  const place =
    open?.own === true ? { ...placeOf(open), ...(publicUrl !== undefined && { publicUrl }) } : listen.public;
  const boxPlace = box === null || box.use === 'given' ? givenBox : box.use === 'own' ? boxOf(box) : undefined;
  return { ...rest, public: place, ...(boxPlace !== undefined && { box: boxPlace }) };
}

function placeOf({
  host,
  port,
  tls,
  trustedProxy,
}: Pick<ListenForm, 'host' | 'port' | 'tls' | 'trustedProxy'>): OutsideListen {
  return {
    host,
    port: portOf(port) ?? 0,
    ...(tls === 'desk' && { tls: { desk: true } }),
    ...(trustedProxy !== '' && { trustedProxy }),
  };
}

/** Who may have signed CXone's certificate is brought to the certificate desk: nothing of it stands in a form. */
function boxOf(box: BoxListenForm): BoxListen {
  const { publicUrl, clientCertificate: mode, header } = box;
  return {
    ...placeOf(box),
    ...(publicUrl !== '' && { publicUrl }),
    ...(mode !== 'none' && { clientCertificate: { mode, ca: { desk: true }, ...(header !== '' && { header }) } }),
  };
}

function waysOf(
  { outbound, destinations }: RelayConfig,
  ways: readonly WayForm[],
  passwordOf: AppliedPassword,
): Pick<RelayConfig, 'destinations'> & Required<Pick<RelayConfig, 'outbound'>> {
  const [first] = ways;
  return {
    outbound: { ...outbound, ...(first !== undefined && { proxy: ruleOf(first, passwordOf) }) },
    destinations: destinationsOf(destinations, ways, passwordOf),
  };
}

/** The form's ways are all there are; what a host has besides (an authority, a certificate of ours) stays the base's. */
function destinationsOf(base: Destinations, ways: readonly WayForm[], passwordOf: AppliedPassword): Destinations {
  const own = new Map(ways.slice(1).map((way) => [way.host, way]));
  const kept = base.flatMap(({ proxy, ...rest }): Destinations => {
    const way = own.get(rest.host.toLowerCase());
    own.delete(rest.host.toLowerCase());
    if (way !== undefined) return [{ ...rest, host: way.host, proxy: ruleOf(way, passwordOf) }];
    // One that had a way and nothing else has nothing now.
    return proxy !== undefined && Object.keys(rest).length === 1 ? [] : [rest];
  });
  return [...kept, ...[...own.values()].map((way) => ({ host: way.host, proxy: ruleOf(way, passwordOf) }))];
}

function ruleOf({ id, kind, url, username, ca, trustedCa, pac }: WayForm, passwordOf: AppliedPassword): ProxyRule {
  switch (kind) {
    case 'direct':
      return 'direct';
    case 'system':
      return { kind };
    case 'pac':
      return { kind, source: pac };
    case 'fixed': {
      const password = username === '' ? null : readable(passwordOf, id);
      return {
        kind,
        url,
        ...(ca !== '' && { ca }),
        ...(trustedCa !== '' && { trustedCa }),
        ...(password !== null && { username, password }),
      };
    }
  }
}

/** The vault is locked or the password damaged: the proxy itself then says that it wants one. */
function readable(passwordOf: AppliedPassword, wayId: string): string | null {
  try {
    return passwordOf(wayId);
  } catch {
    return null;
  }
}

const daysOf = ({ messageDays, openDays, mediaDays }: RelayForm['keep']): RelayConfig['retention'] => ({
  messageDays: Number(messageDays),
  openDays: Number(openDays),
  mediaDays: Number(mediaDays),
});
