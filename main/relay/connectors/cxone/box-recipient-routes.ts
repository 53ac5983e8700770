import { z } from 'zod';
import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import { OpenId } from '#shared/domain/ids.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { OutboundIntake } from '../../ports/intake.ts';
import type { LegReporter } from '../../ports/leg-reporter.ts';
import { agentTexts, type AgentTexts } from './agent-texts.ts';
import { boxErrors, busy, errorAnswer, troubleOf, type BoxAnswer, type BoxError } from './box-answers.ts';
import { readJsonObject } from './strict-json.ts';
import { parseThreadId } from './thread-id.ts';

export interface RecipientRoutesDeps {
  readonly intake: OutboundIntake;
  readonly legs: LegReporter;
  readonly log: Logger;
}

export interface RecipientRoutes {
  /** May these end users be written to now? Asked before an agent starts a conversation. */
  validate(channel: ChannelConfig, body: Uint8Array): Promise<BoxAnswer>;
  /** The agent types. Nothing that goes wrong here is worth an error. */
  typing(channel: ChannelConfig, threadId: string, body: Uint8Array): Promise<BoxAnswer>;
}

const Recipient = z.object({ idOnExternalPlatform: z.string() });
const Validation = z.object({
  endUserRecipients: z.array(Recipient).max(100).nullish(),
  recipients: z.array(Recipient).max(100).nullish(),
});
const SenderAction = z.object({ senderAction: z.object({ action: z.enum(['isTypingOn', 'isTypingOff']) }) });

export function createRecipientRoutes({ intake, legs, log }: RecipientRoutesDeps): RecipientRoutes {
  /** Why one recipient cannot be written to, in the agent's words, or null when it can. */
  const objection = async (channel: ChannelConfig, id: string, texts: AgentTexts): Promise<string | null> => {
    const openId = OpenId.safeParse(id);
    if (!openId.success) return texts.box.recipientInvalid;
    const { why } = await intake.reachable(channel.id, openId.data);
    if (why === null) return null;
    const trouble = troubleOf(why);
    const isWindow = trouble === 'windowClosed' || trouble === 'repliesUsedUp';
    // A template message needs no window. Whether one is written is only seen when the message comes.
    return isWindow && channel.wechat.templates.length > 0 ? null : texts.box[trouble];
  };

  const firstObjection = async (channel: ChannelConfig, body: Uint8Array): Promise<BoxError | null> => {
    const parsed = Validation.safeParse(readJsonObject(body));
    const recipients = parsed.data?.endUserRecipients ?? parsed.data?.recipients ?? [];
    const texts = agentTexts(channel.agentLanguage);
    if (recipients.length === 0) return refused(texts.box.recipientMissing, ['endUserRecipients']);
    for (const [index, { idOnExternalPlatform }] of recipients.entries()) {
      const message = await objection(channel, idOnExternalPlatform, texts);
      if (message !== null) return refused(message, ['endUserRecipients', String(index), 'idOnExternalPlatform']);
    }
    return null;
  };

  return {
    validate: async (channel, body) => {
      try {
        const error = await firstObjection(channel, body);
        legs.proof(channel.id, 'cxoneIn', 'other_side');
        return error === null ? { status: 200, body: { status: 'valid' } } : errorAnswer(error);
      } catch (thrown) {
        log.error('box.validation_failed', { channelId: channel.id, code: toRelayError(thrown).code });
        return busy(agentTexts(channel.agentLanguage));
      }
    },
    typing: async (channel, threadId, body) => {
      const fields = readJsonObject(body);
      if (fields === null) return errorAnswer(boxErrors.notJson);
      const parsed = SenderAction.safeParse(fields);
      const openId = parsed.success ? await typistOf(channel, threadId, intake) : null;
      if (parsed.success && openId !== null) {
        intake.typing(channel.id, openId, parsed.data.senderAction.action === 'isTypingOn');
        legs.proof(channel.id, 'cxoneIn', 'other_side');
      }
      return { status: 204, body: null };
    },
  };
}

async function typistOf(channel: ChannelConfig, threadId: string, intake: OutboundIntake): Promise<OpenId | null> {
  const named = parseThreadId(threadId);
  if (named) return named.originalId === channel.wechat.originalId ? named.openId : null;
  try {
    return await intake.openIdByThread(channel.id, threadId);
  } catch {
    // The store cannot be read now. The message that follows will say so; the indicator is not worth an error.
    return null;
  }
}

function refused(message: string, path: readonly string[]): BoxError {
  return {
    status: 400,
    errorCode: 'outboundValidationFailed',
    displayErrorMessage: message,
    problems: [{ path, message }],
  };
}
