import { z } from 'zod';
import { transportFaults } from '../kit/transport-faults.ts';

const none = z.strictObject({});
const paths = z.array(z.string().startsWith('/')).optional();

/**
 * Everything that can go wrong on the WeChat side. The target of a fault is an account's key (the relay's channel
 * id) or `*`. Faults of the account and of the API strike API calls; those that begin with `push` strike deliveries
 * to the relay. `remaining` of a set fault says how often it strikes; without it, until cleared.
 */
export const wechatFaults = {
  ...transportFaults,

  secretRevoked: {
    meaning: 'the AppSecret was reset: 40125 at the token endpoints, tokens handed out before are refused (40001)',
    options: z.strictObject({ keepTokens: z.boolean().default(false) }),
  },
  secretFrozen: { meaning: 'the AppSecret is frozen: 40243 at the token endpoints', options: none },
  appIdInvalid: { meaning: 'the app id is unknown: 40013 at the token endpoints', options: none },
  ipNotListed: {
    meaning: 'the caller is not on the IP allow-list: 40164 with the address',
    options: z.strictObject({ ip: z.ipv4().default('203.0.113.9') }),
  },
  ipConfirmation: {
    meaning: 'the administrator must approve the address (89503) or refused it (89506, 89507)',
    options: z.strictObject({ code: z.union([z.literal(89503), z.literal(89506), z.literal(89507)]).default(89503) }),
  },
  tokenStolen: {
    meaning: 'another system refreshed the token: 40001 for all tokens handed out before',
    options: z.strictObject({ again: z.boolean().default(false).describe('each newly issued token is stolen too') }),
  },
  tokenExpired: { meaning: 'all tokens handed out before have expired early: 42001', options: none },
  tokenAnswer: {
    meaning: 'the token endpoint answers with this `expires_in`, whatever its type',
    options: z.strictObject({ expiresIn: z.union([z.number(), z.string(), z.null()]) }),
  },
  tokenForbidden: { meaning: 'punishment: 50004 at the token endpoints', options: none },
  accountFrozen: { meaning: 'the account is frozen: 50007 everywhere', options: none },
  apiForbidden: { meaning: 'the API is banned for irregularities: 48004', options: none },
  apiUnauthorized: { meaning: 'the account lacks the permission to send: 48001', options: none },
  quotaSpent: { meaning: 'the daily quota is used up: 45009', options: z.strictObject({ paths }) },
  rateLimited: { meaning: 'the quota of the minute is used up: 45011', options: z.strictObject({ paths }) },
  systemBusy: { meaning: 'errcode -1', options: z.strictObject({ paths }) },
  errcode: {
    meaning: 'answers with this error code instead of working',
    options: z.strictObject({ code: z.int(), errmsg: z.string().optional(), paths }),
  },
  errcodeAsText: {
    meaning: 'works, but writes errcode as a JSON string',
    options: z.strictObject({ paths }),
  },
  templateFails: {
    meaning: 'template messages are accepted and fail later: TEMPLATESENDJOBFINISH says `failed: system failed`',
    options: none,
  },
  callbackNotSet: { meaning: 'no callback URL at WeChat: 40201 at callback/check, nothing is pushed', options: none },
  callbackUnreachable: {
    meaning: 'the name of the callback URL is unknown: pushes are lost, callback/check finds no address',
    options: none,
  },

  pushWrongToken: {
    meaning: 'pushes are signed with another Token',
    options: z.strictObject({ token: z.string().default('anotherToken') }),
  },
  pushWrongAesKey: {
    meaning: 'pushes are encrypted with another EncodingAESKey; their signature is right',
    options: z.strictObject({
      encodingAesKey: z.string().length(43).default('Zm9ydHl0aHJlZWNoYXJhY3RlcnNvZmFub3RoZXJrZXk'),
    }),
  },
  pushWrongAppId: {
    meaning: 'the decrypted frame ends with another app id',
    options: z.strictObject({ appId: z.string().default('wxba5fad812f8e6fb9') }),
  },
  pushWrongMode: {
    meaning: 'pushes arrive in another mode than configured',
    options: z.strictObject({ mode: z.enum(['plain', 'compatible', 'security']).default('plain') }),
  },
  pushDisagreeingCopy: { meaning: 'compatible mode: the plain copy says something else', options: none },
  pushDuplicated: {
    meaning: 'each push is delivered several times',
    options: z.strictObject({
      copies: z.int().min(2).max(100).default(3),
      spreadMs: z.number().min(0).default(0),
      identical: z.boolean().default(false).describe('same timestamp, nonce and ciphertext in each copy'),
    }),
  },
  pushReordered: {
    meaning: 'pushes are held back for a random time and overtake one another',
    options: z.strictObject({
      upToMs: z.number().min(0).default(3_000),
      share: z.number().min(0).max(1).default(0.5),
    }),
  },
  pushStale: {
    meaning: 'pushes carry an old (positive) or future (negative) timestamp in their signature',
    options: z.strictObject({ ageMs: z.number().default(600_000) }),
  },
  pushTampered: { meaning: 'one hex digit of the signature is changed', options: none },
  pushMalformed: {
    meaning: 'the body is not the XML it should be',
    options: z.strictObject({ kind: z.enum(['cutShort', 'notXml', 'doctype', 'empty']).default('cutShort') }),
  },
  pushOversized: {
    meaning: 'a padding node makes the body this large',
    options: z.strictObject({ sizeBytes: z.int().min(1).default(3_145_728) }),
  },
  pushSlow: {
    meaning: 'the body is sent slowly',
    options: z.strictObject({ bytesPerSecond: z.number().min(1).default(50) }),
  },
  pushHangUp: { meaning: 'closes the connection instead of reading the acknowledgement', options: none },
  pushStopped: { meaning: 'the platform has stopped pushing (MarkFail without end)', options: none },
} as const;

export type WeChatFaultTable = typeof wechatFaults;

/** Error codes of faults that refuse a call outright, and where they apply. */
export const refusingFaults = {
  accountFrozen: { code: 50007, at: 'everywhere' },
  apiForbidden: { code: 48004, at: 'calls' },
  secretRevoked: { code: 40125, at: 'tokens' },
  secretFrozen: { code: 40243, at: 'tokens' },
  appIdInvalid: { code: 40013, at: 'tokens' },
  tokenForbidden: { code: 50004, at: 'tokens' },
  apiUnauthorized: { code: 48001, at: 'sending' },
} as const;
