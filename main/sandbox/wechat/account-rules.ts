import { z } from 'zod';
import { isListEntry } from './ip-allow-list.ts';

/** Why the account's pages did not take something. */
export const AccountRefusalCode = z.enum([
  'bad_request',
  'not_found',
  'foreign_origin',
  'not_signed_in',
  /** The accounts of the demonstration stay as they are. */
  'demo_account',
  'url_form',
  /** WeChat knows ports 80 and 443 only. */
  'url_port',
  'token_form',
  'aes_key_form',
  /** No answer, or none in time. */
  'url_timeout',
  /** It answered, but not with the echostr. */
  'token_failed',
  'ip_form',
  'empty_text',
  'unknown_customer',
  'no_callback',
]);
export type AccountRefusalCode = z.infer<typeof AccountRefusalCode>;

export const AccountRefusalBody = z.object({
  code: AccountRefusalCode,
  /** In English, for whoever reads the API. */
  message: z.string(),
  field: z.string().nullable(),
});

export class AccountRefusal extends Error {
  override readonly name = 'AccountRefusal';
  readonly code: AccountRefusalCode;
  readonly field: string | null;
  readonly status: number;

  constructor(code: AccountRefusalCode, field: string | null, message: string, status = 400) {
    super(message);
    this.code = code;
    this.field = field;
    this.status = status;
  }
}

/** Server configuration of an account (WeChat: message push, developer mode). */
export const ServerConfiguration = z.strictObject({
  url: z.string().max(4_000),
  token: z.string().max(1_000),
  /** May be left out in plain mode. */
  encodingAesKey: z.string().max(1_000).default(''),
  mode: z.enum(['plain', 'compatible', 'security']),
});
export type ServerConfiguration = z.output<typeof ServerConfiguration>;

/** Throws AccountRefusal for the first field that WeChat would not take; otherwise the fields with their blanks cut off. */
export function checkConfiguration(given: ServerConfiguration): ServerConfiguration {
  const { mode } = given;
  const [url, token, encodingAesKey] = [given.url.trim(), given.token.trim(), given.encodingAesKey.trim()];
  checkUrl(url);
  if (!/^[A-Za-z0-9]{3,32}$/u.test(token)) {
    throw new AccountRefusal('token_form', 'token', 'The token has 3 to 32 letters and digits.');
  }
  const needsKey = mode !== 'plain' || encodingAesKey !== '';
  if (needsKey && !/^[A-Za-z0-9]{43}$/u.test(encodingAesKey)) {
    throw new AccountRefusal('aes_key_form', 'encodingAesKey', 'The EncodingAESKey has exactly 43 letters and digits.');
  }
  return { url, token, encodingAesKey, mode };
}

function checkUrl(text: string): void {
  const url = /^https?:\/\//iu.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (url?.username !== '' || url.hash !== '') {
    throw new AccountRefusal('url_form', 'url', 'The URL begins with http:// or https://.');
  }
  // Within the sandbox the relay listens on whatever port of this machine is free.
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (!isLoopback && !['', '80', '443'].includes(url.port)) {
    throw new AccountRefusal('url_port', 'url', 'WeChat calls ports 80 and 443 only.');
  }
}

export const IpAllowList = z.strictObject({ addresses: z.array(z.string().max(100)).max(200) });

/** The lines that are not empty, each once. Throws AccountRefusal for the first that is neither address nor network. */
export function checkAllowList(lines: readonly string[]): string[] {
  const entries = [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ''))];
  const wrong = entries.findIndex((entry) => !isListEntry(entry));
  if (wrong >= 0) {
    throw new AccountRefusal('ip_form', `addresses.${wrong}`, 'Neither an address nor a network as 203.0.113.0/24.');
  }
  return entries;
}

/** `customer`: who writes; absent: somebody who follows the account for it. */
export const CustomerMessage = z.strictObject({
  customer: z.string().max(100).optional(),
  text: z.string().max(2_000),
});
