import { parseArgs } from 'node:util';
import { CertificatePurpose } from '#shared/domain/certificate.ts';
import type { SentenceLanguage } from './sentences.ts';
import { keyKinds, type KeyKind } from '../making/make-key.ts';

export const usage = `usage: npm run --silent certificates -- COMMAND

  check FILE... [--purpose client|server|ca] [--host NAME]... [--without-key] [--passphrase-env NAME] [--json]
  make-authority --name NAME --out FOLDER [--years 10] [--passphrase-env NAME]
  make-pair --authority FOLDER --purpose client|server --name NAME --out FOLDER [--host NAME]... [--days 365]
            [--kind p256|rsa2048|rsa3072] [--authority-passphrase-env NAME] [--passphrase-env NAME]
  make-request --name NAME --out FOLDER [--host NAME]... [--organization NAME] [--country NL]
               [--kind p256|rsa2048|rsa3072] [--passphrase-env NAME]

  --language en|nl|zh everywhere. NAME of --passphrase-env is that of an environment variable.
`;

/** The arguments make no sense; what is wrong, in a few words. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const options = {
  purpose: { type: 'string' },
  host: { type: 'string', multiple: true },
  name: { type: 'string' },
  organization: { type: 'string' },
  country: { type: 'string' },
  authority: { type: 'string' },
  out: { type: 'string' },
  years: { type: 'string' },
  days: { type: 'string' },
  kind: { type: 'string' },
  language: { type: 'string' },
  'passphrase-env': { type: 'string' },
  'authority-passphrase-env': { type: 'string' },
  'without-key': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** Arguments of a command, each checked when it is asked for. */
export class CommandArguments {
  readonly command: string;
  readonly files: readonly string[];
  readonly #values: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly #environment: NodeJS.ProcessEnv;

  /** Throws UsageError. */
  constructor(args: readonly string[], environment: NodeJS.ProcessEnv) {
    this.#environment = environment;
    try {
      const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
      this.#values = values;
      const [command = '', ...files] = positionals;
      this.command = command;
      this.files = files;
    } catch (thrown) {
      throw new UsageError(thrown instanceof Error ? thrown.message : 'unreadable arguments');
    }
  }

  has(name: 'json' | 'without-key'): boolean {
    return this.#values[name] === true;
  }

  get hosts(): readonly string[] {
    const hosts = this.#values['host'];
    return Array.isArray(hosts) ? (hosts as readonly string[]) : [];
  }

  text(name: 'name' | 'out' | 'authority'): string {
    const value = this.optional(name);
    if (value === undefined) throw new UsageError(`--${name} is missing`);
    return value;
  }

  optional(name: keyof typeof options): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' ? value : undefined;
  }

  number(name: 'years' | 'days', otherwise: number): number {
    const value = this.optional(name);
    if (value === undefined) return otherwise;
    if (!/^\d{1,5}$/u.test(value)) throw new UsageError(`--${name} must be a whole number`);
    return Number(value);
  }

  get purpose(): CertificatePurpose {
    const parsed = CertificatePurpose.safeParse(this.optional('purpose') ?? 'server');
    if (!parsed.success) throw new UsageError('--purpose must be client, server or ca');
    return parsed.data;
  }

  get kind(): KeyKind {
    const value = this.optional('kind') ?? 'p256';
    const kind = keyKinds.find((one) => one === value);
    if (kind === undefined) throw new UsageError(`--kind must be one of ${keyKinds.join(', ')}`);
    return kind;
  }

  get language(): SentenceLanguage {
    const value = this.optional('language') ?? 'en';
    if (value !== 'en' && value !== 'nl' && value !== 'zh') throw new UsageError('--language must be en, nl or zh');
    return value;
  }

  /** The value of the named environment variable: passphrases are never arguments, which others can see. */
  secret(name: 'passphrase-env' | 'authority-passphrase-env'): string | null {
    const variable = this.optional(name);
    if (variable === undefined) return null;
    const value = this.#environment[variable];
    if (value === undefined || value === '') throw new UsageError(`the variable named by --${name} is not set`);
    return value;
  }
}
