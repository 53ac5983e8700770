/** Shorter ones are ordinary words, and count only where they stand alone. */
const shortest = 8;
/** 'https://name:password@…', which nobody put into the vault. */
const addressWithPassword = /[a-z][a-z0-9+.-]*:\/\/[^\s/?#@:]*:[^\s/?#@]+@/iu;
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/u;

/**
 * Path of the first text in `value` that holds one of the secrets, a private key of any kind, or an address with a password
 * ('book.integrations.0.draft.name'); of a field whose name holds one, the path of what it stands in. Null when there is none. Line ends and spaces do not hide one.
 */
export function findSecret(value: unknown, secrets: readonly string[]): string | null {
  const known = [...new Set(secrets.map(squeezed))].filter((secret) => secret !== '');
  return search(value, known, '');
}

function search(value: unknown, secrets: readonly string[], path: string): string | null {
  if (typeof value === 'string') return holdsSecret(value, secrets) ? path : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, item] of Object.entries(value)) {
    const here = path === '' ? name : `${path}.${name}`;
    const found = holdsSecret(name, secrets) ? path : search(item, secrets, here);
    if (found !== null) return found;
  }
  return null;
}

function holdsSecret(text: string, secrets: readonly string[]): boolean {
  if (privateKey.test(text) || addressWithPassword.test(text)) return true;
  const plain = squeezed(text);
  return secrets.some((secret) => (secret.length < shortest ? plain === secret : plain.includes(secret)));
}

const squeezed = (text: string): string => text.replace(/\s+/gu, '');
