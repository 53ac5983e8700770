import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomically } from '#main/node/atomic-file.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { checksumOf, ScryptCost, SealedBox } from './sealed-box.ts';

/** Who keeps the master key that opens the secrets. */
const Keeper = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('keyring'), backend: z.string().min(1), wrapped: z.base64() }),
  z.strictObject({ kind: z.literal('passphrase'), cost: ScryptCost, salt: z.base64(), master: SealedBox }),
]);
export type Keeper = z.infer<typeof Keeper>;

const VaultFile = z.strictObject({
  format: z.literal(1),
  keeper: Keeper,
  /** Over the keeper: tells a damaged file from a wrong passphrase. */
  checksum: z.string(),
  /** Each secret on its own, and judged when it is read, so that a damaged one leaves the others readable. */
  secrets: z.record(z.string(), z.unknown()),
});

export interface VaultContent {
  readonly keeper: Keeper;
  /** Sealed boxes, as far as they are whole. */
  readonly secrets: Readonly<Record<string, unknown>>;
}

/** Far above what all secrets of the largest set-up take; what is larger is not ours. */
const longestFileBytes = 16 * 1024 * 1024;

/** Null when there is no file. Throws VAULT_DAMAGED for anything that is not a whole vault file; never changes it. */
export function readVaultFile(path: string): VaultContent | null {
  let text: string;
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return null;
    if (stat.size > longestFileBytes) throw new Error('too large');
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw damaged(path, cause);
  }
  const parsed = VaultFile.safeParse(jsonOrUndefined(text));
  if (!parsed.success || parsed.data.checksum !== checksumOf(parsed.data.keeper)) throw damaged(path);
  return parsed.data;
}

export function writeVaultFile(path: string, { keeper, secrets }: VaultContent): void {
  const file = { format: 1, keeper, checksum: checksumOf(keeper), secrets };
  const text = `${JSON.stringify(file, null, 2)}\n`;
  // It could be written, and not be read again.
  if (Buffer.byteLength(text) > longestFileBytes) throw new Error('the file of secrets would be too large');
  writeFileAtomically(path, text);
}

function damaged(path: string, cause?: unknown): RelayError {
  return new RelayError('VAULT_DAMAGED', 'the file of secrets is damaged or cannot be read', { cause, value: path });
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
