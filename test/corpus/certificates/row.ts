import type { CertificateCode } from '#shared/errors/certificate-codes.ts';

export { host, passphrase } from '#test/unit/relay/certificates/certificate-cases.ts';
export { now } from '#test/unit/relay/certificates/certificate-kit.ts';

/**
 * Where files are meant to go: to the listener of WeChat's pushes (a server's certificate), to a destination that asks who
 * calls (a client's, with its key), to what CXone shows (a client's, without a key), to the authorities it may be signed by.
 */
export type RowTarget = 'listener' | 'destination' | 'client' | 'authority';

/** Files as a person may bring them, and what is to be said of them. */
export interface Row {
  readonly title: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly faults: readonly CertificateCode[];
  readonly warnings: readonly CertificateCode[];
  readonly target: RowTarget;
  readonly passphrase: string | null;
  readonly hostNames: readonly string[];
}

interface Settings {
  readonly faults?: readonly CertificateCode[];
  readonly warnings?: readonly CertificateCode[];
  readonly target?: RowTarget;
  readonly passphrase?: string;
  readonly hostNames?: readonly string[];
  readonly names?: readonly string[];
}

export function row(title: string, contents: readonly (string | Uint8Array)[], settings: Settings = {}): Row {
  const { faults = [], warnings = [], target = 'listener', hostNames = [], names = [] } = settings;
  const files = contents.map((content, index) => ({
    name: names[index] ?? `file-${index}`,
    bytes: typeof content === 'string' ? Buffer.from(content) : content,
  }));
  return { title, files, faults, warnings, target, hostNames, passphrase: settings.passphrase ?? null };
}
