import { describe, expect, it } from 'vitest';
import { AccountBook } from '#sandbox/wechat/accounts.ts';
import type { Account, PushMode } from '#sandbox/wechat/accounts.ts';
import { judgeAcknowledgement } from '#sandbox/wechat/acknowledgement.ts';
import { cryptoVectors } from './wechat-vectors.ts';

const openid = 'oABCD1234567890abcdefghijkl';
const account = (mode: PushMode): Account =>
  new AccountBook([
    {
      key: 'tulip',
      name: 'Tulip Store',
      appId: 'wx1a2b3c4d5e6f7a8b',
      originalId: 'gh_0a1b2c3d4e5f',
      appSecret: 'secret',
      token: 'relayConsole2026',
      encodingAesKey: '5YTOLwGcXaCrTPFppl75wARKcSu71K0dpvm2VIx1K0M',
      mode,
    },
  ]).get('tulip');
const reply = cryptoVectors.find(({ name }) => name === 'V2');
const plainReply = reply?.message ?? '';
const encryptedReply =
  `<xml><Encrypt><![CDATA[${reply?.encrypted ?? ''}]]></Encrypt><MsgSignature><![CDATA[${reply?.msgSignature ?? ''}]]>` +
  '</MsgSignature><TimeStamp>1767225602</TimeStamp><Nonce><![CDATA[1908273645]]></Nonce></xml>';

describe('the answer to a push', () => {
  it('is accepted as "success", as nothing, and as a reply', () => {
    expect(judgeAcknowledgement(account('security'), openid, 200, 'success')).toMatchObject({
      kind: 'accepted',
      reply: null,
    });
    expect(judgeAcknowledgement(account('security'), openid, 200, '')).toMatchObject({ kind: 'accepted', reply: null });
    expect(judgeAcknowledgement(account('plain'), openid, 200, plainReply)).toMatchObject({
      kind: 'accepted',
      reply: { type: 'text', text: '已收到' },
    });
  });

  it('is accepted as an encrypted reply', () => {
    expect(judgeAcknowledgement(account('security'), openid, 200, encryptedReply)).toMatchObject({
      kind: 'accepted',
      reply: { type: 'text', text: '已收到' },
    });
  });

  it('only warns about milliseconds in CreateTime', () => {
    const inMilliseconds = plainReply.replace('1767225602', '1767225602000');
    expect(judgeAcknowledgement(account('plain'), openid, 200, inMilliseconds)).toMatchObject({
      kind: 'accepted',
      warnings: ['CreateTime is in milliseconds'],
    });
  });

  it.each([
    ['another status', 'plain', 500, 'success'],
    ['a redirect', 'plain', 302, ''],
    ['JSON', 'plain', 200, '{"errcode":0}'],
    ['a quoted string', 'plain', 200, '"success"'],
    ['other text', 'plain', 200, 'ok'],
    ['blanks before the XML', 'plain', 200, ` ${plainReply}`],
    ['empty content', 'plain', 200, plainReply.replace('<![CDATA[已收到]]>', '<![CDATA[]]>')],
    ['another addressee', 'plain', 200, plainReply.replace(openid, 'oSomebodyElse')],
    ['a document type', 'plain', 200, `<!DOCTYPE xml>${plainReply}`],
    ['a plain reply in security mode', 'security', 200, plainReply],
    ['a wrong signature', 'security', 200, encryptedReply.replace('900d25', '900d26')],
  ] as const)('is illegal with %s', (_case, mode, status, body) => {
    expect(judgeAcknowledgement(account(mode), openid, status, body).kind).toBe('illegal');
  });
});
