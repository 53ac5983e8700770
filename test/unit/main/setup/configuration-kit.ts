import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTurns } from '#main/node/turn-taking.ts';
import { readOperatorConfig } from '#main/relay-host/config-file.ts';
import { ConfigurationDesk } from '#main/setup/configuration/configuration-desk.ts';
import type { KeptByRelay } from '#main/setup/configuration/kept-by-relay.ts';
import { configurationOf } from '#main/setup/configuration/make-file.ts';
import { RelayTasks } from '#main/setup/relay-tasks.ts';
import { SetupHere } from '#main/setup/setup-here.ts';
import type { AlertSettings } from '#shared/domain/alerts.ts';
import type { SetupBook } from '#shared/domain/setup/book.ts';
import type { ConfigurationFile } from '#shared/domain/setup/config-file.ts';
import type { SlaSettings } from '#shared/domain/sla-settings.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { defaultSlaSettings } from '#shared/sla/defaults.ts';
import { goodChannel, goodIntegration } from '../../shared/setup/good-setup.ts';
import { KeptTunnel } from './kept-tunnel.ts';
import { secretValues, type SetupBench } from './setup-bench.ts';

export const quietAlerts: AlertSettings = {
  timeZone: 'Europe/Amsterdam',
  language: 'nl',
  desktop: { enabled: true, sound: 'clear', volume: 0.6, repeatUntilSeen: false },
  quietHours: null,
  reminderMinutes: 30,
  tellAfterMinutes: 1,
  webhook: { enabled: false, url: null, form: 'json', hasSecret: false },
  email: {
    enabled: false,
    host: null,
    port: 587,
    security: 'starttls',
    user: null,
    hasPassword: false,
    from: null,
    to: [],
  },
  daily: { enabled: false, at: '08:00' },
  sla: { warnings: true, breaches: true },
  heartbeat: { enabled: false, url: null, everySeconds: 60 },
};

/** What a relay keeps that says this of the SLA. */
export function keptSaying(settings: SlaSettings, part: Partial<KeptByRelay> = {}): KeptByRelay {
  const current = { id: 'v7', settings, appliesFrom: 0, savedAt: 0, by: null, note: '' };
  return { sla: { current, planned: null, history: [] }, alerts: quietAlerts, channelSettings: [], ...part };
}

/** A file as an earlier console wrote it: the book and the SLA, and nothing about anything else. */
export function fileOf(book: SetupBook, sla: SlaSettings | null = null): ConfigurationFile {
  const file = configurationOf(
    {
      book,
      given: { integrations: [], channels: [], left: [] },
      givenRelay: null,
      givenUrl: null,
      kept: sla === null ? null : keptSaying(sla),
      tunnel: null,
    },
    0,
  );
  const { alerts: _alerts, channelSettings: _settings, left: _left, relay: _relay, ...rest } = file;
  return { ...rest, version: 1 };
}

export interface DeskBeside {
  readonly desk: ConfigurationDesk;
  readonly tunnel: KeptTunnel;
  /** Puts relay.json into the profile, as if the relay had just been started on it. */
  readonly put: (relayJson: object) => void;
}

/** The desk on the bench's books, with a relay.json and a tunnel beside them. */
export function deskBeside(bench: SetupBench, environment: Readonly<Record<string, string>> = {}): DeskBeside {
  const path = join(bench.folder, 'relay.json');
  const tunnel = new KeptTunnel();
  const isRunning = (): boolean => bench.runs;
  const here = new SetupHere({
    places: bench.books.places,
    relayBook: bench.books.relayBook,
    sandboxInUse: () => bench.sandbox !== 'off',
    practice: () => null,
    relayUrls: () => null,
  });
  const desk = new ConfigurationDesk(
    {
      here,
      client: bench.setup.client,
      tasks: new RelayTasks({ isRunning, log: silentLogger }),
      inTurn: createTurns(),
      restartRelay: () => {
        bench.restarts += 1;
        return Promise.resolve();
      },
      changed: () => undefined,
      clock: bench.clock,
      log: silentLogger,
      by: () => 'Anna',
    },
    {
      askSavePath: () => Promise.resolve(bench.path),
      askOpenPath: () => Promise.resolve(bench.path),
      folder: () => bench.folder,
      language: () => 'en',
      relayUp: () => {
        bench.runs = true;
        return Promise.resolve();
      },
      operatorFile: { path, environment },
      tunnel: () => tunnel,
    },
  );
  const put = (relayJson: object): void => {
    writeFileSync(path, JSON.stringify(relayJson));
    bench.books.relayBook.sees(readOperatorConfig(path, environment)?.config ?? null, 'file');
  };
  return { desk, tunnel, put };
}

export const rosePassword = 'password-of-the-proxy-in-relay-json';

/** A relay.json that uses everything a form of the set-up has no field for. */
export function richRelayJson(): object {
  const { clientId, integrationId, cxone } = goodIntegration();
  const { wechat, cxone: there } = goodChannel();
  return {
    listen: {
      public: { host: '127.0.0.1', port: 0, publicUrl: 'https://relay.veerpont.nl' },
      admin: { host: '127.0.0.1', port: 9_099 },
    },
    storeKey: Buffer.alloc(32, 7).toString('base64'),
    retention: { messageDays: 30 },
    outbound: {
      proxy: { kind: 'fixed', url: 'http://proxy.veerpont.nl:8080', username: 'rose', password: rosePassword },
    },
    integrations: [
      {
        id: 'given-one',
        name: 'Given',
        integrationId,
        box: { clientId, clientSecret: secretValues.box_secret, clientCertificates: [{ san: 'cxone.veerpont.nl' }] },
        cxone: {
          clientId: cxone.clientId,
          clientSecret: { env: 'OUR_CXONE_SECRET' },
          accessKeyId: cxone.accessKeyId,
          accessKeySecret: secretValues.cxone_access_key_secret,
        },
      },
    ],
    channels: [
      {
        id: 'rose',
        name: 'Rose',
        integration: 'given-one',
        cxoneChannelId: there.channelId,
        wechat: {
          appId: wechat.appId,
          originalId: wechat.originalId,
          appSecret: secretValues.wechat_app_secret,
          token: secretValues.wechat_token,
          encodingAesKey: secretValues.wechat_aes_key,
          previousEncodingAesKey: secretValues.wechat_aes_key.toUpperCase(),
          longestTextBytes: 1_000,
          templates: [{ name: 'Late', templateId: 'T-1', fields: { token: '{{name}}' }, url: 'https://veerpont.nl/' }],
        },
        unconfirmed: { rule: 'give_up', report: 'failed' },
      },
    ],
    destinations: [{ host: 'api.weixin.qq.com', clientCertificate: { certFile: '/etc/c.pem', keyFile: '/etc/c.key' } }],
  };
}

/** What a relay keeps when somebody set everything that can be set. */
export const richKept = (): KeptByRelay =>
  keptSaying(defaultSlaSettings('Europe/Amsterdam'), {
    alerts: {
      ...quietAlerts,
      webhook: {
        enabled: true,
        url: 'https://chat.veerpont.nl/hook?key=chat-key-0123456789',
        form: 'wecom',
        hasSecret: true,
      },
      email: {
        ...quietAlerts.email,
        enabled: true,
        host: 'mail.veerpont.nl',
        user: 'alerts',
        hasPassword: true,
        from: 'relay@veerpont.nl',
        to: ['team@veerpont.nl'],
      },
      heartbeat: { enabled: true, url: 'https://beat.veerpont.nl/ping-key-0123456789', everySeconds: 60 },
    },
  });
