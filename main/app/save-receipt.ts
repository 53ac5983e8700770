import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '#shared/contract/console-contract.ts';
import type { Receipt } from '#shared/domain/reconnect.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { receiptText } from './receipt/receipt-text.ts';
import { receiptWords } from './receipt/receipt-words.ts';

export interface SaveReceiptDeps {
  /** Asks where to save; null when that was called off. */
  readonly askPath: (options: {
    readonly title: string;
    readonly defaultPath: string;
    readonly extension: 'json' | 'txt';
  }) => Promise<string | null>;
  /** Where a person keeps documents. */
  readonly folder: () => string;
  readonly language: () => Language;
}

/** Writes receipts to files of the person's choice: as text in the console's language, or as data. Throws FILE_NOT_SAVED. */
export function createSaveReceipt(deps: SaveReceiptDeps) {
  return async (receipt: Receipt, form: 'json' | 'text'): Promise<string | null> => {
    const language = deps.language();
    const extension = form === 'json' ? 'json' : 'txt';
    const path = await deps.askPath({
      title: receiptWords[language].save,
      defaultPath: join(deps.folder(), fileName(receipt, extension)),
      extension,
    });
    if (path === null) return null;
    const text = form === 'json' ? `${JSON.stringify(receipt, null, 2)}\n` : receiptText(receipt, language);
    try {
      await writeFile(path, text, { encoding: 'utf8', mode: 0o600 });
    } catch (thrown) {
      throw new RelayError('FILE_NOT_SAVED', 'the receipt could not be written', { value: path, cause: thrown });
    }
    return path;
  };
}

/** Of parts that every file system takes: our own channel id, and the end of the reconnect. */
function fileName({ channelId, endedAt }: Receipt, extension: string): string {
  const moment = new Date(endedAt).toISOString().slice(0, 16).replace(/[:T]/gu, '-');
  return `veerpont-reconnect-${channelId}-${moment}.${extension}`;
}
