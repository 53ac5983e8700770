import type { AlertSettings, AlertSettingsChange } from '#shared/domain/alerts.ts';
import type { AlertsOfFile } from '#shared/domain/setup/config-file.ts';

/** As a file holds them: whoever knows the address of a chat's webhook may write there, so only its host is told. */
export function alertsOfFile({ webhook, heartbeat, ...rest }: AlertSettings): AlertsOfFile {
  const { url, ...hook } = webhook;
  const { url: beatUrl, ...beat } = heartbeat;
  return { ...rest, webhook: { ...hook, host: hostOf(url) }, heartbeat: { ...beat, host: hostOf(beatUrl) } };
}

/** What is compared: whether there is a secret is no setting. */
export function alertsCompared({ webhook, email, ...rest }: AlertsOfFile): unknown {
  const { hasSecret: _secret, ...hook } = webhook;
  const { hasPassword: _password, ...mail } = email;
  return { ...rest, webhook: hook, email: mail };
}

/** Addresses and secrets that the file's settings need and that are not here. `here` null: nothing is known of here. */
export function alertsMissing(file: AlertsOfFile, here: AlertSettings | null): string[] {
  const { webhook, email, heartbeat } = file;
  const isSameHook = here !== null && webhook.host === hostOf(here.webhook.url);
  const isSameBeat = here !== null && heartbeat.host === hostOf(here.heartbeat.url);
  return [
    ...(webhook.host !== null && !isSameHook ? ['alerts_webhook_url'] : []),
    ...(webhook.hasSecret && !(isSameHook && here.webhook.hasSecret) ? ['alerts_webhook_secret'] : []),
    ...(email.hasPassword && !hasPassword(email, here) ? ['alerts_email_password'] : []),
    ...(heartbeat.host !== null && !isSameBeat ? ['alerts_heartbeat_url'] : []),
  ];
}

/** The file's settings as a change of those here. What lacks its address or password is taken over switched off. */
export function alertsChange(file: AlertsOfFile, here: AlertSettings): AlertSettingsChange {
  const { webhook, email, heartbeat, ...rest } = file;
  const { host: hookHost, hasSecret: _secret, ...hook } = webhook;
  const { hasPassword: _password, ...mail } = email;
  const { host: beatHost, ...beat } = heartbeat;
  const hookUrl = hookHost === hostOf(here.webhook.url) ? here.webhook.url : null;
  const beatUrl = beatHost === hostOf(here.heartbeat.url) ? here.heartbeat.url : null;
  return {
    ...rest,
    webhook: { ...hook, enabled: hook.enabled && hookUrl !== null, url: hookUrl },
    email: { ...mail, enabled: mail.enabled && (mail.user === null || hasPassword(email, here)) },
    heartbeat: { ...beat, enabled: beat.enabled && beatUrl !== null, url: beatUrl },
  };
}

/** A password counts for the server it was entered for. */
function hasPassword({ host, port, security }: AlertsOfFile['email'], here: AlertSettings | null): boolean {
  if (here?.email.hasPassword !== true) return false;
  return here.email.host === host && here.email.port === port && here.email.security === security;
}

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).host.slice(0, 300) : null;
}
