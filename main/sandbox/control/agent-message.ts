import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { AgentActions } from '../cxone/agent-actions.ts';
import type { AgentFile } from '../cxone/agent-files.ts';
import type { OutgoingContent } from '../cxone/box-requests.ts';
import { contentOf } from '../cxone/content-kinds.ts';
import type { AgentContent } from '../cxone/content-kinds.ts';
import { sampleFile } from '../cxone/sample-files.ts';
import type { AgentFileBody } from './control-schemas.ts';

/** What a test compares with the bytes at the far side. */
export interface FileFacts {
  name: string;
  sizeBytes: number;
  sha256: string;
}

/** Makes a message of an agent, its files at their addresses. Throws UnknownThreadError. */
export function agentMessage(
  agents: AgentActions,
  conversationOrChannel: string,
  message: AgentContent,
  files: readonly z.output<typeof AgentFileBody>[],
): { outgoing: OutgoingContent; files: FileFacts[] } {
  const made = files.map(fileOf);
  return {
    outgoing: {
      content: contentOf(message),
      attachments: made.map((file) => agents.attach(conversationOrChannel, file)),
    },
    files: made.map(({ fileName, content }) => factsOf(fileName, content)),
  };
}

export function factsOf(name: string, content: Buffer): FileFacts {
  return { name, sizeBytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

function fileOf({ sample, sizeBytes, seed, base64, name, mimeType }: z.output<typeof AgentFileBody>): AgentFile {
  const made = sampleFile(sample ?? 'png', sizeBytes, seed);
  return {
    fileName: name ?? made.fileName,
    mimeType: mimeType ?? made.mimeType,
    content: base64 === undefined ? made.content : Buffer.from(base64, 'base64'),
  };
}
