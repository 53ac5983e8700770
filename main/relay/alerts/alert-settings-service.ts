import type { AlertSettings, AlertSettingsChange } from '#shared/domain/alerts.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import { checkAlertSettings, type TargetRules } from './check-settings.ts';
import { defaultAlertSettings, StoredAlertSettings } from './stored-settings.ts';

const factName = 'alert-settings';

export interface AlertSettingsDeps extends TargetRules {
  readonly store: Pick<RelayStore, 'readFact' | 'writeFact'>;
  /** The zone of this computer, for a relay nobody has set yet. */
  readonly timeZone: string;
  readonly log: Logger;
}

/** How people are told. Secrets go in and never come out. */
export class AlertSettingsService {
  readonly #deps: AlertSettingsDeps;
  readonly #listeners = new Set<(changed: readonly (keyof AlertSettings)[]) => void>();
  #stored: StoredAlertSettings;
  /** Changes are made one after the other: each builds on the one before. */
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(deps: AlertSettingsDeps) {
    this.#deps = deps;
    this.#stored = defaultAlertSettings(deps.timeZone);
  }

  /** Reads what was set before. What cannot be read is replaced by the defaults, which tell on this desktop only. */
  async load(): Promise<void> {
    const { store, log } = this.#deps;
    try {
      const text = await store.readFact(factName);
      if (text === null) return;
      const stored = StoredAlertSettings.parse(JSON.parse(text));
      checkAlertSettings(stored, this.#deps);
      this.#stored = stored;
    } catch (thrown) {
      log.error('alerts.settings_unreadable', { detail: toRelayError(thrown).code });
    }
  }

  get(): AlertSettings {
    const { settings, secrets } = this.#stored;
    return {
      ...settings,
      webhook: { ...settings.webhook, hasSecret: secrets.webhook !== null },
      email: { ...settings.email, hasPassword: secrets.email !== null },
    };
  }

  /** For the sinks only. */
  get secrets(): StoredAlertSettings['secrets'] {
    return this.#stored.secrets;
  }

  /**
   * Puts the groups of the change in the place of the present ones. A secret belongs to the server it was entered for: it
   * is forgotten when the server changes and no new one comes along. Throws ALERT_SETTINGS_INVALID or ALERT_TARGET_FORBIDDEN
   * with the field as its value; what was in force stays.
   */
  change(change: AlertSettingsChange): Promise<AlertSettings> {
    const done = this.#lastChange.then(() => this.#change(change));
    this.#lastChange = done.catch(() => undefined);
    return done;
  }

  /** Told after each change which groups it set. */
  onChange(listener: (changed: readonly (keyof AlertSettings)[]) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async #change(change: AlertSettingsChange): Promise<AlertSettings> {
    const next = merged(this.#stored, change);
    checkAlertSettings(next, this.#deps);
    await this.#deps.store.writeFact(factName, JSON.stringify(next));
    this.#stored = next;
    const groups = Object.keys(this.#stored.settings) as (keyof AlertSettings)[];
    const changed = groups.filter((group) => change[group] !== undefined);
    for (const listener of this.#listeners) listener(changed);
    return this.get();
  }
}

function merged({ settings, secrets }: StoredAlertSettings, change: AlertSettingsChange): StoredAlertSettings {
  const { webhook: webhookChange, email: emailChange, ...rest } = change;
  const { secret, ...webhook } = webhookChange ?? { ...settings.webhook, secret: undefined };
  const { password, ...email } = emailChange ?? { ...settings.email, password: undefined };
  const next = {
    settings: {
      ...settings,
      ...rest,
      webhook: { ...webhook, hasSecret: false },
      email: { ...email, hasPassword: false },
    },
    secrets: {
      webhook: newSecret(secret, hostOf(webhook.url) === hostOf(settings.webhook.url) ? secrets.webhook : null),
      email: newSecret(password, serverOf(email) === serverOf(settings.email) ? secrets.email : null),
    },
  };
  const parsed = StoredAlertSettings.safeParse(next);
  if (parsed.success) return parsed.data;
  const field = (parsed.error.issues[0]?.path ?? []).slice(1).join('.');
  throw new RelayError('ALERT_SETTINGS_INVALID', `${field}: wrong form`, { value: field });
}

function newSecret(given: string | null | undefined, kept: string | null): string | null {
  return given === undefined ? kept : given === '' ? null : given;
}

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).host : null;
}

/** A password is not shown to another server, and not to the same one without the protection it was entered for. */
function serverOf({ host, port, security }: Pick<AlertSettings['email'], 'host' | 'port' | 'security'>): string {
  return `${security} ${host ?? ''}:${port}`;
}
