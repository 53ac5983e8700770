import { describe, expect, it } from 'vitest';
import type { BoxClient } from '#relay/connectors/cxone/box-client.ts';
import { createBoxTokens } from '#relay/connectors/cxone/box-token.ts';
import { BoxSecretsByHand } from '#test/fakes/fixed-secrets.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';

const client = (clientId: string): BoxClient => ({ clientId, channels: [] });
const demo = client('demo');
const keyMaterial = Buffer.alloc(32, 1);
const withS = new BoxSecretsByHand({ demo: ['s'] });
const make = (clock = new HandClock(), key: Uint8Array = keyMaterial, secrets = withS) =>
  createBoxTokens({ keyMaterial: key, clients: [demo], secrets, clock });

describe('the tokens we give to CXone', () => {
  it('outlive a restart, but not other key material', () => {
    const token = make().issue(demo, 's', 600, null);

    expect(make().verify(token, null)).toEqual({ kind: 'valid', client: demo });
    expect(make(new HandClock(), Buffer.alloc(32, 2)).verify(token, null)).toEqual({ kind: 'invalid' });
  });

  it('end by our clock, with five seconds to spare, remembered or not', () => {
    const clock = new HandClock();
    const tokens = make(clock);
    const token = tokens.issue(demo, 's', 60, null);
    tokens.verify(token, null);

    clock.wind(65_000);
    expect(tokens.verify(token, null).kind).toBe('valid');
    clock.wind(1);
    expect(tokens.verify(token, null)).toEqual({ kind: 'expired' });
    expect(make(clock).verify(token, null)).toEqual({ kind: 'expired' });
  });

  it('end with the secret they were asked with, remembered or not, and no others do', () => {
    const secrets = new BoxSecretsByHand({ demo: ['new', 'old'] });
    const tokens = make(new HandClock(), keyMaterial, secrets);
    const [ofOld, shown, ofNew] = [
      tokens.issue(demo, 'old', 60, null),
      tokens.issue(demo, 'old', 60, null),
      tokens.issue(demo, 'new', 60, null),
    ];
    expect([tokens.verify(shown, null).kind, tokens.verify(ofNew, null).kind]).toEqual(['valid', 'valid']);

    secrets.set('demo', 'new');
    expect([ofOld, shown, ofNew].map((token) => tokens.verify(token, null).kind)).toEqual([
      'invalid',
      'invalid',
      'valid',
    ]);
    expect(() => tokens.issue(demo, 'old', 60, null)).toThrow('without a secret');
  });

  it('are all different', () => {
    const tokens = make();

    expect(new Set(Array.from({ length: 100 }, () => tokens.issue(demo, 's', 60, null))).size).toBe(100);
  });

  it('are still told apart when more are in use than are remembered', () => {
    const tokens = make();
    const all = Array.from({ length: 1_500 }, () => tokens.issue(demo, 's', 60, null));

    expect(all.every((token) => tokens.verify(token, null).kind === 'valid')).toBe(true);
    expect(all.every((token) => tokens.verify(token, null).kind === 'valid')).toBe(true);
    expect(tokens.verify(`${all[0] ?? ''}x`, null).kind).toBe('invalid');
  });

  it('cost microseconds when they are shown again', () => {
    const tokens = make();
    const token = tokens.issue(demo, 's', 60, null);
    tokens.verify(token, null);
    const startedAt = performance.now();
    for (let time = 0; time < 20_000; time += 1) tokens.verify(token, null);

    expect((performance.now() - startedAt) / 20_000).toBeLessThan(0.02);
  });
});
