import type { AlertSettings } from '#shared/domain/alerts.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { HostKind } from '../ports/host-kind.ts';
import { isTimeZone } from './local-time.ts';
import type { StoredAlertSettings } from './stored-settings.ts';

export interface TargetRules {
  /** Allows addresses that are not public, and http to this computer. */
  readonly allowPrivateTargets: boolean;
  readonly hostKind: HostKind;
}

/** RFC 1123. Every label but the first begins with its dot, so that there is one way only to read a name. */
const hostName =
  /^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\.?$/u;

/** Throws ALERT_SETTINGS_INVALID or ALERT_TARGET_FORBIDDEN with the field as its value. */
export function checkAlertSettings({ settings, secrets }: StoredAlertSettings, rules: TargetRules): void {
  if (!isTimeZone(settings.timeZone)) throw invalid('timeZone', 'no such time zone');
  const { quietHours, webhook, heartbeat } = settings;
  if (quietHours !== null && quietHours.from === quietHours.until) throw invalid('quietHours', 'they have no length');
  checkUrl('webhook.url', webhook.url, rules);
  if (webhook.enabled && webhook.url === null) throw invalid('webhook.url', 'switched on without an address');
  // A header takes visible ASCII only; anything else would fail at each notice.
  if (secrets.webhook !== null && !/^[\x20-\x7e]+$/u.test(secrets.webhook))
    throw invalid('webhook.secret', 'not a header');
  checkEmail(settings.email, secrets.email, rules);
  checkUrl('heartbeat.url', heartbeat.url, rules);
  if (heartbeat.enabled && heartbeat.url === null) throw invalid('heartbeat.url', 'switched on without an address');
}

/** Names are looked up, and their addresses judged, when a notice is sent. */
function checkUrl(field: string, address: string | null, { allowPrivateTargets, hostKind }: TargetRules): void {
  if (address === null) return;
  if (!URL.canParse(address)) throw invalid(field, 'not a URL');
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') throw forbidden(field, 'credentials in the address');
  const kind = hostKind(url.hostname);
  const isOpen = url.protocol === 'http:' && kind === 'this_computer' && allowPrivateTargets;
  if (url.protocol !== 'https:' && !isOpen) throw forbidden(field, 'https only');
  if ((kind === 'this_computer' || kind === 'private') && !allowPrivateTargets)
    throw forbidden(field, 'not a public address');
}

function checkEmail(email: AlertSettings['email'], password: string | null, { hostKind }: TargetRules): void {
  const { enabled, host, security, user, from, to } = email;
  // A name or an address and nothing else: it goes into a look-up, and into what the other side proves.
  if (host !== null && hostKind(host) === 'name' && !hostName.test(host)) {
    throw invalid('email.host', 'neither a name nor an address');
  }
  if (security === 'none' && host !== null && hostKind(host) !== 'this_computer') {
    throw forbidden('email.security', 'unprotected mail leaves this computer');
  }
  if (enabled && host === null) throw invalid('email.host', 'switched on without a server');
  if (enabled && from === null) throw invalid('email.from', 'switched on without a sender');
  if (enabled && to.length === 0) throw invalid('email.to', 'switched on without a receiver');
  if (enabled && user !== null && password === null) throw invalid('email.password', 'a user without a password');
}

function invalid(field: string, message: string): RelayError {
  return new RelayError('ALERT_SETTINGS_INVALID', `${field}: ${message}`, { value: field });
}

function forbidden(field: string, message: string): RelayError {
  return new RelayError('ALERT_TARGET_FORBIDDEN', `${field}: ${message}`, { value: field });
}
