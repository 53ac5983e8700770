import type { Thread } from '../cxone/model.ts';
import { stringOf } from '../kit/json.ts';
import type { JsonObject } from '../kit/json.ts';
import { repliesLeft } from '../wechat/reply-windows.ts';
import { factsOf } from './agent-message.ts';
import type { ControlledSandbox } from './control-server.ts';

/** The two ends of one conversation, side by side; most recently active first. */
export function conversationViews(
  sandbox: ControlledSandbox,
  filter: { channel?: string | undefined; customer?: string | undefined },
  limit: number,
) {
  const { wechat, cxone } = sandbox;
  const threads = threadsByCustomer(sandbox);
  const now = sandbox.clock.now();
  const found = wechat.accounts
    .list()
    .filter(({ options }) => filter.channel === undefined || options.key === filter.channel)
    .flatMap((account) => [...account.followers.values()].map((follower) => ({ account, follower })))
    .filter(({ follower }) => filter.customer === undefined || follower.openid === filter.customer)
    .map(({ account, follower }) => {
      const ofCustomer = threads.get(`${account.options.key} ${follower.openid}`) ?? [];
      return { account, follower, ofCustomer, lastAt: follower.chat.list().at(-1)?.at ?? 0 };
    })
    .filter(({ follower, ofCustomer }) => follower.chat.total > 0 || ofCustomer.length > 0)
    .sort((left, right) => right.lastAt - left.lastAt);

  return found.slice(0, limit).map(({ account, follower, ofCustomer }) => {
    const latest = ofCustomer.at(-1);
    const contact = latest && cxone.store.contacts.get(latest.contactNumber);
    return {
      channel: account.options.key,
      customer: follower.openid,
      nickname: follower.nickname,
      language: follower.language,
      follows: follower.follows,
      repliesLeft: Math.min(1_000, repliesLeft(follower.windows, now)),
      isTypingShown: follower.typingUntil > now,
      conversation: latest?.idOnExternalPlatform ?? null,
      contact: contact ? { number: contact.id, status: contact.status } : null,
      /** What the customer sees on the phone. */
      wechat: follower.chat.list(),
      /** What the agent sees in CXone. */
      cxone: ofCustomer.flatMap((thread) =>
        thread.messages
          .list()
          .map(
            ({ direction, createdAt, text, content, idOnExternalPlatform, state, reason, statuses, attachments }) => ({
              direction,
              at: createdAt,
              text,
              type: stringOf(content.type) ?? null,
              externalId: idOnExternalPlatform,
              state,
              reason,
              statuses,
              attachments: attachments.length,
              files:
                direction === 'inbound' ? attachments.flatMap((attachment) => uploadedFacts(cxone, attachment)) : [],
            }),
          ),
      ),
    };
  });
}

/** The files of a customer's message as the agent could open them; those whose life is over are left out. */
function uploadedFacts(cxone: ControlledSandbox['cxone'], attachment: JsonObject) {
  const file = cxone.uploadedFile(stringOf(attachment.url) ?? '');
  if (!file) return [];
  return [{ mimeType: file.mimeType, ...factsOf(stringOf(attachment.friendlyName) ?? '', file.content) }];
}

function threadsByCustomer({ cxone }: ControlledSandbox): Map<string, Thread[]> {
  const threads = new Map<string, Thread[]>();
  for (const thread of cxone.store.threads.values()) {
    const channel = cxone.store.channels.get(thread.channelId)?.key ?? thread.channelId;
    const key = `${channel} ${thread.endUser.idOnExternalPlatform}`;
    const known = threads.get(key);
    if (known) known.push(thread);
    else threads.set(key, [thread]);
  }
  return threads;
}
