import { z } from 'zod';
import { definedMembers } from '../kit/defined.ts';
import { UnknownFollowerError } from '../wechat/customer-actions.ts';
import type { PushTicket } from '../wechat/customer-actions.ts';
import type { CustomerEvent } from '../wechat/events.ts';
import type { CustomerMessage } from '../wechat/messages.ts';
import { agentMessage } from './agent-message.ts';
import type { ControlRoute } from './control-route.ts';
import * as schemas from './control-schemas.ts';
import type { ControlledSandbox } from './control-server.ts';

/** What customers and agents do. */
export function peopleRoutes(sandbox: ControlledSandbox): readonly ControlRoute[] {
  const { wechat, cxone, people } = sandbox;

  const accountOf = (openid: string, channel: string | undefined): string => {
    const account = wechat.accounts
      .list()
      .find(({ options, followers }) => (channel === undefined || options.key === channel) && followers.has(openid));
    if (!account) throw new UnknownFollowerError(openid);
    return account.options.key;
  };

  const ticketView = async (ticket: PushTicket, channel: string, openid: string, wait: boolean) => ({
    channel,
    customer: openid,
    id: ticket.id,
    ...(wait ? { outcome: await ticket.settled } : {}),
  });

  return [
    {
      method: 'POST',
      pattern: '/traffic',
      run: ({ body }) => people.setTraffic(definedMembers(schemas.TrafficBody.parse(body))),
    },
    {
      method: 'POST',
      pattern: '/customers/:customer/say',
      run: ({ body, parameters }) => {
        const said = schemas.SayBody.parse(body);
        const { channel, openid } = speaker(parameters.customer ?? '', said);
        const ticket = ticketOf(said, channel, openid);
        return ticketView(ticket, channel, openid, said.wait);
      },
    },
    {
      method: 'POST',
      pattern: '/customers/:customer/event',
      run: ({ body, parameters }) => {
        const { event, key, channel, wait } = schemas.EventBody.parse(body);
        const openid = parameters.customer ?? '';
        const account = accountOf(openid, channel);
        return ticketView(wechat.customers.raise(account, openid, eventOf(event, key)), account, openid, wait);
      },
    },
    {
      method: 'POST',
      pattern: '/customers/:customer',
      run: ({ body, parameters }) => {
        const { channel, cxoneName, ...changes } = schemas.FollowerBody.parse(body);
        const openid = parameters.customer ?? '';
        const account = accountOf(openid, channel);
        const follower = wechat.customers.find(account, openid);
        if (follower) Object.assign(follower, definedMembers(changes));
        if (cxoneName !== undefined) cxone.store.nameEndUser(openid, cxoneName);
        return { channel: account, customer: openid };
      },
    },
    {
      method: 'POST',
      pattern: '/agent/reply',
      run: async ({ body }) => {
        const { conversation, text, content, attachments, replyTo, wait } = schemas.ReplyBody.parse(body);
        const spoken = content ?? { type: 'TEXT', payload: { text: text ?? '' }, fallbackText: text ?? '' };
        const ticket = cxone.agents.reply(conversation, { content: spoken, attachments, replyTo });
        return { offerId: ticket.offerId, ...(wait ? { outcome: await ticket.settled } : {}) };
      },
    },
    {
      method: 'POST',
      pattern: '/agent/start',
      run: async ({ body }) => {
        const { channel, customer, text, message, files } = schemas.StartThreadBody.parse(body);
        const cxoneChannel = sandbox.identities.channels.find(({ key }) => key === channel)?.id ?? channel;
        const made = agentMessage(cxone.agents, cxoneChannel, message ?? { kind: 'text', text: text ?? '' }, files);
        const ticket = cxone.agents.startThread(cxoneChannel, customer, made.outgoing);
        return { offerId: ticket.offerId, files: made.files, outcome: await ticket.settled };
      },
    },
    {
      method: 'POST',
      pattern: '/agent/send',
      run: async ({ body }) => {
        const { conversation, message, files, replyTo, wait } = schemas.SendBody.parse(body);
        const made = agentMessage(cxone.agents, conversation, message, files);
        const ticket = cxone.agents.reply(conversation, { ...made.outgoing, replyTo });
        return { offerId: ticket.offerId, files: made.files, ...(wait ? { outcome: await ticket.settled } : {}) };
      },
    },
    {
      method: 'GET',
      pattern: '/agent/statuses',
      run: ({ query }) => {
        const filter = { channel: query.get('channel') ?? undefined, externalId: query.get('externalId') ?? undefined };
        const limit = Math.min(50_000, Math.max(1, Number(query.get('limit') ?? 100) || 100));
        return { statuses: cxone.agents.statuses(filter).slice(-limit) };
      },
    },
    {
      method: 'POST',
      pattern: '/agent/typing',
      run: async ({ body }) => {
        const { conversation, typing } = schemas.TypingBody.parse(body);
        return { status: await cxone.agents.type(conversation, typing) };
      },
    },
    {
      method: 'POST',
      pattern: '/agent/status',
      run: ({ body }) => {
        const { conversation, status } = schemas.StatusBody.parse(body);
        return { changed: cxone.agents.setStatus(conversation, status) };
      },
    },
    {
      method: 'POST',
      pattern: '/agent/auto',
      run: ({ body }) => people.agent.set(definedMembers(schemas.AutoBody.parse(body))),
    },
  ];

  function ticketOf(said: z.output<typeof schemas.SayBody>, channel: string, openid: string): PushTicket {
    const { customers } = wechat;
    if (said.sample) return customers.sendSample(channel, openid, said.sample);
    if (!said.file) return customers.send(channel, openid, messageOf(said));
    const { type, contentBase64, contentType, fileName } = said.file;
    const content = Buffer.from(contentBase64, 'base64');
    return customers.sendFile(channel, openid, type, { fileName, contentType, content });
  }

  function speaker(customer: string, said: z.output<typeof schemas.SayBody>): { channel: string; openid: string } {
    if (customer !== 'new') return { channel: accountOf(customer, said.channel), openid: customer };
    const channel = said.channel ?? wechat.accounts.list()[0]?.options.key ?? '';
    wechat.accounts.get(channel);
    const { nickname, language } = said;
    const { openid } = people.addCustomer(channel, { nickname, language });
    void wechat.customers.raise(channel, openid, { type: 'subscribe' });
    return { channel, openid };
  }
}

function messageOf(said: z.output<typeof schemas.SayBody>): CustomerMessage {
  if (said.location) return { type: 'location', scale: 15, ...said.location };
  if (said.link) return { type: 'link', ...said.link };
  if (said.miniProgram) {
    return {
      type: 'miniprogrampage',
      ...said.miniProgram,
      thumbUrl: 'https://shop.example.com/thumb.png',
      thumbMediaId: '',
    };
  }
  if (said.unknownType !== undefined) return { type: 'unknown', msgType: said.unknownType };
  return {
    type: 'text',
    menuId: said.menuId,
    text: z.string({ error: 'say a text, or name a sample, location or link' }).parse(said.text),
  };
}

function eventOf(event: z.output<typeof schemas.EventBody>['event'], key: string): CustomerEvent {
  switch (event) {
    case 'subscribe':
    case 'unsubscribe':
      return { type: event };
    case 'CLICK':
      return { type: event, key };
    case 'VIEW':
      return { type: event, url: 'https://shop.example.com/', menuId: '401234567' };
    case 'SCAN':
      return { type: event, scene: key, ticket: 'gQH47joAAAAAAAAAASxodHRw' };
    case 'LOCATION':
      return { type: event, latitude: 52.37403, longitude: 4.88969, precision: 65 };
  }
}
