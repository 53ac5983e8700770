import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import type { PendingMessage } from '../../ports/relay-store.ts';
import type { CreateMessageBody } from './cxone-bodies.ts';
import { shortName } from './end-user-name.ts';
import { eventNote } from './event-note.ts';
import { threadIdOf } from './thread-id.ts';

/** Times outside this cannot be meant: WeChat's first accounts are younger, and CXone refuses dates it cannot read. */
const earliestTime = Date.UTC(2010, 0, 1);
const latestTime = Date.UTC(2100, 0, 1);

/** One end user's message as CXone takes it. The same message always makes the same body. */
export function toCreateMessage(
  message: PendingMessage,
  channel: Pick<ChannelConfig, 'name' | 'wechat'>,
): CreateMessageBody {
  const { originalId } = channel.wechat;
  const nickname = shortName(message.openId);
  const text = agentText(message.content);
  const { platformAt, receivedAt } = message;
  const isPossible = platformAt !== null && platformAt > earliestTime && platformAt < latestTime;
  return {
    idOnExternalPlatform: message.id,
    direction: 'inbound',
    createdAtWithMilliseconds: new Date(isPossible ? platformAt : receivedAt).toISOString(),
    thread: { idOnExternalPlatform: threadIdOf(originalId, message.openId), threadName: nickname },
    messageContent: { type: 'TEXT', payload: { text }, fallbackText: text },
    authorEndUserIdentity: { idOnExternalPlatform: message.openId, nickname },
    recipients: [{ idOnExternalPlatform: originalId, name: channel.name, isPrimary: true, isPrivate: true }],
  };
}

/** What an agent reads. A text as it is; anything else as a line that says what the end user did. Never empty. */
export function agentText(content: MessageContent): string {
  switch (content.kind) {
    case 'text':
      return content.text === '' ? '[empty message]' : content.text;
    case 'image':
      return line('[image]', content.pictureUrl);
    case 'voice':
      return line('[voice message]', content.recognition);
    case 'video':
      return '[video]';
    case 'shortvideo':
      return '[short video]';
    case 'location': {
      const { label, latitude, longitude } = content;
      return line('[location]', label, `${latitude}, ${longitude}`);
    }
    case 'link':
      return line('[link]', content.title, content.description, content.url);
    case 'miniprogram':
      return line('[mini program]', content.title);
    case 'event':
      return eventNote(content.event, content.fields);
    case 'rich':
      return content.text === '' ? `[${content.type}]` : content.text;
    case 'unsupported':
      return `[message of a kind that cannot be shown: ${content.platformType || 'unknown'}]`;
  }
}

function line(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}
