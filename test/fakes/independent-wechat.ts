import { createHash, randomInt } from 'node:crypto';
import { createRequire } from 'node:module';

/** `wechat-crypto`, a published library that is not ours. */
interface WeChatCrypto {
  encrypt(text: string): string;
  getSignature(timestamp: string, nonce: string, encrypt: string): string;
}

const Library = createRequire(import.meta.url)('wechat-crypto') as new (
  token: string,
  encodingAesKey: string,
  appId: string,
) => WeChatCrypto;

export interface PushingAccount {
  readonly appId: string;
  readonly originalId: string;
  readonly token: string;
  readonly encodingAesKey: string;
}

export interface PushRequest {
  readonly query: string;
  readonly body: string;
}

/** Builds pushes as WeChat does, with a library that shares no code with the relay or the sandbox. */
export function independentPusher(account: PushingAccount, now: () => number = Date.now) {
  const library = new Library(account.token, account.encodingAesKey, account.appId);
  return {
    securityPush(xml: string): PushRequest {
      const timestamp = String(Math.floor(now() / 1_000));
      const nonce = String(randomInt(100_000_000, 999_999_999));
      const encrypt = library.encrypt(xml);
      const query = new URLSearchParams({
        signature: sha1OfSorted(account.token, timestamp, nonce),
        timestamp,
        nonce,
        encrypt_type: 'aes',
        msg_signature: library.getSignature(timestamp, nonce, encrypt),
      });
      const body = `<xml><ToUserName><![CDATA[${account.originalId}]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;
      return { query: query.toString(), body };
    },
    verification(echo: string): string {
      const timestamp = String(Math.floor(now() / 1_000));
      return new URLSearchParams({
        signature: sha1OfSorted(account.token, timestamp, '12345'),
        timestamp,
        nonce: '12345',
        echostr: echo,
      }).toString();
    },
  };
}

export function textMessageXml(to: string, from: string, text: string, messageId: string, at = Date.now()): string {
  return (
    `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName>` +
    `<CreateTime>${Math.floor(at / 1_000)}</CreateTime><MsgType><![CDATA[text]]></MsgType>` +
    `<Content><![CDATA[${text}]]></Content><MsgId>${messageId}</MsgId></xml>`
  );
}

function sha1OfSorted(...parts: string[]): string {
  return createHash('sha1').update(parts.sort().join('')).digest('hex');
}
