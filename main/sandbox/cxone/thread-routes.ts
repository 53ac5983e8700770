import { z } from 'zod';
import { emptyAnswer, jsonAnswer } from '../kit/answer.ts';
import type { ApiContext, DeCall, DeHandler } from './api-context.ts';
import { readBody } from './api-context.ts';
import { requireChannel } from './channel-routes.ts';
import { DeRefusal, notFound } from './errors.ts';
import type { Thread } from './model.ts';
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
  content: z.base64().min(1, 'This value should not be blank.'),
  mimeType: z.string().min(1, 'This value should not be blank.'),
});

/** `POST /dfo/3.0/attachments/temporary`. */
export const uploadAttachment: DeHandler = (context, call) => {
  const { content, mimeType } = readBody(AttachmentBody, call);
  const { clock, rules, attachments } = context;
  const file = attachments.add(
    mimeType,
    Buffer.from(content, 'base64'),
    clock.now(),
    rules().temporaryAttachmentLifeMs,
  );
  const leftMs = file.expiresAt - clock.now();
  return jsonAnswer(201, {
    id: file.id,
    url: `${context.url()}/files/${file.id}`,
    expireAt: isoSeconds(clock.stampNow() + leftMs),
  });
};

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
