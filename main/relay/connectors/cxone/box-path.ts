/** What a Box call asks for, read from its path below the integration box URL. */
export type BoxRoute =
  | { readonly kind: 'token' }
  /** The reply call of before Digital 3.0. The id may be ours or CXone's. */
  | { readonly kind: 'reply'; readonly threadId: string }
  | { readonly kind: 'outbound'; readonly channelId: string }
  | { readonly kind: 'validation'; readonly channelId: string }
  | { readonly kind: 'typing'; readonly channelId: string; readonly threadId: string }
  | { readonly kind: 'unknown' };

type Pattern = readonly [segments: readonly string[], make: (first: string, second: string) => BoxRoute];

/** ':' stands for an id. The last ones are spellings some material uses for the token and the outbound call. */
const patterns: readonly Pattern[] = [
  [['1.0', 'token'], () => ({ kind: 'token' })],
  [['1.0', 'posts', ':', 'messages'], (threadId) => ({ kind: 'reply', threadId })],
  [['2.0', 'channel', ':', 'outbound'], (channelId) => ({ kind: 'outbound', channelId })],
  [['1.0', 'channel', ':', 'recipients', 'validation'], (channelId) => ({ kind: 'validation', channelId })],
  [
    ['1.0', 'channel', ':', 'thread', ':', 'sender-action'],
    (channelId, threadId) => ({ kind: 'typing', channelId, threadId }),
  ],
  // CXone: an empty Authorization URL means that the integration box URL is asked for tokens.
  [[], () => ({ kind: 'token' })],
  [['oauth', 'token'], () => ({ kind: 'token' })],
  [['channels', ':', 'outbound'], (channelId) => ({ kind: 'outbound', channelId })],
];

/** `path` is as received, without the query, and begins with the prefix. Doubled and trailing slashes do not matter. */
export function readBoxPath(path: string, prefixSegments: number): BoxRoute {
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .slice(prefixSegments);
  for (const [pattern, make] of patterns) {
    const ids = idsIn(segments, pattern);
    if (ids !== null) return make(ids[0] ?? '', ids[1] ?? '');
  }
  return { kind: 'unknown' };
}

function idsIn(segments: readonly string[], pattern: readonly string[]): string[] | null {
  if (segments.length !== pattern.length) return null;
  const ids: string[] = [];
  for (const [index, expected] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (expected !== ':') {
      if (segment !== expected) return null;
      continue;
    }
    const id = decoded(segment);
    if (id === null) return null;
    ids.push(id);
  }
  return ids;
}

function decoded(segment: string): string | null {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    // A percent sign that escapes nothing: no id of ours or CXone's has one.
    return null;
  }
}

/** For the log: ids, which may name a person, are cut to their last characters. */
export function maskedPath(path: string): string {
  return path
    .slice(0, 300)
    .split('/')
    .map((segment) => (/^[a-z0-9.-]{1,20}$/u.test(segment) ? segment : segment && `…${segment.slice(-4)}`))
    .join('/');
}

/**
 * For learning what CXone calls that is not published: words stay (WeChat's ids of persons have 28 characters), whatever
 * else may be an id is cut to its last characters.
 */
export function learntPath(path: string): string {
  return path
    .slice(0, 300)
    .split('/')
    .map((segment) =>
      /^[A-Za-z-]{1,24}$|^\d{1,2}\.\d{1,2}$/u.test(segment) ? segment : segment && `…${segment.slice(-4)}`,
    )
    .join('/');
}
