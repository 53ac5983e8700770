import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PublicPem } from '#main/ipc/handlers/certificates-handlers.ts';
import type { Language } from '#shared/contract/console-contract.ts';
import { RelayError } from '#shared/errors/relay-error.ts';

export interface SavePemDeps {
  /** Asks where to save; null when that was called off. */
  readonly askPath: (options: {
    readonly title: string;
    readonly defaultPath: string;
    readonly extension: 'pem' | 'csr';
  }) => Promise<string | null>;
  /** Where a person keeps documents. */
  readonly folder: () => string;
  readonly language: () => Language;
}

const titles: Readonly<Record<Language, Readonly<Record<PublicPem['what'], string>>>> = {
  en: { certificate: 'Save the certificate', request: 'Save the certificate request' },
  nl: { certificate: 'Het certificaat opslaan', request: 'De certificaataanvraag opslaan' },
  zh: { certificate: '保存证书', request: '保存证书申请' },
};

/** Writes certificates and requests to files of the person's choice. They hold nothing secret. Throws FILE_NOT_SAVED. */
export function createSavePem(deps: SavePemDeps) {
  return async ({ what, id, pem }: PublicPem): Promise<string | null> => {
    const extension = what === 'certificate' ? 'pem' : 'csr';
    const name = `veerpont-${what}-${id.replaceAll(/[^A-Za-z0-9-]/gu, '').slice(0, 16)}.${extension}`;
    const path = await deps.askPath({
      title: titles[deps.language()][what],
      defaultPath: join(deps.folder(), name),
      extension,
    });
    if (path === null) return null;
    try {
      await writeFile(path, pem, { encoding: 'utf8', mode: 0o600 });
    } catch (thrown) {
      throw new RelayError('FILE_NOT_SAVED', 'the file could not be written', { value: path, cause: thrown });
    }
    return path;
  };
}
