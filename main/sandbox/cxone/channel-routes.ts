import { z } from 'zod';
import { emptyAnswer, jsonAnswer } from '../kit/answer.ts';
import type { ApiContext, DeCall, DeHandler } from './api-context.ts';
import { listOf, readBody } from './api-context.ts';
import { settingsOf } from './admin/channel-rules.ts';
import { TenantRefusal } from './admin/refusal.ts';
import { DeRefusal, notFound } from './errors.ts';
import type { Channel } from './model.ts';
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
  studioScript: z.string().max(300).nullish(),
  defaultSkillId: z.union([z.string().max(200), z.number().transform(String)]).nullish(),
});

/** `POST /dfo/3.0/channels`: creates or updates. An integration that the tenant does not know is refused. */
export const upsertChannel: DeHandler = (context, call) => {
  const body = readBody(ChannelBody, call);
  if (!context.registry.find(body.channelIntegrationId)) {
    throw refused('channelIntegrationId', 'The integration was not found.');
  }
  const known = context.store.channels.get(body.id);
  const key = known?.key ?? freeKeyOf(context, body.idOnExternalPlatform) ?? body.id;
  const channel = channelFrom(key, { ...known?.members, ...body });
  takeSettings(context, channel);
  context.store.channels.set(channel.id, channel);
  context.store.book.changed('channels');
  return jsonAnswer(known ? 200 : 201, channelView(channel));
};

function freeKeyOf({ store, keyOf }: ApiContext, idOnExternalPlatform: string): string | undefined {
  const key = keyOf(idOnExternalPlatform);
  const isTaken = [...store.channels.values()].some((channel) => channel.key === key && !channel.isDeleted);
  return isTaken ? undefined : key;
}

function takeSettings({ store }: ApiContext, channel: Channel): void {
  try {
    Object.assign(channel, settingsOf(channel, store.book));
  } catch (thrown) {
    if (!(thrown instanceof TenantRefusal)) throw thrown;
    throw refused(thrown.field === 'scriptId' ? 'studioScript' : 'defaultSkillId', thrown.message);
  }
}

const refused = (field: string, message: string): DeRefusal =>
  new DeRefusal(400, [{ field, message, parameters: {}, errorCode: 'validation.reference' }]);

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
  context.store.book.changed('channels');
  return emptyAnswer(204);
};

/** `GET /dfo/3.0/channels/{channelId}/external-platform-templates`: a BYOC channel has none of its own. */
export const listTemplates: DeHandler = (context, call) => {
  requireChannel(context, call);
  return jsonAnswer(200, { totalRecords: 0, data: [], _links: {} });
};

/** `GET /dfo/3.0/routing-queues`: queues of older days, as users of the API see them. */
export const listRoutingQueues: DeHandler = (context, call) => {
  const { query } = call.request;
  const ids = listOf(query, 'id');
  const contains = query.get('nameContains') ?? '';
  const size = Math.min(1_000, Math.max(1, Number(query.get('size') ?? 50) || 50));
  const queues = [...context.store.book.queues.values()].filter(
    ({ id, name }) => (ids.length === 0 || ids.includes(id)) && name.includes(contains),
  );
  const data = queues.slice(0, size).map(({ id, name }) => ({
    id,
    name,
    isSubqueue: false,
    isDeleted: false,
    skillId: Number(id),
  }));
  return jsonAnswer(200, { hits: queues.length, data });
};

/** Throws DeRefusal 404. */
export function requireChannel(context: Parameters<DeHandler>[0], call: DeCall) {
  const channel = context.store.liveChannel(call.parameters.channelId ?? '');
  if (!channel) throw notFound('Channel');
  return channel;
}
