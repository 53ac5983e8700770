import { z } from 'zod';
import { emptyAnswer, jsonAnswer } from '../kit/answer.ts';
import type { DeCall, DeHandler } from './api-context.ts';
import { listOf, readBody } from './api-context.ts';
import { notFound } from './errors.ts';
import { channelFrom } from './store.ts';
import { channelView } from './views.ts';

const notBlank = z.string({ error: 'This value should not be blank.' }).min(1, 'This value should not be blank.');

/** Values of `realExternalPlatformId` that the sandbox tenant knows. */
const platforms = [
  'we-chat', 'smooch-io-we-chat', 'custom', 'chat', 'forum', 'sms', 'whatsapp', 'line', 'viber', 'telegram',
  'facebook', 'twitter', 'instagram', 'slack', 'microsoft-teams', 'mock', 'sandbox',
] as const; // prettier-ignore

const ChannelBody = z.looseObject({
  id: notBlank,
  idOnExternalPlatform: notBlank,
  channelIntegrationId: notBlank,
  realExternalPlatformId: z.enum(platforms),
  name: notBlank,
  isPrivate: z.boolean(),
  hasTreeStructure: z.boolean(),
  contentFormat: z.enum(['html', 'plain']).optional(),
});

/** `POST /dfo/3.0/channels`: creates or updates. */
export const upsertChannel: DeHandler = (context, call) => {
  const body = readBody(ChannelBody, call);
  const known = context.store.channels.get(body.id);
  const channel = channelFrom(known?.key ?? body.id, { ...known?.members, ...body });
  context.store.channels.set(channel.id, channel);
  return jsonAnswer(known ? 200 : 201, channelView(channel));
};

/** `GET /dfo/3.0/channels`: an array. */
export const listChannels: DeHandler = (context, call) => {
  const { query } = call.request;
  const ids = listOf(query, 'id');
  const isPrivate = query.get('isPrivate');
  const size = Math.min(500, Math.max(1, Number(query.get('size') ?? 100) || 100));
  const page = Math.max(1, Number(query.get('page') ?? 1) || 1);
  const channels = [...context.store.channels.values()].filter(
    (channel) =>
      !channel.isDeleted &&
      !context.faults.peek('channelDeleted', [channel.key]) &&
      (ids.length === 0 || ids.includes(channel.id)) &&
      (isPrivate === null || String(channel.members.isPrivate) === isPrivate),
  );
  if (query.get('order') === 'desc') channels.reverse();
  return jsonAnswer(200, channels.slice((page - 1) * size, page * size).map(channelView));
};

/** `DELETE /dfo/3.0/channels/{channelId}`. */
export const deleteChannel: DeHandler = (context, call) => {
  const channel = requireChannel(context, call);
  channel.isDeleted = true;
  return emptyAnswer(204);
};

/** `GET /dfo/3.0/channels/{channelId}/external-platform-templates`: a BYOC channel has none of its own. */
export const listTemplates: DeHandler = (context, call) => {
  requireChannel(context, call);
  return jsonAnswer(200, { totalRecords: 0, data: [], _links: {} });
};

/** Throws DeRefusal 404. */
export function requireChannel(context: Parameters<DeHandler>[0], call: DeCall) {
  const channel = context.store.liveChannel(call.parameters.channelId ?? '');
  if (!channel) throw notFound('Channel');
  return channel;
}
