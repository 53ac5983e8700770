import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { relayHeapFlags } from '#main/relay-host/relay-heap.ts';

describe('options of V8 for the relay', () => {
  it('are the same with Electron and without', () => {
    const { scripts } = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')) as {
      readonly scripts: { readonly relay: string };
    };
    expect(scripts.relay).toBe(`exec node ${relayHeapFlags.join(' ')} scripts/relay.mjs`);
  });
});
