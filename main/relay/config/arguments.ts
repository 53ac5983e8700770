import { parseArgs } from 'node:util';
import { RelayError } from '#shared/errors/relay-error.ts';

export interface RelayArguments {
  readonly configPath: string;
  readonly dataDir: string;
}

/** `--config FILE --data DIR`, both needed. Throws CONFIG_INVALID. */
export function readArguments(args: readonly string[]): RelayArguments {
  let values: { config?: string | undefined; data?: string | undefined };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: { config: { type: 'string' }, data: { type: 'string' } },
      strict: true,
    }));
  } catch (cause) {
    throw usage(cause);
  }
  if (values.config === undefined || values.data === undefined) throw usage();
  return { configPath: values.config, dataDir: values.data };
}

function usage(cause?: unknown): RelayError {
  return new RelayError('CONFIG_INVALID', 'usage: npm run relay -- --config relay.json --data DIR', { cause });
}
