import type { RawRequest } from '#test/integration/wechat/raw-http.ts';
import type { CallbackServer } from '#test/integration/wechat/callback-server.ts';
import {
  encrypted,
  encryptedQuery,
  envelopeOf,
  plainQuery,
  type Signing,
} from '#test/unit/relay/wechat/support/account.ts';

/** Ids of the channels every row may address. All but `twin` belong to one account. */
export const channels = {
  security: 'tulip',
  compatible: 'tulip-both',
  plain: 'tulip-plain',
  /** A new key is set; the sample key is the one before. */
  rotating: 'tulip-rotating',
  /** The same secrets with another app id. */
  twin: 'rose',
} as const;

/**
 * How the callback must answer. stored, duplicate, quarantined: 200 `success` and what its name says. unauthorized: the
 * one answer that tells nothing. echo: the verification text. A number: that status with a fixed short body.
 */
export type Expected = 'stored' | 'duplicate' | 'quarantined' | 'unauthorized' | 'echo' | number;

export interface Row {
  readonly what: string;
  readonly expected: Expected;
  readonly request: RawRequest;
  /** Sent first, in this order; their answers are not looked at. */
  readonly before?: readonly RawRequest[];
  /** What else must hold after the answer. */
  readonly also?: (server: CallbackServer) => void;
}

export interface Changes {
  readonly channel?: string;
  readonly signing?: Signing;
  /** Changes the query after it was signed. */
  readonly query?: (query: URLSearchParams) => URLSearchParams | string;
  readonly headers?: Readonly<Record<string, string>>;
}

function post(
  channel: string,
  query: URLSearchParams,
  body: Uint8Array | string,
  { query: change, headers }: Changes,
): RawRequest {
  const changed = change === undefined ? query : change(query);
  return { method: 'POST', target: `/wechat/${channel}?${changed.toString()}`, body, ...(headers && { headers }) };
}

/** A push as WeChat sends it in plain mode. */
export function plainPush(xml: Uint8Array | string, changes: Changes = {}): RawRequest {
  return post(changes.channel ?? channels.plain, plainQuery(changes.signing), xml, changes);
}

/** A push as WeChat sends it in security mode, encrypted by a public library. */
export function securePush(
  xml: string,
  changes: Changes & { readonly key?: string; readonly appId?: string } = {},
): RawRequest {
  return sealedPush(encrypted(xml, changes.key, changes.appId), changes);
}

/** The same with an `Encrypt` text of the test's own making, rightly signed. */
export function sealedPush(
  encryptText: string,
  changes: Changes & { readonly body?: Uint8Array | string } = {},
): RawRequest {
  return post(
    changes.channel ?? channels.security,
    encryptedQuery(encryptText, changes.signing),
    changes.body ?? envelopeOf(encryptText),
    changes,
  );
}

/** WeChat's check of the address when an operator saves it. */
export function verification(echo: string, changes: Changes = {}): RawRequest {
  const query = plainQuery(changes.signing);
  query.set('echostr', echo);
  const changed = changes.query === undefined ? query : changes.query(query);
  return { method: 'GET', target: `/wechat/${changes.channel ?? channels.security}?${changed.toString()}` };
}

/** Sets one parameter of a signed query. */
export const withParameter = (name: string, value: string) => (query: URLSearchParams) => {
  query.set(name, value);
  return query;
};

export const withoutParameter = (name: string) => (query: URLSearchParams) => {
  query.delete(name);
  return query;
};

export const appended = (text: string) => (query: URLSearchParams) => `${query.toString()}&${text}`;

export const seconds = (from: number): string => String(1_767_225_700 + from);
