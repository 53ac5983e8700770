import { z } from 'zod';
import { AlertSettings } from '../alerts.ts';
import { ChannelSettings } from '../operations.ts';
import { SlaSettings } from '../sla-settings.ts';
import { SetupBook } from './book.ts';
import { RelayForm } from './relay-form.ts';
import { setupId } from './typed.ts';
import { TunnelSettings } from './tunnel.ts';

/**
 * Something that is set here and that a file does not hold. The configuration file: relay_off (what the relay keeps: it was
 * not running), listener_certificate, client_authority, client_pins, admin_listener, destination, long_id,
 * shadowed (a draft whose id relay.json has too). The server's relay.json: not_complete, desk_certificate, desk_authority, system_way,
 * named_file (it must be on the server as well), shadowed.
 */
export const LeftOut = z.object({
  what: z.enum([
    'relay_off',
    'listener_certificate',
    'client_authority',
    'client_pins',
    'admin_listener',
    'destination',
    'shadowed',
    'long_id',
    'not_complete',
    'desk_certificate',
    'desk_authority',
    'system_way',
    'named_file',
  ]),
  /** Which one: an id, a host, a path; empty where there is only one. */
  of: z.string().max(4_096),
});
export type LeftOut = z.infer<typeof LeftOut>;

/** How people are told, without secrets, and without addresses that are as good as one: of them the host alone. */
export const AlertsOfFile = AlertSettings.extend({
  webhook: AlertSettings.shape.webhook.omit({ url: true }).extend({ host: z.string().max(300).nullable() }),
  heartbeat: AlertSettings.shape.heartbeat.omit({ url: true }).extend({ host: z.string().max(300).nullable() }),
});
export type AlertsOfFile = z.infer<typeof AlertsOfFile>;

const ofChannel = z.object({ channelId: setupId, settings: ChannelSettings });

/**
 * The configuration as a file: everything but secrets. Ticks stay behind: they tell of this tenant on this day. Version 1 had
 * the book and the SLA alone; a part that is not there says nothing about what is here.
 */
export const ConfigurationFile = z.strictObject({
  veerpont: z.literal('configuration'),
  version: z.union([z.literal(1), z.literal(2)]),
  savedAt: z.iso.datetime(),
  /** Integrations and channels of relay.json stand here like those of the set-up. */
  book: SetupBook.omit({ revision: true, begun: true, ticks: true, relay: true }),
  /** Null: the relay that was exported from was not running. */
  sla: SlaSettings.nullable(),
  relay: RelayForm.optional(),
  alerts: AlertsOfFile.optional(),
  /** Of channels for which something is set. */
  channelSettings: z.array(ofChannel).max(500).optional(),
  tunnel: TunnelSettings.optional(),
  /** What was set there and is not in the file. */
  left: z.array(LeftOut).max(2_000).optional(),
});
export type ConfigurationFile = z.infer<typeof ConfigurationFile>;

/** One thing in which a file differs from what is here. */
export const ConfigurationDifference = z.object({
  /** 'integration/support', 'channel/tulip', 'sla/global', 'address' … */
  id: z.string().max(200),
  kind: z.enum([
    'integration',
    'channel',
    'role',
    'user',
    'queue',
    'skill',
    'address',
    'relay',
    'channel_settings',
    'sla',
    'alerts',
    'tunnel',
  ]),
  name: z.string().max(300),
  change: z.enum(['added', 'changed', 'removed']),
  /** It stands in relay.json here, and is changed there alone. */
  isGiven: z.boolean(),
  /** Field by field, as text; empty for what is added or removed whole. */
  fields: z.array(z.object({ path: z.string(), here: z.string().nullable(), file: z.string().nullable() })),
  /**
   * Secrets that are missing here and must be typed after the import: names of the vault, 'tunnel:NAME' of a variable, and
   * 'alerts_webhook_url', 'alerts_webhook_secret', 'alerts_email_password', 'alerts_heartbeat_url'.
   */
  missingSecrets: z.array(z.string()),
});
export type ConfigurationDifference = z.infer<typeof ConfigurationDifference>;

/** A file that was read, compared, and waits to be applied. */
export const ConfigurationComparison = z.object({
  /** Names the file that was read; the comparison is void once the book has changed. */
  token: z.string().max(64),
  path: z.string(),
  savedAt: z.string(),
  revision: z.number().int(),
  differences: z.array(ConfigurationDifference),
  /** What the file says of itself that it does not hold. */
  left: z.array(LeftOut),
});
export type ConfigurationComparison = z.infer<typeof ConfigurationComparison>;

/** What became of an export; `path` null: called off. */
export const ConfigurationSaved = z.object({ path: z.string().nullable(), left: z.array(LeftOut) });
export type ConfigurationSaved = z.infer<typeof ConfigurationSaved>;

/** The same of a relay.json for a server. */
export const RelayFileSaved = ConfigurationSaved.extend({
  /** Environment variables that hold a secret there, in the order of the file. */
  variables: z.array(z.string()),
});
export type RelayFileSaved = z.infer<typeof RelayFileSaved>;
