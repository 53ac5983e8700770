import type { GivenParts } from '#shared/domain/setup/book.ts';
import type { RelayForm, WayForm } from '#shared/domain/setup/relay-form.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { effectiveRelay, type EffectiveRelay, type RelayPart } from './effective.ts';
import type { Fact, PlaceName } from './relay-changes.ts';

const longestShown = 80;
/** What was typed may be long, and may hold anything. */
const shown = (text: string): string =>
  isolated(text.length > longestShown ? `${text.slice(0, longestShown - 1)}…` : text);

export interface RelayWords {
  /** One way out: 'through http://…'. */
  readonly way: (way: WayForm) => string;
  /** Name of a way: its host, or that it is for all others. */
  readonly wayName: (host: string) => string;
  readonly label: (fact: Fact) => string;
  /** `other`: what it is compared with. */
  readonly value: (fact: Fact | null, other: Fact | null) => string;
  /** A whole part in one line. */
  readonly part: (part: RelayPart, effective: EffectiveRelay) => string;
  /** Without anything set here, in one line. */
  readonly given: (part: RelayPart, given: GivenParts) => string;
}

/** What the relay runs on, in words. */
export function useRelayWords(): RelayWords {
  const { t } = useTexts();
  const placeValue = (name: PlaceName, value: string): string => {
    switch (name) {
      case 'tls':
        return t(`setupRelay.tls.${value === 'desk' || value === 'files' ? value : 'none'}`);
      case 'clientCertificate':
        return t(`setupRelay.clientCertificate.${value === 'optional' || value === 'required' ? value : 'none'}`);
      case 'port':
        return value === '' || value === '0' ? t('setupRelay.value.anyPort') : shown(value);
      default:
        return value === '' ? t('setupRelay.value.none') : shown(value);
    }
  };
  const way = (one: WayForm): string => {
    switch (one.kind) {
      case 'fixed':
        return one.username === ''
          ? t('setupRelay.value.fixed', { url: shown(one.url) })
          : t('setupRelay.value.fixedAs', { url: shown(one.url), name: shown(one.username) });
      case 'pac':
        return t('setupRelay.value.pac', { source: shown(one.pac) });
      default:
        return t(`setupRelay.value.${one.kind}`);
    }
  };
  const wayName = (host: string): string => (host === '' ? t('setupRelay.out.default') : shown(host));
  const listening = (place: EffectiveRelay['listen'] | NonNullable<EffectiveRelay['box']>): string =>
    [
      t('setupRelay.value.place', { host: shown(place.host), port: placeValue('port', place.port) }),
      t(`setupRelay.value.tls.${place.tls}`),
      ...(place.trustedProxy === '' ? [] : [t('setupRelay.value.behind', { address: shown(place.trustedProxy) })]),
    ].join(' · ');
  const part = (name: RelayPart, { listen, box, ways, keep }: EffectiveRelay): string => {
    switch (name) {
      case 'listen':
        return listening(listen);
      case 'box':
        return box === null
          ? t('setupRelay.box.use.none')
          : [listening(box), ...(box.publicUrl === '' ? [] : [shown(box.publicUrl)])].join(' · ');
      case 'out': {
        const [first, ...rest] = ways;
        return [
          ...(first === undefined ? [] : [way(first)]),
          ...(rest.length === 0 ? [] : [t('setupRelay.value.moreWays', { count: rest.length })]),
        ].join(' · ');
      }
      case 'keep':
        return t('setupRelay.value.keep', {
          messages: keep.messageDays,
          open: keep.openDays,
          media: keep.mediaDays,
        });
    }
  };
  return {
    way,
    wayName,
    part,
    given: (name, { relay }) => part(name, effectiveRelay(null, relay)),
    label: (fact) => {
      switch (fact.kind) {
        case 'source':
          return t(`setupRelay.${fact.part}.title`);
        case 'place':
          return fact.part === 'box'
            ? t('setupRelay.value.ofBox', { label: t(`setupRelay.field.${fact.name}`) })
            : t(`setupRelay.field.${fact.name}`);
        case 'box':
          return t('setupRelay.box.title');
        case 'way':
          return t('setupRelay.value.wayTo', { host: wayName(fact.host) });
        case 'keep':
          return t(`setupRelay.field.${fact.name}`);
      }
    },
    value: (fact, other) => {
      if (fact === null) return t('setupRelay.value.nothing');
      switch (fact.kind) {
        case 'source':
          return t(`setupRelay.source.short.${fact.value}`);
        case 'place':
          return placeValue(fact.name, fact.value);
        case 'box':
          return fact.box === null ? t('setupRelay.value.none') : listening(fact.box);
        case 'way': {
          const text = way(fact.way);
          // The certificates of the proxy differ, which are too long to be shown.
          const same = other?.kind === 'way' && way(other.way) === text;
          return same ? `${text} · ${t(`setupRelay.value.${hasAuthority(fact.way) ? 'withCa' : 'withoutCa'}`)}` : text;
        }
        case 'keep':
          return t('setupRelay.value.days', { days: shown(fact.value) });
      }
    },
  };
}

const hasAuthority = ({ ca, trustedCa }: WayForm): boolean => ca !== '' || trustedCa !== '';

/** The name of a field as the form shows it, by its path. */
export function useRelayLabel(form: RelayForm): (field: string) => string {
  const { t } = useTexts();
  const { wayName } = useRelayWords();
  return (field) => {
    const [part, ...rest] = field.split('.');
    const last = rest.at(-1) ?? '';
    const known = part === 'out' && last === 'host' ? 'wayHost' : last;
    const label = isField(known) ? t(`setupRelay.field.${known}`) : t('setupRelay.title');
    if (part === 'box') return t('setupRelay.value.ofBox', { label });
    if (part !== 'out') return label;
    const index = Number(rest[1]);
    const name = wayName(index === 0 ? '' : (form.out.ways[index]?.host.trim() ?? ''));
    return t('app.labelled', {
      label: index > 0 && name === wayName('') ? t('setupRelay.out.other') : name,
      value: label,
    });
  };
}

const fields = {
  host: true,
  port: true,
  tls: true,
  trustedProxy: true,
  publicUrl: true,
  clientCertificate: true,
  header: true,
  wayHost: true,
  kind: true,
  url: true,
  username: true,
  password: true,
  ca: true,
  trustedCa: true,
  pac: true,
  messageDays: true,
  openDays: true,
  mediaDays: true,
} as const;
const isField = (name: string): name is keyof typeof fields => Object.hasOwn(fields, name);
