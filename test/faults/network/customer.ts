import type { Sandbox } from '#sandbox/sandbox.ts';

/** The platform a message is brought to. */
export type Side = 'cxone' | 'wechat';

export interface Customer {
  readonly openId: string;
  readonly channel: string;
  /** One message toward the given platform; resolves when it was acknowledged, to false when it was not. */
  say(side: Side, text: string): Promise<boolean>;
  /** Texts that have arrived at the platform, in order. */
  arrived(side: Side): readonly string[];
}

export async function createCustomer(
  { sandbox }: { readonly sandbox: Sandbox },
  name: string,
  channel = sandbox.identities.accounts[0]?.key ?? '',
): Promise<Customer> {
  const { openid: openId } = sandbox.wechat.customers.follow(channel, { nickname: name, language: 'en' });
  sandbox.people.agent.ignore(openId);
  const arrivals: Record<Side, string[]> = { cxone: [], wechat: [] };
  let threadId = '';
  const hasThread = new Promise<void>((resolve) => {
    sandbox.cxone.messages.on((notice) => {
      if (notice.kind !== 'created' || notice.direction !== 'inbound' || notice.endUserId !== openId) return;
      threadId = notice.thread.id;
      arrivals.cxone.push(notice.text);
      resolve();
    });
  });
  sandbox.wechat.sends.on((notice) => {
    if (notice.kind === 'accepted' && notice.follower.openid === openId) arrivals.wechat.push(notice.text);
  });
  const customer: Customer = {
    openId,
    channel,
    say: async (side, text) => {
      if (side === 'wechat') return (await sandbox.cxone.agents.reply(threadId, text).settled).kind === 'accepted';
      return (await sandbox.wechat.customers.send(channel, openId, { type: 'text', text }).settled).kind === 'accepted';
    },
    arrived: (side) => arrivals[side],
  };
  if (!(await customer.say('cxone', `${name} begins`))) throw new Error('the first message was not taken');
  await within(firstMessageMs, hasThread, `${name}'s first message did not arrive`);
  return customer;
}

/** In real time, however fast the platforms live. */
const firstMessageMs = 60_000;

async function within(limitMs: number, work: Promise<void>, otherwise: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(otherwise));
    }, limitMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
