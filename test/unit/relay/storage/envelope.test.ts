import { createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NonceSource, seal, unseal } from '#relay/storage/sqlite/envelope.ts';

const key = createSecretKey(Buffer.alloc(32, 1));
const nonces = new NonceSource(randomBytes);

it('gives back what was sealed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, identity) => {
      expect(unseal(key, identity, seal(key, identity, nonces.next(), plain))).toBe(plain);
    }),
  );
});

it('opens for no other record and no other key', () => {
  const sealed = seal(key, 'a', nonces.next(), 'secret');
  expect(unseal(key, 'b', sealed)).toBeNull();
  expect(unseal(createSecretKey(Buffer.alloc(32, 2)), 'a', sealed)).toBeNull();
});

it('authenticates the whole identity, however long, and every sign of it', () => {
  for (const identity of ['a', 'é', '谢'.repeat(1_365), '谢'.repeat(1_366), 'x'.repeat(10_000), '']) {
    const sealed = seal(key, identity, nonces.next(), 'secret');
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(identity, 'utf8'));
    decipher.setAuthTag(sealed.subarray(-16));
    expect(Buffer.concat([decipher.update(sealed.subarray(13, -16)), decipher.final()]).toString()).toBe('secret');
    expect(unseal(key, identity, sealed)).toBe('secret');
    expect(unseal(key, `${identity}x`, sealed)).toBeNull();
  }
});

it('opens with no bit changed', () => {
  const sealed = seal(key, 'a', nonces.next(), 'secret');
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(unseal(key, 'a', changed)).toBeNull();
  }
});

it('opens with no byte missing', () => {
  const sealed = seal(key, 'a', nonces.next(), 'secret');
  for (let length = 0; length < sealed.length; length += 1) {
    expect(unseal(key, 'a', sealed.subarray(0, length))).toBeNull();
  }
});

it('never uses a nonce twice, and keeps those it handed out', () => {
  const drawn = Array.from({ length: 1_000 }, () => nonces.next());
  expect(new Set(drawn.map((nonce) => nonce.toString('hex'))).size).toBe(1_000);
  expect(drawn.every((nonce) => nonce.length === 12)).toBe(true);
});
