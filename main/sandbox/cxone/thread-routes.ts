import { z } from 'zod';
import { emptyAnswer, jsonAnswer } from '../kit/answer.ts';
import type { ApiContext, DeCall, DeHandler } from './api-context.ts';
import { readBody } from './api-context.ts';
import { requireChannel } from './channel-routes.ts';
import { DeRefusal, notFound } from './errors.ts';
import type { Thread } from './model.ts';
import { contradicts, sniffedType } from './sniff.ts';
import { isoSeconds, threadView } from './views.ts';

/** `GET /dfo/3.0/threads?query=`. */
export const listThreads: DeHandler = (context, call) => {
  const search = call.request.query.get('query') ?? '';
  const found = [...context.store.threads.values()].filter(
    (thread) => search === '' || thread.threadName.includes(search) || thread.idOnExternalPlatform === search,
  );
  return jsonAnswer(200, { totalRecords: found.length, data: found.slice(0, 50).map(threadView), _links: {} });
};

const ThreadBody = z.looseObject({ canAddMoreMessages: z.boolean() });

/** `PUT /dfo/3.0/channels/{channelId}/threads/{threadIdOnExternalPlatform}`. */
export const updateThread: DeHandler = (context, call) => {
  requireThread(context, call).canAddMoreMessages = readBody(ThreadBody, call).canAddMoreMessages;
  return emptyAnswer(204);
};

const SenderActionBody = z.looseObject({ action: z.enum(['isTypingOn', 'isTypingOff']) });

/** `POST /dfo/3.0/channels/{channelId}/threads/{threadIdOnExternalPlatform}/sender-actions`. */
export const senderAction: DeHandler = (context, call) => {
  requireThread(context, call);
  readBody(SenderActionBody, call);
  return emptyAnswer(204);
};

function requireThread(context: ApiContext, call: DeCall): Thread {
  const channel = requireChannel(context, call);
  const thread = context.store.findThread(channel.id, call.parameters.threadId ?? '');
  if (!thread) throw notFound('Thread');
  return thread;
}

const AttachmentBody = z.looseObject({
  content: z.string().min(1, 'This value should not be blank.'),
  mimeType: z.string().min(1, 'This value should not be blank.'),
});

/** `POST /dfo/3.0/attachments/temporary`. */
export const uploadAttachment: DeHandler = (context, call) => {
  const { content, mimeType } = readBody(AttachmentBody, call);
  const { clock, rules, attachments } = context;
  const { temporaryAttachmentMaxBytes, temporaryAttachmentLifeMs, checksAttachmentContent } = rules();
  const decoded = decodeBase64(content);
  if (decoded === undefined) throw refusedContent('This value is not valid Base64.');
  if (decoded.length > temporaryAttachmentMaxBytes) {
    throw new DeRefusal(413, [{ field: 'content', message: 'The file is too large.' }]);
  }
  if (checksAttachmentContent && contradicts(mimeType, decoded)) {
    throw refusedContent(`The content is ${sniffedType(decoded) ?? 'something else'}, not ${mimeType}.`, 'mimeType');
  }
  const file = attachments.add(mimeType, decoded, clock.now(), temporaryAttachmentLifeMs);
  const leftMs = file.expiresAt - clock.now();
  return jsonAnswer(201, {
    id: file.id,
    url: `${context.url()}/files/${file.id}`,
    expireAt: isoSeconds(clock.stampNow() + leftMs),
  });
};

/** Undefined for anything that is not canonical Base64: Node's reader leaves out what it does not know. */
function decodeBase64(text: string): Buffer | undefined {
  if (text.length % 4 !== 0) return undefined;
  const decoded = Buffer.from(text, 'base64');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return decoded.length === (text.length / 4) * 3 - padding && !/[-_]/.test(text) ? decoded : undefined;
}

function refusedContent(message: string, field = 'content'): DeRefusal {
  return new DeRefusal(400, [{ field, message, parameters: {}, errorCode: 'validation.attachment' }]);
}

/** The signed, short-lived address of a file that an agent sends: no bearer is asked. */
export const downloadAgentFile: DeHandler = (context, call) =>
  context.agentFiles.download(call.parameters.fileId ?? '', call.request.query, context.clock.now());

/** The signed, short-lived address of an attachment: no bearer is asked. */
export const downloadAttachment: DeHandler = (context, call) => {
  const file = context.attachments.find(call.parameters.fileId ?? '', context.clock.now());
  if (!file) throw notFound('File');
  return { status: 200, headers: { 'content-type': file.mimeType }, body: file.content };
};

const VerificationBody = z.looseObject({
  brandId: z.number(),
  userId: z.number(),
  token: z.string().min(1),
  purpose: z.enum(['login', 'channel-integration', 'custom-component-login']),
});

/** `POST /dfo/3.0/one-time-token/verification`: exchanges an action page's token for an access token, once. */
export function verifyOneTimeToken(issueToken: (context: ApiContext) => string): DeHandler {
  return (context, call) => {
    const { brandId, userId, token } = readBody(VerificationBody, call);
    const { tenant, clock, oneTimeTokens } = context;
    if (brandId !== tenant.brandId || !oneTimeTokens.redeem(token, userId, clock.now())) {
      throw new DeRefusal(401, [{ field: 'token', message: 'The token is not valid.' }]);
    }
    return jsonAnswer(200, {
      brand: {
        id: tenant.brandId,
        friendlyName: tenant.friendlyName,
        timezone: tenant.timezone,
        brandHash: 'sandbox',
        tenantId: tenant.tenantId,
        businessUnitId: tenant.businessUnitId,
        acdClusterId: tenant.area.toUpperCase(),
      },
      user: {
        id: userId,
        emailAddress: 'admin@example.com',
        loginUsername: 'admin@example.com',
        firstName: 'Ada',
        surname: 'Min',
        isBotUser: false,
        isSurveyUser: false,
      },
      accessToken: issueToken(context),
    });
  };
}
