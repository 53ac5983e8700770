import { createHash } from 'node:crypto';

/** What every system under test knows of the two accounts and of the target. Nothing here opens anything outside. */
export const accounts = {
  plain: {
    id: 'plain',
    appId: 'wx00000000000bec01',
    originalId: 'gh_bench0plain0',
    token: 'benchmark1token1plain',
    encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
    cxoneChannelId: '6f0e2b0a-0000-4000-8000-00000000b001',
  },
  security: {
    id: 'security',
    appId: 'wx00000000000bec02',
    originalId: 'gh_bench0secure',
    token: 'benchmark2token2secure',
    encodingAesKey: 'ZYXWVUTSRQPONMLKJIHGFEDCBAzyxwvutsrqponmlkj',
    cxoneChannelId: '6f0e2b0a-0000-4000-8000-00000000b002',
  },
} as const;

export type Account = (typeof accounts)[keyof typeof accounts];

/** Of the length CXone's are: they travel with every message. */
export const cxoneToken = createHash('sha512').update('cxone').digest('base64url').repeat(10);
/** Of the length WeChat's are. */
export const wechatToken = `91_${createHash('sha512').update('wechat').digest('base64url').repeat(2).slice(0, 133)}`;

export const boxClient = { clientId: 'bench-box-client', clientSecret: 'bench-box-client-secret' } as const;
/** The references take this in the place of a token of their own. */
export const boxToken = createHash('sha256').update('box').digest('base64url');

/** WeChat's ids of end users: 28 characters. */
export function openIdOf(conversation: number): string {
  return `oBench${String(conversation).padStart(22, '0')}`;
}
