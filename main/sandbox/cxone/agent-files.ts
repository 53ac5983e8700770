import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Answer } from '../kit/answer.ts';
import { jsonAnswer } from '../kit/answer.ts';
import type { FaultRegistry } from '../kit/fault-registry.ts';
import type { JsonObject } from '../kit/json.ts';
import type { Random } from '../kit/random.ts';
import type { CxoneFaultTable } from './faults.ts';

export interface AgentFile {
  fileName: string;
  /** What CXone says it is; the file itself may be something else. */
  mimeType: string;
  content: Buffer;
}

/** Files agents attach to their messages, at signed addresses that are good for a short time only. */
export interface AgentFiles {
  /** Stores a file and returns the attachment object of a call to the middleware. `channel`: key of its channel. */
  attach(file: AgentFile, channel: string, now: number, lifeMs: number): JsonObject;
  /** Answers a download. 403: not signed by us; 410: over; 404: no longer kept. */
  download(fileId: string, query: URLSearchParams, now: number): Answer;
}

interface KeptFile extends AgentFile {
  channel: string;
}

const maxStoreBytes = 256 * 1024 * 1024;

export interface AgentFilesParts {
  random: Random;
  faults: FaultRegistry<CxoneFaultTable>;
  url: () => string;
}

export function createAgentFiles({ random, faults, url }: AgentFilesParts): AgentFiles {
  const key = random.bytes(32);
  const kept = new Map<string, KeptFile>();
  let totalBytes = 0;

  const sign = (fileId: string, expires: string): Buffer =>
    createHmac('sha256', key).update(`${fileId} ${expires}`).digest();

  const isSigned = (fileId: string, query: URLSearchParams): boolean => {
    const given = Buffer.from(query.get('signature') ?? '', 'hex');
    const expected = sign(fileId, query.get('expires') ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  };

  return {
    attach(file, channel, now, lifeMs) {
      const id = random.uuid();
      kept.set(id, { ...file, channel });
      totalBytes += file.content.length;
      for (const [oldId, old] of kept) {
        if (totalBytes <= maxStoreBytes || oldId === id) break;
        kept.delete(oldId);
        totalBytes -= old.content.length;
      }
      const expires = String(Math.floor(now + lifeMs));
      const query = new URLSearchParams({ expires, signature: sign(id, expires).toString('hex') });
      const address = `${url()}/attachments/${id}/${encodeURIComponent(file.fileName)}?${query.toString()}`;
      return {
        id,
        fileName: file.fileName,
        friendlyName: file.fileName,
        isInline: false,
        mimeType: file.mimeType,
        previewUrl: null,
        securedPermanentUrl: address,
        url: address,
      };
    },
    download(fileId, query, now) {
      if (!isSigned(fileId, query)) return problem(403, 'The signature does not match.');
      const file = kept.get(fileId);
      if (!file) return problem(404, 'The file was not found.');
      const targets = [file.channel];
      const expired = faults.take('fileExpired', targets);
      if (expired || Number(query.get('expires')) <= now)
        return problem(expired?.status ?? 410, 'The address is over.');
      const type = faults.take('fileWrongType', targets)?.contentType ?? file.mimeType;
      const size = faults.take('fileWrongSize', targets)?.sizeBytes;
      const content = size === undefined ? file.content : resized(file.content, size);
      return { status: 200, headers: type === '' ? {} : { 'content-type': type }, body: content };
    },
  };
}

function resized(content: Buffer, sizeBytes: number): Buffer {
  if (sizeBytes <= content.length) return content.subarray(0, sizeBytes);
  return Buffer.concat([content, Buffer.alloc(sizeBytes - content.length)]);
}

function problem(status: number, message: string): Answer {
  return jsonAnswer(status, { errors: [{ message }] });
}
