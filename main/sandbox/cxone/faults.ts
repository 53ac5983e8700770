import { z } from 'zod';
import { transportFaults } from '../kit/transport-faults.ts';
import { contactOddities } from './odd-contacts.ts';

const none = z.strictObject({});
const paths = z.array(z.string().startsWith('/')).optional();
const detail = z.strictObject({
  field: z.string().optional(),
  message: z.string().default('This value is not valid.'),
  paths,
});

/** The tenant's APIs, each of which can be the target of a fault by this name. */
export const tenantApis = {
  login: 'login and discovery',
  digital: 'Digital Engagement API',
  acd: 'ACD Admin API',
} as const;
export type TenantApi = keyof typeof tenantApis;

/**
 * Everything that can go wrong on the CXone side. The target of a fault is the key of an integration, an application or a
 * channel, the name of an API, or `*`. Faults that begin with `box` strike CXone's own calls to the middleware, the others its answers.
 */
export const cxoneFaults = {
  ...transportFaults,

  tokenRefused: { meaning: 'the token endpoint answers 401 invalid_client', options: none },
  accessKeyRefused: { meaning: 'the token endpoint answers 400 invalid_grant', options: none },
  formRefused: { meaning: 'the token endpoint takes JSON only: 415 for a form', options: none },
  jsonRefused: { meaning: 'the token endpoint takes a form only: 415 for JSON', options: none },
  tokenAnswer: {
    meaning: 'the token endpoint answers with this `expires_in`, whatever its type',
    options: z.strictObject({ expiresIn: z.union([z.number(), z.string(), z.null()]) }),
  },
  tokenRevoked: { meaning: 'all access tokens handed out before are refused: 401', options: none },
  unauthorized: {
    meaning: '401 whatever the token (with `remaining: 1`: once)',
    options: z.strictObject({ paths }),
  },
  forbidden: { meaning: '403', options: z.strictObject({ paths }) },
  notFound: { meaning: '404', options: z.strictObject({ paths }) },
  oddContacts: {
    meaning: 'contacts come with members missing, of another type, or unknown',
    options: z.strictObject({ kind: z.enum(contactOddities).default('bare') }),
  },
  channelNotFound: { meaning: '404 for the channel, which stays in the list', options: none },
  channelDeleted: { meaning: 'the channel was deleted: gone from the list, 404', options: none },
  badRequest: { meaning: '400 with an error collection', options: detail },
  conflict: { meaning: '409', options: detail },
  unprocessable: { meaning: '422 with an error collection', options: detail },
  rateLimited: {
    meaning: '429, with or without Retry-After (seconds, a date, or anything)',
    options: z.strictObject({ retryAfter: z.string().optional(), paths }),
  },
  serverError: {
    meaning: '500, 502, 503, 504, 408 or 425',
    options: z.strictObject({
      status: z.int().min(400).max(599).default(503),
      retryAfter: z.string().optional(),
      paths,
    }),
  },

  fileExpired: {
    meaning: "an agent's file is no longer at its address: 410, 403 or 404",
    options: z.strictObject({ status: z.int().min(400).max(499).default(410) }),
  },
  fileWrongType: {
    meaning: "an agent's file is labelled as something else; empty: with nothing",
    options: z.strictObject({ contentType: z.string().default('text/html') }),
  },
  fileWrongSize: {
    meaning: "an agent's file has another size: cut short, or filled up",
    options: z.strictObject({
      sizeBytes: z
        .int()
        .min(0)
        .max(100 * 1024 * 1024),
    }),
  },

  boxExpiredToken: { meaning: 'the call is made with an expired token first', options: none },
  boxTokenStampede: { meaning: 'each call that gets 401 fetches a token of its own', options: none },
  boxWrongCredentials: { meaning: 'the token call presents a wrong secret', options: none },
  boxDuplicated: {
    meaning: 'the same call is made several times at once',
    options: z.strictObject({ copies: z.int().min(2).max(100).default(2) }),
  },
  boxLostAnswer: {
    meaning: 'the connection is closed before the answer is read, and the call repeated',
    options: z.strictObject({ repeat: z.boolean().default(true), afterMs: z.number().min(0).default(200) }),
  },
  boxMissingThread: { meaning: 'the call carries no thread and no post', options: none },
  boxMissingRecipients: { meaning: 'the call carries no recipients', options: none },
  boxUnknownContent: {
    meaning: 'the message content has a type nobody knows',
    options: z.strictObject({ type: z.string().default('HOLOGRAM'), fallbackText: z.string().optional() }),
  },
  boxMalformed: { meaning: 'the body of the call is cut short', options: none },
  boxSlow: {
    meaning: 'the body of the call is sent slowly',
    options: z.strictObject({ bytesPerSecond: z.number().min(1).default(50) }),
  },
} as const;

export type CxoneFaultTable = typeof cxoneFaults;
