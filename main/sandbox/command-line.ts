import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { SandboxOptions } from './sandbox.ts';

export const commandLineHelp = `usage: sandbox [options]
  --rate N        messages the customers write per minute (default 24)
  --seed TEXT     the same seed gives the same ids, credentials and customers
  --witness DIR   write witness files there
  --port-base N   listen on N (WeChat API), N+1 (CXone) and N+2 (control)
  --channels N    number of channels (default 3); 0 leaves the tenant empty for a set-up of one's own
  --secure        WeChat's API over https, with an authority of the sandbox's own`;

const Arguments = z.object({
  rate: z.coerce.number('must be a number').min(0).max(60_000).default(24),
  seed: z.string().min(1).optional(),
  witness: z.string().min(1).optional(),
  'port-base': z.coerce.number('must be a number').int().min(1).max(65_533).optional(),
  secure: z.boolean().optional(),
  channels: z.coerce.number('must be a number').int().min(0).max(200).optional(),
});

/** Options from the command line, or what is wrong with it. */
export function readCommandLine(argv: readonly string[]): { options: SandboxOptions } | { problem: string } {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        rate: text,
        seed: text,
        witness: text,
        'port-base': text,
        channels: text,
        secure: { type: 'boolean' },
      },
    });
    const parsed = Arguments.safeParse(values);
    if (!parsed.success) return { problem: z.prettifyError(parsed.error) };
    const { rate, seed, witness, channels } = parsed.data;
    return {
      options: {
        messagesPerMinute: rate,
        seed,
        witnessDirectory: witness,
        portBase: parsed.data['port-base'],
        channelCount: channels,
        secure: parsed.data.secure,
      },
    };
  } catch (thrown) {
    return { problem: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}
