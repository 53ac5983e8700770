import { z } from 'zod';
import { alphanumeric } from '../../kit/random.ts';
import type { Channel } from '../model.ts';
import { channelFrom } from '../store.ts';
import { ChannelSettings, settingsOf } from './channel-rules.ts';
import { checkIntegration, IntegrationBody } from './integration-rules.ts';
import { checkedName, requireEntry } from './names.ts';
import { demand, TenantRefusal } from './refusal.ts';
import type { TenantAdminParts, TenantCall, TenantHandler, TenantRoute } from './tenant-call.ts';
import { tenantBody } from './tenant-call.ts';
import { channelView, integrationView, liveChannels } from './tenant-views.ts';

const idOf = ({ parameters }: TenantCall): string => parameters.id ?? '';

/** On a change the client secret and the private key may be left out: then they stay as they are. */
const IntegrationChange = IntegrationBody.extend({
  clientSecret: z.string().max(2_000).optional(),
  privateKey: z.string().max(100_000).optional(),
});

const addIntegration: TenantHandler = (parts, call) => {
  const form = checkedForm(parts, tenantBody(IntegrationBody, call), null);
  return integrationView(parts, parts.registry.save(form).options.integrationId);
};

const changeIntegration: TenantHandler = (parts, call) => {
  const { form } = requireRegistered(parts, call);
  const change = tenantBody(IntegrationChange, call);
  // Without a certificate there is no key to keep.
  const keptKey = change.clientCertificate === '' && change.caCertificate === '' ? '' : form.privateKey;
  const merged = {
    ...change,
    clientSecret: change.clientSecret ?? form.clientSecret,
    privateKey: change.privateKey ?? keptKey,
  };
  parts.registry.save(checkedForm(parts, merged, idOf(call)), idOf(call));
  return integrationView(parts, idOf(call));
};

const removeIntegration: TenantHandler = (parts, call) => {
  requireRegistered(parts, call);
  const isUsed = liveChannels(parts).some(({ channelIntegrationId }) => channelIntegrationId === idOf(call));
  demand(!isUsed, 'still_used', null, 'The integration has channels.');
  parts.registry.remove(idOf(call));
};

function checkedForm(parts: TenantAdminParts, body: IntegrationBody, id: string | null): IntegrationBody {
  const others = parts.registry.list.filter(({ integrationId }) => integrationId !== id).map(({ name }) => name);
  return checkIntegration(body, others, parts.clock.stampNow());
}

function requireRegistered({ registry }: TenantAdminParts, call: TenantCall): { form: IntegrationBody } {
  const registered = registry.registered(idOf(call));
  if (!registered) throw new TenantRefusal('not_found', null, 'The integration was not found.', 404);
  return registered;
}

const PageBody = z.strictObject({
  page: z.enum(['add', 'reconnect', 'remove']),
  channelId: z.string().max(200).optional(),
});

/** The address the tenant opens when its Add, Reconnect or Remove button is pressed. */
const openActionPage: TenantHandler = (parts, call) => {
  const { form } = requireRegistered(parts, call);
  const { page, channelId } = tenantBody(PageBody, call);
  const own = { add: form.addUrl, reconnect: form.reconnectUrl, remove: form.removeUrl }[page];
  const pageUrl = own === '' ? form.addUrl : own;
  demand(pageUrl !== '', 'required', `${page}Url`, 'The integration has no URL for this page.');
  if (channelId !== undefined) requireEntry(parts.store.channels, channelId, 'The channel');
  return { url: parts.openedPageUrl(pageUrl, channelId) };
};

const ChannelChange = ChannelSettings.extend({ name: z.string().max(2_000).optional() });

const changeChannel: TenantHandler = (parts, call) => {
  const channel = requireChannel(parts, call);
  const { name, ...given } = tenantBody(ChannelChange, call);
  const { scriptId, defaultSkillId } = settingsOf(given, parts.store.book);
  const members = {
    ...channel.members,
    studioScript: scriptId,
    defaultSkillId,
    ...(name === undefined ? {} : { name: checkedName(name) }),
  };
  const changed = channelFrom(channel.key, members);
  parts.store.channels.set(channel.id, changed);
  parts.store.book.changed('channels');
  return channelView(parts, changed);
};

const removeChannel: TenantHandler = (parts, call) => {
  const channel = requireChannel(parts, call);
  const isUsed = [...parts.store.book.skills.values()].some(({ channelId }) => channelId === channel.id);
  demand(!isUsed, 'still_used', null, 'An outbound skill names the channel.');
  channel.isDeleted = true;
  parts.store.book.changed('channels');
};

function requireChannel({ store }: TenantAdminParts, call: TenantCall): Channel {
  const channel = store.liveChannel(idOf(call));
  if (!channel) throw new TenantRefusal('not_found', null, 'The channel was not found.', 404);
  return channel;
}

const ApplicationBody = z.strictObject({ name: z.string().max(2_000) });

/** An application of a middleware; its secret is in this answer and nowhere else. */
const addApplication: TenantHandler = ({ store: { book }, random }, call) => {
  const name = checkedName(tenantBody(ApplicationBody, call).name);
  const clientId = `${random.hex(8)}@cxone`;
  const clientSecret = random.text(40, alphanumeric);
  book.applications.set(clientId, { key: `application-${clientId}`, name, clientId, clientSecret });
  book.changed('access');
  return { name, clientId, clientSecret };
};

const KeyBody = z.strictObject({ userId: z.number().int() });

/** An access key of an employee; its secret is in this answer and nowhere else. */
const addAccessKey: TenantHandler = ({ store: { book }, random }, call) => {
  const { userId } = tenantBody(KeyBody, call);
  demand(book.users.has(userId), 'unknown_reference', 'userId', 'There is no such user.');
  const id = `${random.text(48, alphanumeric)}====`;
  const secret = `${random.text(48, alphanumeric)}====`;
  book.accessKeys.set(id, { id, secret, userId });
  book.changed('access');
  return { id, secret, userId };
};

const removeAccessKey: TenantHandler = ({ store: { book } }, call) => {
  requireEntry(book.accessKeys, idOf(call), 'The access key');
  book.accessKeys.delete(idOf(call));
  book.changed('access');
};

/** BYOC integrations, digital points of contact, and access to the API. */
export const tenantChannelRoutes: readonly TenantRoute[] = [
  ['POST', '/tenant/api/integrations', addIntegration],
  ['PUT', '/tenant/api/integrations/:id', changeIntegration],
  ['DELETE', '/tenant/api/integrations/:id', removeIntegration],
  ['POST', '/tenant/api/integrations/:id/action-page', openActionPage],
  ['PUT', '/tenant/api/channels/:id', changeChannel],
  ['DELETE', '/tenant/api/channels/:id', removeChannel],
  ['POST', '/tenant/api/applications', addApplication],
  ['POST', '/tenant/api/access-keys', addAccessKey],
  ['DELETE', '/tenant/api/access-keys/:id', removeAccessKey],
];
