import { timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { writeFileAtomically } from '#main/node/atomic-file.ts';
import type { Language } from '#shared/contract/console-contract.ts';
import type { SecretOwner } from '#shared/domain/setup/book.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { cleanIntegration } from '#shared/setup/integration-rules.ts';
import { integrationIn } from '../book/entry-edits.ts';
import { note, type SetupDeps } from '../setup-deps.ts';
import { handOverHtml } from './hand-over-sheet.ts';
import { sheetOf } from './sheet-data.ts';
import { sheetWords } from './sheet-words.ts';

export interface SheetPlaces {
  /** Asks where to save; null when that was called off. */
  readonly askPath: (options: {
    readonly title: string;
    readonly defaultPath: string;
    readonly extension: 'html';
  }) => Promise<string | null>;
  /** Where a person keeps documents. */
  readonly folder: () => string;
  readonly language: () => Language;
}

/**
 * Writes the hand-over sheet of an integration to a file of the person's choice. A secret stands on it only when the window gives
 * the one that counts, which it was shown once. Null: called off. Throws SETUP_ENTRY_UNKNOWN, SETUP_PUBLIC_ADDRESS_MISSING,
 * SETUP_VALUES_HIDDEN (another secret counts by now) and FILE_NOT_SAVED.
 */
export async function saveSheet(
  deps: SetupDeps,
  places: SheetPlaces,
  { integrationId, secret }: { readonly integrationId: string; readonly secret: string | null },
): Promise<string | null> {
  const { store, secrets } = deps.here.place;
  const owner: SecretOwner = { owner: 'integration', ownerId: integrationId };
  const form = cleanIntegration(integrationIn(store.book, integrationId).draft);
  if (secret !== null && !isSame(secret, secrets.value(owner, 'box_secret'))) {
    throw new RelayError('SETUP_VALUES_HIDDEN', 'this is not the secret that counts');
  }
  const hasMutualTlsKey = secrets.list().some((one) => one.ownerId === integrationId && one.name === 'mtls_key');
  const sheet = sheetOf({ form, publicUrl: deps.here.publicUrl(), secret, hasMutualTlsKey });
  if (sheet === null) throw new RelayError('SETUP_PUBLIC_ADDRESS_MISSING', 'the addresses are not known yet');
  const words = sheetWords[places.language()];
  const path = await places.askPath({
    title: words.save,
    defaultPath: join(places.folder(), `veerpont-cxone-${integrationId}.html`),
    extension: 'html',
  });
  if (path === null) return null;
  try {
    writeFileAtomically(path, handOverHtml(sheet, words, deps.clock.now()));
  } catch (thrown) {
    throw new RelayError('FILE_NOT_SAVED', 'the sheet could not be written', { value: path, cause: thrown });
  }
  note(deps, 'sheet_saved', `integration/${integrationId}`);
  return path;
}

function isSame(one: string, other: string | null): boolean {
  const bytes = Buffer.from(one);
  const others = Buffer.from(other ?? '');
  return other !== null && bytes.length === others.length && timingSafeEqual(bytes, others);
}
