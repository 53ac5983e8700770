/** The query of a push or of the URL verification, every rule of form already checked. */
export interface WeChatQuery {
  /** Unix seconds, exactly as received: it is part of the signature. */
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string | null;
  readonly messageSignature: string | null;
  readonly encryption: 'none' | 'aes';
  /** The sender as the address claims. Not covered by any signature: for the log only. */
  readonly openId: string | null;
  /** Percent-decoded bytes, to be sent back unchanged. */
  readonly echo: Buffer | null;
}

const longestQuery = 4_096;
const mostParameters = 32;

/**
 * Reads the part of a request target after '?'. Null when any rule of form is broken: one value for each name, a time of
 * exactly ten digits, a nonce of bounded length. The forms matter: time and nonce are signed without a separator, so
 * digits could otherwise be moved from one to the other under the same signature.
 */
export function parseQuery(query: string): WeChatQuery | null {
  const values = split(query);
  if (values === null) return null;
  const take = (name: string): string | null => values.get(name) ?? null;
  const timestamp = take('timestamp') ?? '';
  const nonce = take('nonce') ?? '';
  const signature = take('signature');
  const messageSignature = take('msg_signature');
  const encryptType = take('encrypt_type');
  const openId = take('openid');
  const echo = take('echostr');
  if (!/^\d{10}$/u.test(timestamp) || !/^[A-Za-z0-9_-]{1,64}$/u.test(nonce)) return null;
  if (!isDigestOrNull(signature) || !isDigestOrNull(messageSignature)) return null;
  // 'raw' is how old platform code spells "not encrypted".
  if (encryptType !== null && encryptType !== 'aes' && encryptType !== 'raw') return null;
  if (openId !== null && !/^[A-Za-z0-9_-]{0,64}$/u.test(openId)) return null;
  return {
    timestamp,
    nonce,
    signature,
    messageSignature,
    encryption: encryptType === 'aes' ? 'aes' : 'none',
    openId,
    echo: echo === null ? null : Buffer.from(echo, 'latin1'),
  };
}

function isDigestOrNull(text: string | null): boolean {
  return text === null || /^[0-9a-f]{40}$/u.test(text);
}

/** Names and values, one character for each byte. */
function split(query: string): Map<string, string> | null {
  if (query.length > longestQuery) return null;
  const values = new Map<string, string>();
  const hasEscapes = query.includes('%') || query.includes('+');
  for (const part of query.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const nameAsSent = at < 0 ? part : part.slice(0, at);
    const valueAsSent = at < 0 ? '' : part.slice(at + 1);
    const name = hasEscapes ? percentDecoded(nameAsSent) : nameAsSent;
    const value = hasEscapes ? percentDecoded(valueAsSent) : valueAsSent;
    if (name === null || value === null || values.has(name) || values.size >= mostParameters) return null;
    values.set(name, value);
  }
  return values;
}

/**
 * Decodes to a character for each byte and no further: what is echoed must come back as it came, UTF-8 or not. Null for a
 * broken escape.
 */
function percentDecoded(text: string): string | null {
  if (/%(?![0-9A-Fa-f]{2})/u.test(text)) return null;
  return text
    .replaceAll('+', ' ')
    .replace(/%([0-9A-Fa-f]{2})/gu, (_escape, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
