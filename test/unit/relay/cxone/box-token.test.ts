import { describe, expect, it } from 'vitest';
import type { BoxClient } from '#relay/connectors/cxone/box-client.ts';
import { createBoxTokens } from '#relay/connectors/cxone/box-token.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';

const client = (clientId: string, ...clientSecrets: readonly string[]): BoxClient => ({
  clientId,
  clientSecrets,
  channels: [],
});
const keyMaterial = Buffer.alloc(32, 1);
const make = (clients: readonly BoxClient[], clock = new HandClock(), key: Uint8Array = keyMaterial) =>
  createBoxTokens({ keyMaterial: key, clients, clock });

describe('the tokens we give to CXone', () => {
  it('outlive a restart, but not other key material', () => {
    const demo = client('demo', 's');
    const token = make([demo]).issue(demo, 600, null);

    expect(make([demo]).verify(token, null)).toEqual({ kind: 'valid', client: demo });
    expect(make([demo], new HandClock(), Buffer.alloc(32, 2)).verify(token, null)).toEqual({ kind: 'invalid' });
  });

  it('end by our clock, with five seconds to spare, remembered or not', () => {
    const clock = new HandClock();
    const demo = client('demo', 's');
    const tokens = make([demo], clock);
    const token = tokens.issue(demo, 60, null);
    tokens.verify(token, null);

    clock.wind(65_000);
    expect(tokens.verify(token, null).kind).toBe('valid');
    clock.wind(1);
    expect(tokens.verify(token, null)).toEqual({ kind: 'expired' });
    expect(make([demo], clock).verify(token, null)).toEqual({ kind: 'expired' });
  });

  it('are all different', () => {
    const demo = client('demo', 's');
    const tokens = make([demo]);

    expect(new Set(Array.from({ length: 100 }, () => tokens.issue(demo, 60, null))).size).toBe(100);
  });

  it('are still told apart when more are in use than are remembered', () => {
    const demo = client('demo', 's');
    const tokens = make([demo]);
    const all = Array.from({ length: 1_500 }, () => tokens.issue(demo, 60, null));

    expect(all.every((token) => tokens.verify(token, null).kind === 'valid')).toBe(true);
    expect(all.every((token) => tokens.verify(token, null).kind === 'valid')).toBe(true);
    expect(tokens.verify(`${all[0] ?? ''}x`, null).kind).toBe('invalid');
  });

  it('cost microseconds when they are shown again', () => {
    const demo = client('demo', 's');
    const tokens = make([demo]);
    const token = tokens.issue(demo, 60, null);
    tokens.verify(token, null);
    const startedAt = performance.now();
    for (let time = 0; time < 20_000; time += 1) tokens.verify(token, null);

    expect((performance.now() - startedAt) / 20_000).toBeLessThan(0.02);
  });
});
