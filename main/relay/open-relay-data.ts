import { join } from 'node:path';
import type { PlaceId } from '#shared/domain/certificate-desk.ts';
import { openDeskShelf, type DeskShelf } from './certificates/desk/desk-shelf.ts';
import type { RelayOptions } from './compose.ts';
import { composeCredentials, type LiveCredentials } from './compose-credentials.ts';
import { hasUsableFiles } from './compose-listeners.ts';
import { unconfirmedReport } from './core/settle-attempt.ts';
import { openDiskMediaStore } from './media/disk-media-store.ts';
import type { MediaStore } from './ports/media-store.ts';
import type { RelayStore } from './ports/relay-store.ts';
import { openSqliteStore } from './storage/sqlite/sqlite-store.ts';

/** What is on disk, opened and made whole after whatever ended the last run. */
export interface RelayData {
  readonly store: RelayStore;
  readonly files: MediaStore;
  readonly shelf: DeskShelf;
  readonly credentials: LiveCredentials;
  readonly recoveredAt: number;
}

/** Opens it all. Throws a RelayError, with everything opened so far closed again. */
export async function openRelayData(options: RelayOptions): Promise<RelayData> {
  const { config, clock, log } = options;
  const store = openSqliteStore({
    dataDir: options.dataDir,
    key: Buffer.from(config.storeKey, 'base64'),
    clock,
    random: options.random,
    logger: log,
  });
  try {
    const recoveredAt = clock.now();
    const recovered = await store.recoverClaims(recoveredAt, (channelId) => {
      const channel = config.channels.find((one) => one.id === channelId);
      return channel === undefined ? null : unconfirmedReport(channel.agentLanguage, channel.unconfirmed);
    });
    log.info('relay.recovered', recovered);
    const files = await openDiskMediaStore({
      folder: join(options.dataDir, 'media'),
      storeKey: Buffer.from(config.storeKey, 'base64'),
      random: options.random,
    });
    const hasFiles = (placeId: PlaceId): boolean => hasUsableFiles(config, placeId);
    const shelf = await openDeskShelf({ store, config, clock, log, hasFiles });
    const credentials = await composeCredentials(options, { config, store });
    return { store, files, shelf, credentials, recoveredAt };
  } catch (thrown) {
    await store.close();
    throw thrown;
  }
}
