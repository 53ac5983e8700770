/** UTF-16 units of a body that are kept. */
export const keptBodyChars = 4_000;
/** So much of a body is looked at; connectors need not hand over more. */
export const lookedAtChars = 16_000;
const longestUrl = 2_000;

export interface KeptText {
  readonly text: string;
  /** There was more of it. */
  readonly isCut: boolean;
}

/** A body as it is kept: secrets out, and no longer than `keptBodyChars`. `secrets`: those known to be in use, whole. */
export function keptBody(body: string, secrets: readonly (string | null)[]): KeptText {
  const looked = body.slice(0, lookedAtChars);
  const clean = withoutCredentials(looked, secrets);
  // Where the look ended, a piece of a secret may stand that is not known for one.
  const sure = looked.length < body.length ? clean.length - Math.min(longestFormOf(secrets), lookedAtChars) : Infinity;
  const kept = Math.max(0, Math.min(keptBodyChars, sure));
  return { text: wholeCharacters(clean, kept), isCut: looked.length < body.length || clean.length > kept };
}

/** The address of a call, without tokens and signatures. */
export function keptUrl(url: string, secrets: readonly (string | null)[]): string {
  return wholeCharacters(withoutCredentials(url.slice(0, 4 * longestUrl), secrets), longestUrl);
}

/** True for what was decoded from bytes that are no text. */
export function looksBinary(text: string): boolean {
  const looked = text.slice(0, 1_000);
  const strange = looked.match(/[\u0000-\u0008\u000e-\u001a\ufffd]/gu)?.length ?? 0;
  return strange * 10 > looked.length;
}

const names =
  'access_token|accesstoken|refresh_token|id_token|token|client_secret|clientsecret|app_?secret|secret|accesskeysecret|' +
  'password|authorization|authkey|signature|msg_?signature|sig|policy|key-pair-id|awsaccesskeyid|' +
  'x-(?:amz|goog|ms)-(?:signature|credential|security-token|token)';
const members =
  '(?:x[-_])?(?:(?:access|refresh|id|session|auth|security)[-_]?)?token|client[-_]?secret|app[-_]?secret|' +
  'access[-_]?key[-_]?secret|secret|password|(?:x[-_])?api[-_]?key|private[-_]?key|authorization|(?:set-)?cookie';

const credentials: readonly (readonly [pattern: RegExp, shown: string])[] = [
  // Members of a query, also inside JSON and XML, and of a query that is itself a member of one.
  [
    new RegExp(`(?<=^|[?&;"'\\s]|\\\\u0026|%26|%3f)(${names})(?:=|\\\\u003d|%3d)[^&\\s"'<>\\\\;]{1,8192}`, 'giu'),
    '$1=…',
  ],
  // Members of JSON, whole numbers included, also of JSON that is a text of JSON.
  [
    new RegExp(
      `(\\\\{0,8}["'](?:${members})\\\\{0,8}["']\\s*:\\s*)` +
        `(?:\\\\{0,8}"(?:[^"\\\\]|\\\\.){0,8192}"?|'(?:[^'\\\\]|\\\\.){0,8192}'?|[\\w.-]+)`,
      'giu',
    ),
    '$1"…"',
  ],
  // Elements of XML.
  [new RegExp(`<(${members})>(?:<!\\[CDATA\\[)?[^<\\]]{1,8192}`, 'giu'), '<$1>…'],
  // Lines of a head, which proxies repeat in their answers.
  [/\b(x-[\w-]{0,40}(?:token|key|secret)|(?:set-)?cookie)\s{0,9}:\s{0,9}[^\r\n"<]{1,8192}/giu, '$1: …'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/giu, '$1 …'],
  // A name and a password before the host.
  [/(?<=:(?:\\?\/){2})[^/@\s"'<>\\]{1,1024}@/gu, '…@'],
];

function withoutCredentials(text: string, secrets: readonly (string | null)[]): string {
  const known = secrets.flatMap((secret) => (secret === null || secret === '' ? [] : formsOf(secret)));
  const clean = known.reduce((shown, form) => shown.replaceAll(form, '…'), text);
  return credentials.reduce((shown, [pattern, mask]) => shown.replace(pattern, mask), clean);
}

/** A secret as it may stand in a text: itself, in an address, in JSON. */
function formsOf(secret: string): string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [...new Set([secret, encodeURIComponent(secret), inJson, inJson.replaceAll('/', '\\/')])];
}

function longestFormOf(secrets: readonly (string | null)[]): number {
  return Math.max(
    0,
    ...secrets.flatMap((secret) => (secret === null ? [] : formsOf(secret).map(({ length }) => length))),
  );
}

/** Never half a character. */
function wholeCharacters(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest);
  return /[\ud800-\udbff]$/u.test(cut) ? cut.slice(0, -1) : cut;
}
