import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSetup, openSetupBooks, type Setup, type SetupBooks } from '#main/setup/open-setup.ts';
import { SecretVault } from '#main/settings/secret-vault.ts';
import type { RelayProcess } from '#shared/contract/console-contract.ts';
import type { ContractClient } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { SecretOwner, SetupSecretName, SetupView } from '#shared/domain/setup/book.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { KeptTunnel } from './kept-tunnel.ts';

/** Good in form, invented here. */
export const secretValues: Readonly<Record<SetupSecretName, string>> = {
  box_secret: 'box-secret-of-forty-three-characters-0123456',
  mtls_key: '',
  cxone_client_secret: 'cxone-client-secret-9876543210',
  cxone_access_key_secret: 'cxone-access-key-secret-5432109876',
  wechat_app_secret: '0123456789abcdef0123456789abcdef',
  wechat_token: 'TokenOfTulip2026',
  wechat_aes_key: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  proxy_password: 'word of the proxy: 24 chars',
};
export const support: SecretOwner = { owner: 'integration', ownerId: 'support' };
export const tulip: SecretOwner = { owner: 'channel', ownerId: 'tulip' };

const urls = (port: number) => ({
  wechat: `http://127.0.0.1:${port}/wechat`,
  box: `http://127.0.0.1:${port}/integration/box`,
  actions: `http://127.0.0.1:${port}/integration`,
  admin: `http://127.0.0.1:${port + 1}`,
});

type Answers = Partial<Record<string, (input: unknown) => unknown>>;

/** The set-up on a folder of its own, with a vault for this session and a relay that is played. */
export class SetupBench {
  readonly folder = mkdtempSync(join(tmpdir(), 'veerpont-setup-'));
  readonly clock = new HandClock(Date.UTC(2026, 10, 23, 10));
  readonly vault: SecretVault;
  readonly asked: { name: string; input: unknown }[] = [];
  readonly views: SetupView[] = [];
  readonly opened: string[] = [];
  /** What the relay answers, by question. */
  readonly answers: Answers = {};
  restarts = 0;
  /** Where the relay listens. */
  port = 40_001;
  runs = true;
  /** A port that it waits for. */
  waitsForPort = false;
  /** How long a restart takes, milliseconds. */
  startsInMs = 0;
  #startsAt = 0;
  diskIsFull = false;
  sandbox: 'off' | 'running' = 'off';
  practice: unknown = null;
  /** What the next dialog gives. */
  path: string | null = null;
  books!: SetupBooks;
  setup!: Setup;

  private constructor() {
    this.vault = new SecretVault({
      file: join(this.folder, 'vault.json'),
      keyring: {
        backend: () => Promise.resolve(null),
        wrap: () => Promise.reject(new Error('no key ring')),
        unwrap: () => Promise.reject(new Error('no key ring')),
      },
      onChange: () => undefined,
    });
  }

  static async open(): Promise<SetupBench> {
    const bench = new SetupBench();
    await bench.vault.open();
    await bench.vault.useSessionOnly();
    bench.reopen();
    return bench;
  }

  /** As after a new start of the console. */
  reopen(): void {
    const { clock, vault, folder } = this;
    // Flushing to the disk is tried with the store itself, and costs most of the time here.
    const write = (path: string, text: string): void => {
      if (this.diskIsFull) throw new Error('ENOSPC');
      writeFileSync(path, text);
    };
    this.books = openSetupBooks({ folder, vault, clock, log: silentLogger, write });
    this.setup = createSetup({
      books: this.books,
      relay: this.#relay(),
      push: (view) => this.views.push(view),
      openPage: (url) => {
        this.opened.push(url);
        return Promise.resolve();
      },
      askSavePath: () => Promise.resolve(this.path),
      askOpenPath: () => Promise.resolve(this.path),
      folder: () => folder,
      language: () => 'en',
      operatorFile: { path: join(folder, 'relay.json'), environment: {} },
      tunnel: () => new KeptTunnel(),
      by: () => 'Anna',
      clock,
      log: silentLogger,
    });
  }

  async secrets(...owners: readonly SecretOwner[]): Promise<void> {
    for (const owner of owners) {
      const names: readonly SetupSecretName[] =
        owner.owner === 'integration'
          ? ['box_secret', 'cxone_client_secret', 'cxone_access_key_secret']
          : ['wechat_app_secret', 'wechat_token', 'wechat_aes_key'];
      for (const name of names) await this.setup.desk.setSecret(owner, name, secretValues[name]);
    }
  }

  inputsOf(name: string): unknown[] {
    return this.asked.filter((one) => one.name === name).map(({ input }) => input);
  }

  close(): void {
    this.setup.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #kind(): RelayProcess['kind'] {
    if (this.waitsForPort) return 'restarting';
    if (!this.runs) return 'not_configured';
    return this.clock.monotonic() < this.#startsAt ? 'starting' : 'running';
  }

  #relay() {
    const process = (): RelayProcess => ({
      kind: this.#kind(),
      since: 0,
      pid: null,
      urls: this.runs ? urls(this.port) : null,
      restarts: 0,
      nextStartAt: null,
      code: this.waitsForPort ? 'PORT_TAKEN' : null,
      value: null,
    });
    const sandbox = (): { kind: string } => ({ kind: this.sandbox });
    const practice = (): unknown => this.practice;
    const invoke = (name: string, input: unknown): Promise<unknown> => {
      this.asked.push({ name, input });
      const answer = this.answers[name];
      if (!this.runs) return Promise.reject(new RelayError('RELAY_NOT_RUNNING', name));
      return Promise.resolve(answer === undefined ? null : answer(input));
    };
    return {
      client: { invoke: invoke as ContractClient<RelayContract>['invoke'] },
      get process() {
        return process();
      },
      get sandboxStatus() {
        return sandbox();
      },
      get practice() {
        return practice();
      },
      restartRelay: () => {
        this.restarts += 1;
        this.#startsAt = this.clock.monotonic() + this.startsInMs;
        return Promise.resolve();
      },
    };
  }
}

export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing was thrown',
    (thrown: unknown) => (thrown instanceof RelayError ? thrown.code : String(thrown)),
  );
