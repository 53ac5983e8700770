const mostCharacters = 200;

/** What the other side said, on one line, short, with our own secrets taken out of it. */
export function plainDetail(text: string, secrets: readonly (string | null)[] = []): string {
  const hidden = secrets
    .filter((secret): secret is string => secret !== null && secret.length > 0)
    .flatMap((secret) => [secret, Buffer.from(secret).toString('base64')])
    .reduce((shown, secret) => shown.replaceAll(secret, '…'), text);
  const line = hidden.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  const characters = Array.from(line.slice(0, mostCharacters * 4));
  return characters.length <= mostCharacters ? line : `${characters.slice(0, mostCharacters).join('')}…`;
}
