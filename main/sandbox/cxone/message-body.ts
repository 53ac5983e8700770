import { z } from 'zod';
import { objectOf, stringOf } from '../kit/json.ts';
import type { JsonObject } from '../kit/json.ts';

const blank = 'This value should not be blank.';
const notBlank = z.string({ error: blank }).min(1, blank);
const endUser = z.looseObject({
  idOnExternalPlatform: notBlank,
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  nickname: z.string().nullish(),
});
const recipient = z.looseObject({ idOnExternalPlatform: notBlank });

export const contentTypes = [
  'TEXT',
  'PLUGIN',
  'QUICK_REPLIES',
  'LIST_PICKER',
  'RICH_LINK',
  'ADAPTIVE_CARD',
  'DYNAMIC_CONTENT',
  'FORM',
  'POSTBACK',
  'TIME_PICKER',
  'UNSUPPORTED',
] as const;

/** DE 3.0: create message. Required members as published; others are taken as they are. */
export const CreateMessageBody = z
  .looseObject({
    idOnExternalPlatform: notBlank,
    direction: z.enum(['inbound', 'outbound']),
    createdAtWithMilliseconds: z
      .string({ error: blank })
      .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}(Z|[+-]\d\d:?\d\d)$/, 'This value is not a valid datetime.'),
    thread: z.looseObject({ idOnExternalPlatform: notBlank, threadName: z.string().nullish() }),
    messageContent: z.looseObject({
      type: z.enum(contentTypes),
      payload: z.record(z.string(), z.unknown()),
      fallbackText: z.string().nullish(),
    }),
    authorEndUserIdentity: endUser,
    attachments: z.array(z.looseObject({ friendlyName: notBlank, url: z.url() })).nullish(),
    recipients: z.array(recipient).nullish(),
    authorRecipients: z.array(recipient).nullish(),
    replyToMessage: z.looseObject({ idOnExternalPlatform: notBlank }).nullish(),
    isReplyToSpecificMessage: z.boolean().nullish(),
    deletedOnExternalPlatform: z.boolean().nullish(),
  })
  .superRefine((body, issues) => {
    const { type, payload } = body.messageContent;
    if (type !== 'TEXT') return;
    const text = stringOf(payload.text);
    const hasFiles = (body.attachments ?? []).length > 0;
    if (text === undefined || (text === '' && !hasFiles)) {
      issues.addIssue({ code: 'custom', path: ['messageContent', 'payload', 'text'], message: blank });
    }
  });
export type CreateMessageBody = z.output<typeof CreateMessageBody>;

/** The line an agent reads for a message content. */
export function readableText(content: JsonObject): string {
  const payload = objectOf(content.payload);
  const own =
    stringOf(payload.text) ?? stringOf(objectOf(payload.text).content) ?? stringOf(objectOf(payload.title).content);
  return own ?? stringOf(content.fallbackText) ?? `[${String(content.type)}]`;
}
