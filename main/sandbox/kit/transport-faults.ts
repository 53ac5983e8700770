import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Answer } from './answer.ts';

/**
 * Faults of the way between two HTTP programs, the same for either platform. `applied` says whether the request
 * took effect before its answer was spoilt: with `applied: true` the caller cannot know what happened.
 */
const applied = (value: boolean) => z.boolean().default(value);
/** Limits the fault to request paths that begin with one of these. Absent: every path. */
const paths = z.array(z.string().startsWith('/')).optional();

export const transportFaults = {
  delay: {
    meaning: 'answers late',
    options: z.strictObject({ delayMs: z.int().min(0).max(600_000).default(2_000), applied: applied(true), paths }),
  },
  neverAnswers: {
    meaning: 'accepts the request and never answers',
    options: z.strictObject({ applied: applied(true), paths }),
  },
  reset: {
    meaning: 'resets the connection before or inside the answer',
    options: z.strictObject({
      at: z.enum(['beforeAnswer', 'insideAnswer']).default('beforeAnswer'),
      applied: applied(true),
      paths,
    }),
  },
  html: {
    meaning: 'answers with an HTML page, as a gateway does (502 unless a status is given)',
    options: z.strictObject({ status: z.int().min(200).max(599).default(502), applied: applied(false), paths }),
  },
  httpStatus: {
    meaning: 'answers with a bare HTTP status',
    options: z.strictObject({ status: z.int().min(300).max(599).default(500), applied: applied(false), paths }),
  },
  redirect: {
    meaning: 'answers with a redirect to another address',
    options: z.strictObject({ location: z.url().default('http://127.0.0.1:9/'), applied: applied(false), paths }),
  },
  gzip: {
    meaning: 'answers gzip-compressed, whatever the caller accepts',
    options: z.strictObject({ applied: applied(true), paths }),
  },
  gzipBomb: {
    meaning: 'answers with a small gzip body that unpacks to the given size',
    options: z.strictObject({
      sizeBytes: z.int().min(1).max(1_073_741_824).default(104_857_600),
      applied: applied(true),
      paths,
    }),
  },
  textPlain: {
    meaning: 'answers with the right JSON but the content type text/plain',
    options: z.strictObject({ applied: applied(true), paths }),
  },
  emptyBody: {
    meaning: 'answers 200 with an empty body',
    options: z.strictObject({ applied: applied(true), paths }),
  },
  halfJson: {
    meaning: 'answers with the first half of the JSON, correctly framed',
    options: z.strictObject({ applied: applied(true), paths }),
  },
  hugeBody: {
    meaning: 'answers with a body of the given size and no length header',
    options: z.strictObject({
      sizeBytes: z.int().min(1).max(1_073_741_824).default(104_857_600),
      applied: applied(true),
      paths,
    }),
  },
  drip: {
    meaning: 'answers a byte at a time',
    options: z.strictObject({
      bytesPerSecond: z.number().min(0.1).max(10_000).default(1),
      applied: applied(true),
      paths,
    }),
  },
} as const;

export type TransportFaultName = keyof typeof transportFaults;
export const transportFaultNames = Object.keys(transportFaults) as TransportFaultName[];

/** A transport fault in force for one request. */
export type TransportFault = {
  [Name in TransportFaultName]: { fault: Name; options: z.output<(typeof transportFaults)[Name]['options']> };
}[TransportFaultName];

const gatewayPage =
  '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>';

/** The answer as the fault leaves it. */
export function spoil(answer: Answer, hit: TransportFault): Answer {
  switch (hit.fault) {
    case 'delay':
      return { ...answer, delivery: { kind: 'late', delayMs: hit.options.delayMs } };
    case 'neverAnswers':
      return { ...answer, delivery: { kind: 'never' } };
    case 'reset':
      return { ...answer, delivery: { kind: 'reset', at: hit.options.at } };
    case 'html':
      return { status: hit.options.status, headers: { 'content-type': 'text/html' }, body: gatewayPage };
    case 'httpStatus':
      return { status: hit.options.status, headers: {}, body: '' };
    case 'redirect':
      return { status: 302, headers: { location: hit.options.location }, body: '' };
    case 'gzip':
      return {
        ...answer,
        headers: { ...answer.headers, 'content-encoding': 'gzip' },
        body: gzipSync(Buffer.from(answer.body)),
      };
    case 'gzipBomb':
      return {
        ...answer,
        headers: { ...answer.headers, 'content-encoding': 'gzip' },
        body: gzipSync(Buffer.alloc(hit.options.sizeBytes, 0x20)),
      };
    case 'textPlain':
      return { ...answer, headers: { ...answer.headers, 'content-type': 'text/plain' } };
    case 'emptyBody':
      return { ...answer, status: 200, body: '' };
    case 'halfJson': {
      const body = Buffer.from(answer.body);
      return { ...answer, body: body.subarray(0, body.length >>> 1) };
    }
    case 'hugeBody':
      return { ...answer, delivery: { kind: 'endless', sizeBytes: hit.options.sizeBytes } };
    case 'drip':
      return { ...answer, delivery: { kind: 'drip', bytesPerSecond: hit.options.bytesPerSecond } };
  }
}
