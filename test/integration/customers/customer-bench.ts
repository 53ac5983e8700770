import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import { systemClock } from '#main/node/system-clock.ts';
import type { MediaStore } from '#relay/ports/media-store.ts';
import type { CustomerNameSource } from '#relay/ports/customer-name-source.ts';
import { openDiskMediaStore } from '#relay/media/disk-media-store.ts';
import type { CustomerTrace } from '#relay/customers/customer-erasure.ts';
import { CustomerService, type CustomerServiceDeps } from '#relay/customers/customer-service.ts';
import { buildKeyLadder } from '#relay/storage/sqlite/key-ladder.ts';
import { NativeDatabase } from '#relay/storage/sqlite/native-database.ts';
import type { AuditLine } from '#shared/domain/operations.ts';
import { noon } from '#test/contracts/new-message.ts';
import { SearchBench } from '#test/integration/search/search-harness.ts';
import { openIn, testKey } from '#test/integration/storage/sqlite-harness.ts';

/** A store, its search, its files, and the customers in it. */
export class CustomerBench {
  readonly search = new SearchBench();
  readonly lines: Omit<AuditLine, 'id' | 'at'>[] = [];
  readonly traces: CustomerTrace[] = [];
  readonly sources: CustomerNameSource[] = [];
  files!: MediaStore;
  customers!: CustomerService;
  deps!: CustomerServiceDeps;

  get store() {
    return this.search.store;
  }

  async start(changes: Partial<CustomerServiceDeps> = {}): Promise<void> {
    this.files = await openDiskMediaStore({ folder: join(this.search.folder, 'media'), storeKey: testKey });
    await this.#begin(changes);
    await this.customers.start();
  }

  /** As a relay that was ended at that moment and is started again. */
  async restart(changes: Partial<CustomerServiceDeps> = {}): Promise<void> {
    await this.customers.stop();
    await this.search.search.stop();
    await this.store.close();
    this.search.store = openIn(this.search.folder);
    await this.#begin(changes);
    await this.customers.start();
  }

  async dispose(): Promise<void> {
    await this.customers.stop();
    await this.search.dispose();
  }

  async save(bytes: Buffer): Promise<string> {
    const saved = await this.files.save(
      (async function* () {
        await Promise.resolve();
        yield bytes;
      })(),
      1_000_000,
    );
    if (!saved.ok) throw new Error(saved.code);
    return saved.file.ref;
  }

  /** Every page of a file of the store, free ones included, deciphered; its log must be empty. */
  pagesOf(file: 'store.db' | 'search.db'): Buffer {
    const path = join(this.search.folder, file);
    const log = `${path}-wal`;
    if (file === 'store.db' && existsSync(log) && statSync(log).size > 0) throw new Error('the log holds pages');
    const keys = buildKeyLadder(testKey);
    const database = new NativeDatabase(path, file === 'store.db' ? keys.fileKey : keys.searchFileKey);
    try {
      return Buffer.concat(
        database
          .query('SELECT data FROM sqlite_dbpage ORDER BY pgno')
          .all([])
          .map(([data]) => data as Buffer),
      );
    } finally {
      database.close();
      collectGarbage();
    }
  }

  async #begin(changes: Partial<CustomerServiceDeps>): Promise<void> {
    this.deps = {
      store: this.store,
      search: () => this.search.search,
      files: this.files,
      sourcesOf: () => this.sources,
      mayAsk: () => true,
      traces: this.traces,
      audit: {
        note: (line) => void this.lines.push(line),
        keep: (line) => Promise.resolve(void this.lines.push(line)),
      },
      clock: { ...systemClock, now: () => noon },
      log: this.search.log.logger,
      ...changes,
    };
    this.customers = new CustomerService(this.deps);
    await this.search.start({ names: () => this.customers.names() });
  }
}
