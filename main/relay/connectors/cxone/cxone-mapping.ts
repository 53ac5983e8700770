import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import type { PendingMessage } from '../../ports/relay-store.ts';
import { agentTexts, type AgentTexts, type FileTrouble } from './agent-texts.ts';
import type { CreateMessageBody } from './cxone-bodies.ts';
import { shortName } from './end-user-name.ts';
import { eventNote } from './event-note.ts';
import { threadIdOf } from './thread-id.ts';

/** Times outside this cannot be meant: WeChat's first accounts are younger, and CXone refuses dates it cannot read. */
const earliestTime = Date.UTC(2010, 0, 1);
const latestTime = Date.UTC(2100, 0, 1);

/** A file of the message as the agent gets it: an attachment CXone can fetch, or a word on why there is none. */
export type AgentFile =
  | { readonly kind: 'attached'; readonly friendlyName: string; readonly url: string }
  | { readonly kind: 'missing'; readonly trouble: FileTrouble };

/** One end user's message as CXone takes it. The same message always makes the same body, but for upload addresses. */
export function toCreateMessage(
  message: PendingMessage,
  channel: Pick<ChannelConfig, 'name' | 'wechat' | 'agentLanguage'>,
  files: readonly AgentFile[] = [],
): CreateMessageBody {
  const { originalId } = channel.wechat;
  const nickname = shortName(message.openId);
  const texts = agentTexts(channel.agentLanguage);
  const notes = files.map((file) => (file.kind === 'missing' ? `\n${texts.missingFile[file.trouble]}` : ''));
  const text = agentText(message.content, texts) + notes.join('');
  const attachments = files.flatMap((file) =>
    file.kind === 'attached' ? [{ friendlyName: file.friendlyName, url: file.url }] : [],
  );
  const { platformAt, receivedAt } = message;
  const isPossible = platformAt !== null && platformAt > earliestTime && platformAt < latestTime;
  return {
    idOnExternalPlatform: message.id,
    direction: 'inbound',
    createdAtWithMilliseconds: new Date(isPossible ? platformAt : receivedAt).toISOString(),
    thread: { idOnExternalPlatform: threadIdOf(originalId, message.openId), threadName: nickname },
    messageContent: { type: 'TEXT', payload: { text }, fallbackText: text, ...tapped(message.content) },
    authorEndUserIdentity: { idOnExternalPlatform: message.openId, nickname },
    recipients: [{ idOnExternalPlatform: originalId, name: channel.name, isPrimary: true, isPrivate: true }],
    ...(attachments.length > 0 && { attachments }),
  };
}

/** A menu's ids went out as CXone's postbacks, so a tap brings one back (DE 3.0: `messageContent.postback`). */
function tapped(content: MessageContent): { readonly postback?: string } {
  return content.kind === 'text' && content.menuId !== undefined ? { postback: content.menuId } : {};
}

/** What an agent reads. A text as it is; anything else as a line that says what the end user did. Never empty. */
export function agentText(content: MessageContent, texts: AgentTexts): string {
  switch (content.kind) {
    case 'text':
      return content.text === '' ? texts.emptyMessage : content.text;
    case 'image':
      return texts.image;
    case 'voice':
      return line(texts.voice, content.recognition);
    case 'video':
      return texts.video;
    case 'shortvideo':
      return texts.shortVideo;
    case 'location': {
      const { label, latitude, longitude } = content;
      return line(texts.location, label, `${latitude}, ${longitude}`);
    }
    case 'link':
      return line(texts.link, content.title, content.description, content.url);
    case 'miniprogram':
      return line(texts.miniProgram, content.title);
    case 'event':
      return eventNote(content.event, content.fields, texts.events);
    case 'rich':
      return content.text === '' ? `[${content.type}]` : content.text;
    case 'template':
      return content.text === '' ? `[${content.name}]` : content.text;
    case 'unsupported':
      return texts.unknownKind(content.platformType);
  }
}

function line(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}
