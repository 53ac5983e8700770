import { join } from 'node:path';
import { writeFileAtomically } from '#main/node/atomic-file.ts';
import type { Language } from '#shared/contract/console-contract.ts';
import type { SecretOwner, SetupView } from '#shared/domain/setup/book.ts';
import { IntegrationId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { integrationIn, withForm } from './book/entry-edits.ts';
import type { SetupDeps } from './setup-deps.ts';

export interface KeyPlaces {
  /** Asks where to save; null when that was called off. */
  readonly askPath: (options: {
    readonly title: string;
    readonly defaultPath: string;
    readonly extension: 'pem';
  }) => Promise<string | null>;
  /** Where a person keeps documents. */
  readonly folder: () => string;
  readonly language: () => Language;
}

export interface CertificateWish {
  readonly integrationId: string;
  /** In the certificate. */
  readonly name: string;
  readonly days: number;
  /** An authority is made under this name where there is none; null: there is one. */
  readonly authorityName: string | null;
}

const saveTitle: Readonly<Record<Language, string>> = {
  en: 'Save the private key for CXone’s administrator',
  nl: 'De persoonlijke sleutel opslaan voor de beheerder van CXone',
  zh: '保存要交给 CXone 管理员的私钥',
};

/**
 * A client certificate for CXone, made by the certificate desk, in the three fields of an integration's draft. The key goes to the
 * vault and to one file, never to the window: the desk does not show it again either. Where the file goes is asked first, so that
 * a call-off leaves nothing behind. Path null: called off. Throws SETUP_ENTRY_UNKNOWN, what the desk and the vault refuse, FILE_NOT_SAVED.
 */
export async function makeCertificate(
  deps: SetupDeps,
  places: KeyPlaces,
  { integrationId, name, days, authorityName }: CertificateWish,
): Promise<{ path: string | null; view: SetupView }> {
  const { here, client, inTurn, clock, changed, by } = deps;
  const place = here.place;
  const owner: SecretOwner = { owner: 'integration', ownerId: integrationId };
  integrationIn(place.store.book, integrationId);
  // A vault that cannot keep the key is known before anything is made.
  place.secrets.value(owner, 'mtls_key');
  const path = await places.askPath({
    title: saveTitle[places.language()],
    defaultPath: join(places.folder(), `veerpont-cxone-${integrationId}-key.pem`),
    extension: 'pem',
  });
  if (path === null) return { path, view: here.view() };
  const made = await client.invoke('certificates.issueForSetup', {
    integrationId: IntegrationId.parse(integrationId),
    name,
    days,
    authorityName,
    by: by(),
  });
  try {
    writeFileAtomically(path, made.key);
  } catch (thrown) {
    throw new RelayError('FILE_NOT_SAVED', 'the private key could not be written', { value: path, cause: thrown });
  }
  try {
    await inTurn(async () => {
      await place.secrets.set(owner, 'mtls_key', made.key, { setAt: clock.now(), shownAt: null });
      place.store.change((book) => {
        const { draft } = integrationIn(book, integrationId);
        const form = { ...draft, clientCertificate: made.certificate, caCertificate: made.authority };
        return withForm(book, { kind: 'integration', form });
      });
    });
  } finally {
    // Also after a failed write of the book: what was made counts all the same.
    changed();
  }
  return { path, view: here.view() };
}
