import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#main/node/system-clock.ts';
import { startRelay, type Relay } from '#relay/compose.ts';
import { startSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import type { Credential, CredentialKey, CredentialName, CredentialProof } from '#shared/domain/credential.ts';
import type { ChannelId, IntegrationId } from '#shared/domain/ids.ts';
import { recordingLogger } from '#test/integration/storage/sqlite-harness.ts';

export const by = 'Ann';

/** A whole relay between the simulated platforms, whose secrets are changed while it works. */
export class CredentialRelay {
  readonly sandbox: Sandbox;
  readonly config: RelayConfig;
  readonly channelId: ChannelId;
  readonly integrationId: IntegrationId;
  readonly log = recordingLogger();
  /** Everything the relay answered. */
  readonly answers: unknown[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'veerpont-credentials-'));
  #relay: Relay | null = null;

  private constructor(sandbox: Sandbox, change: (config: RelayConfig) => RelayConfig) {
    this.sandbox = sandbox;
    const storeKey = randomBytes(32).toString('base64');
    this.config = change(RelayConfig.parse({ ...sandbox.relayConfig, storeKey }));
    const [channel, integration] = [this.config.channels[0], this.config.integrations[0]];
    if (channel === undefined || integration === undefined) throw new Error('the sandbox has both');
    this.channelId = channel.id;
    this.integrationId = integration.id;
  }

  static async start(change: (config: RelayConfig) => RelayConfig = (config) => config): Promise<CredentialRelay> {
    const sandbox = await startSandbox({ seed: 'credentials', wechatRules: { retryIntervalMs: 300 } });
    const kit = new CredentialRelay(sandbox, change);
    await kit.begin();
    sandbox.people.agent.set({ on: false });
    return kit;
  }

  get relay(): Relay {
    if (this.#relay === null) throw new Error('the relay is stopped');
    return this.#relay;
  }

  async begin(): Promise<void> {
    this.#relay = await startRelay({
      config: this.config,
      dataDir: this.#folder,
      clock: systemClock,
      chance: () => 0.5,
      random: randomBytes,
      log: this.log.logger,
      environment: {},
    });
    await this.sandbox.connect(this.#relay.urls, false);
  }

  async end(): Promise<void> {
    await this.#relay?.stop();
    this.#relay = null;
  }

  async stop(): Promise<void> {
    await this.end();
    await this.sandbox.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  key(name: CredentialName): CredentialKey {
    return name.startsWith('wechat')
      ? { owner: 'channel', ownerId: this.channelId, name }
      : { owner: 'integration', ownerId: this.integrationId, name };
  }

  async set(name: CredentialName, secret: string, keepPreviousHours = 24, identifier: string | null = null) {
    const value = { identifier, secret };
    return this.#kept(
      await this.relay.handlers['credentials.set']({ key: this.key(name), value, keepPreviousHours, by }),
    );
  }

  async test(name: CredentialName, secret: string | null): Promise<CredentialProof> {
    const value = secret === null ? null : { identifier: null, secret };
    return this.#kept(await this.relay.handlers['credentials.test']({ key: this.key(name), value, by }));
  }

  async useConfig(name: CredentialName) {
    return this.#kept(await this.relay.handlers['credentials.useConfig']({ key: this.key(name), by }));
  }

  async of(name: CredentialName): Promise<Credential> {
    const desk = this.#kept(await this.relay.handlers['credentials.desk'](null));
    const { ownerId } = this.key(name);
    const found = desk.credentials.find((one) => one.name === name && one.ownerId === ownerId);
    if (found === undefined) throw new Error(`no ${name} on the desk`);
    return found;
  }

  async boxSecrets() {
    return this.#kept(await this.relay.handlers['credentials.desk'](null)).boxSecrets;
  }

  /** The one answer that holds a secret is not kept. */
  makeBoxSecret() {
    return Promise.resolve(this.relay.handlers['credentials.makeBoxSecret']({ integrationId: this.integrationId, by }));
  }

  async endBoxSecret(id: string) {
    const input = { integrationId: this.integrationId, id, by };
    return this.#kept(await this.relay.handlers['credentials.endBoxSecret'](input));
  }

  async audit() {
    return this.#kept(await this.relay.handlers['audit.page']({ channelId: null, before: null, limit: 200 }));
  }

  /** CXone asks our token endpoint. */
  async boxToken(secret: string): Promise<{ readonly status: number; readonly token: string }> {
    const client = this.config.integrations[0]?.box.clientId ?? '';
    const body = { grant_type: 'client_credentials', client_id: client, client_secret: secret };
    const response = await this.#post('/1.0/token', body, {});
    const answer = (await response.json()) as { access_token?: string };
    return { status: response.status, token: answer.access_token ?? '' };
  }

  /** The status of a Box call with a token: 401, or whatever the call itself deserves. */
  async boxCall(token: string): Promise<number> {
    const response = await this.#post('/2.0/channel/nowhere/outbound', {}, { authorization: `Bearer ${token}` });
    await response.arrayBuffer();
    return response.status;
  }

  /** A customer of the channel who writes. */
  async customer(nickname: string) {
    await Promise.resolve();
    return this.sandbox.wechat.customers.follow(this.channelId, { nickname }).openid;
  }

  /** Where a text is found that must not be there: in files of the store, the log, and what was answered. */
  foundIn(secret: string): string[] {
    const files = readdirSync(this.#folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    return [
      ...files
        .map((one) => join(one.parentPath, one.name))
        .filter((path) => readFileSync(path).includes(secret))
        .map((path) => path.slice(this.#folder.length)),
      ...(JSON.stringify(this.log.events).includes(secret) ? ['log'] : []),
      ...(JSON.stringify(this.answers).includes(secret) ? ['answers'] : []),
    ];
  }

  #kept<T>(answer: T): T {
    this.answers.push(answer);
    return answer;
  }

  #post(path: string, body: object, headers: Record<string, string>): Promise<Response> {
    return fetch(`${this.relay.urls.box}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }
}

export function randomKey(): string {
  return (
    `${randomBytes(64)
      .toString('base64')
      .replace(/[^A-Za-z0-9]/gu, '')}AAAAAAAAAAAAAAAA`.slice(0, 42) + 'A'
  );
}
