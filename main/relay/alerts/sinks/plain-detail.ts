import { withoutSecrets } from '#shared/lib/mask.ts';

const mostCharacters = 200;

/** What the other side said, on one line, short, with our own secrets taken out of it. */
export function plainDetail(text: string, secrets: readonly (string | null)[] = []): string {
  const encoded = secrets.map((secret) => secret && Buffer.from(secret).toString('base64'));
  const hidden = withoutSecrets(text, [...secrets, ...encoded]);
  const line = hidden.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  const characters = Array.from(line.slice(0, mostCharacters * 4));
  return characters.length <= mostCharacters ? line : `${characters.slice(0, mostCharacters).join('')}…`;
}
