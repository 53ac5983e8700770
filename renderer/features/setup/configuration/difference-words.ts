import { useMemo } from 'react';
import type { ConfigurationDifference } from '#shared/domain/setup/config-file.ts';
import { useTexts, type Texts } from '#renderer/lib/texts-context.tsx';
import { dateWords } from '#renderer/lib/sla/date-words.ts';
import { useChannelLabel } from '../channel/channel-labels.ts';
import { useIntegrationLabel } from '../integration/integration-labels.ts';
import { useShownView } from '../parts/use-book.ts';
import { entryName, said, type Kind, type Words } from './compared-words.ts';
import { fieldNames } from './field-names.ts';
import { isSecretName } from './secret-names.ts';
import { valuesOf } from './value-words.ts';

type T = Texts['t'];

const ownPaths = [
  'address/way',
  'address/publicUrl',
  'carried/longestTextBytes',
  'carried/repliesPerMessage',
  'carried/repliesPerAction',
  'carried/templates',
  'carried/unconfirmed/rule',
  'carried/unconfirmed/report',
  'tunnel/args',
  'tunnel/variables',
  'channel_settings/testFollowers',
  'channel_settings/outageNotice/enabled',
  'channel_settings/outageNotice/texts/en',
  'channel_settings/outageNotice/texts/nl',
  'channel_settings/outageNotice/texts/zh',
  'alerts/timeZone',
  'alerts/language',
  'alerts/desktop/enabled',
  'alerts/desktop/sound',
  'alerts/desktop/volume',
  'alerts/desktop/repeatUntilSeen',
  'alerts/quietHours',
  'alerts/quietHours/from',
  'alerts/quietHours/until',
  'alerts/quietHours/urgentToo',
  'alerts/reminderMinutes',
  'alerts/tellAfterMinutes',
  'alerts/webhook/enabled',
  'alerts/webhook/form',
  'alerts/webhook/host',
  'alerts/email/enabled',
  'alerts/email/host',
  'alerts/email/port',
  'alerts/email/security',
  'alerts/email/user',
  'alerts/email/from',
  'alerts/email/to',
  'alerts/daily/enabled',
  'alerts/daily/at',
  'alerts/sla/warnings',
  'alerts/sla/breaches',
  'alerts/heartbeat/enabled',
  'alerts/heartbeat/host',
  'alerts/heartbeat/everySeconds',
] as const;
type OwnPath = (typeof ownPaths)[number];

const relayFields = [
  'host',
  'port',
  'tls',
  'trustedProxy',
  'publicUrl',
  'clientCertificate',
  'header',
  'kind',
  'url',
  'username',
  'ca',
  'trustedCa',
  'pac',
  'messageDays',
  'openDays',
  'mediaDays',
] as const;
type RelayField = (typeof relayFields)[number];

const isOwnPath = (path: string): path is OwnPath => (ownPaths as readonly string[]).includes(path);
const isRelayField = (name: string): name is RelayField => (relayFields as readonly string[]).includes(name);

function useWords(): Words {
  const { t, format, language } = useTexts();
  const book = useShownView()?.book ?? null;
  return useMemo(
    () => ({
      t,
      format,
      weekday: dateWords(language).weekday,
      nameOf: (kind, id) => entryName(book, kind, id) ?? t('setup.compared.notHere', { id }),
    }),
    [t, format, language, book],
  );
}

/** What differs, by name. Targets of a channel are told by their channel's. */
export function useDifferenceName(): (difference: Pick<ConfigurationDifference, 'id' | 'name'>) => string {
  const { t, nameOf } = useWords();
  return ({ id, name }) => {
    if (id === 'sla/global') return t('slaSettings.global');
    return id.startsWith('sla/channel/') ? nameOf('channel', name) : name;
  };
}

/** A value as its field's own page calls it; null for what somebody typed, and for what is chosen by nobody. */
export function useValueWords(kind: Kind): (path: string, value: string) => string | null {
  const words = useWords();
  return (path, value) => said(valuesOf(kind), path, words, value);
}

/** The name of a field as its own page shows it; a field without one is called by its path. */
export function useFieldLabel(kind: Kind): (path: string) => string {
  const { t } = useTexts();
  const words = useWords();
  const integrationLabel = useIntegrationLabel();
  const channelLabel = useChannelLabel();
  const whole: readonly string[] = [t('setup.integration.whole'), t('setup.channel.whole')];
  return (path) => {
    const label =
      said(fieldNames[kind], path, words) ??
      (kind === 'integration' ? integrationLabel(path) : null) ??
      (kind === 'channel' && !path.startsWith('carried.') ? channelLabel(path) : null) ??
      (kind === 'relay' ? relayLabel(t, path) : null) ??
      (kind === 'tunnel' ? tunnelLabel(t, path) : null) ??
      ownLabel(t, path.startsWith('carried.') ? path : `${kind}.${path}`);
    return label === null || whole.includes(label) ? path : label;
  };
}

/** A secret that has to be typed, by name. */
export function useSecretLabel(): (secret: string) => string {
  const { t } = useTexts();
  return (secret) => {
    if (isSecretName(secret)) return t(`setup.secretName.${secret}`);
    const [, variable] = /^tunnel:(.*)$/u.exec(secret) ?? [];
    if (variable !== undefined) return t('setup.configuration.missing.tunnel', { name: variable });
    switch (secret) {
      case 'alerts_webhook_url':
      case 'alerts_webhook_secret':
      case 'alerts_email_password':
      case 'alerts_heartbeat_url':
        return t(`setup.configuration.missing.${secret}`);
      default:
        return secret;
    }
  };
}

/** 'alerts.email.to.2' is 'Receiver 3'; what stands deeper goes by its list. */
function ownLabel(t: T, path: string): string | null {
  const [, list = path, index] = /^(.*?)\.(\d+)(?:\.|$)/u.exec(path) ?? [];
  const key = list.replaceAll('.', '/');
  if (!isOwnPath(key)) return null;
  const label = t(`setup.configuration.path.${key}`, { number: Number(index ?? 0) + 1 });
  const rest = index === undefined ? '' : path.slice(list.length + index.length + 2);
  return rest === '' ? label : `${label} (${rest})`;
}

function relayLabel(t: T, path: string): string | null {
  const parts = path.split('.');
  const name = parts.at(-1) ?? '';
  const [section, list, index] = parts;
  if (name === 'own' || name === 'use') {
    const titled = section === 'listen' || section === 'box' || section === 'out' || section === 'keep';
    const source = t('setupRelay.source.label');
    return titled ? `${t(`setupRelay.${section}.title`)}: ${source}` : source;
  }
  const field = list === 'ways' && name === 'host' ? t('setupRelay.field.wayHost') : null;
  const label = field ?? (isRelayField(name) ? t(`setupRelay.field.${name}`) : null);
  if (label === null) return null;
  if (list === 'ways') return t('setup.configuration.way', { number: Number(index) + 1, field: label });
  return section === 'box' ? `${t('setupRelay.box.title')}: ${label}` : label;
}

function tunnelLabel(t: T, path: string): string | null {
  return path === 'program'
    ? t('outside.tunnel.program')
    : path === 'addressPattern'
      ? t('outside.tunnel.pattern')
      : null;
}
