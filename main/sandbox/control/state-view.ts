import type { ControlledSandbox } from './control-server.ts';

/** What `GET /state` tells. Credentials stay out: they are in the ready line's relay configuration. */
export function stateView(sandbox: ControlledSandbox) {
  const { wechat, cxone, people, clock, load, identities } = sandbox;
  const now = clock.now();
  const used = wechat.accounts.list().filter(({ options }) => options.isSpare !== true);
  const spare = wechat.accounts.list().filter(({ options }) => options.isSpare === true);
  return {
    clock: { now, stampNow: clock.stampNow(), skewMs: clock.skewMs() },
    connection: sandbox.connection() ?? null,
    wechat: {
      url: wechat.url,
      pushesInFlight: wechat.pushesInFlight(),
      unsettledPushes: wechat.unsettledPushes(),
      accounts: used.map((account) => ({
        channel: account.options.key,
        name: account.options.name,
        appId: account.options.appId,
        originalId: account.options.originalId,
        mode: account.options.mode,
        callbackUrl: account.callbackUrl ?? null,
        followers: account.followers.size,
        pushes: account.pushes,
        sends: account.sends,
        isMarkedFailed: account.markFailUntil > now,
        alarms: Object.fromEntries(account.alarms),
        token: wechat.tokens.state(account.options.appId, now),
        recentCalls: account.calls.list().slice(-20),
      })),
      spareAccounts: spare.map(({ options, callbackUrl, pushes, sends }) => ({
        channel: options.key,
        name: options.name,
        appId: options.appId,
        originalId: options.originalId,
        callbackUrl: callbackUrl ?? null,
        pushes,
        sends,
      })),
    },
    cxone: {
      url: cxone.url,
      replyVersion: cxone.agents.replyVersion(),
      channels: [...cxone.store.channels.values()].map(({ key, id, name, isDeleted }) => ({
        channel: key,
        id,
        name,
        isDeleted,
      })),
      threads: cxone.store.threads.size,
      contacts: countBy([...cxone.store.contacts.values()].map(({ status }) => status)),
      boxes: Object.fromEntries(
        [...cxone.boxes].map(([key, box]) => [key, { url: box.baseUrl() ?? null, ...box.counters }]),
      ),
    },
    people: {
      traffic: people.traffic(),
      agent: people.agent.settings(),
      customers: people.customers().map(({ account, openid, nickname, language }) => ({
        channel: account,
        customer: openid,
        nickname,
        language,
      })),
    },
    integrations: [{ key: identities.integration.key, name: identities.integration.name }],
    faults: { wechat: wechat.faults.list(), cxone: cxone.faults.list() },
    rules: { wechat: wechat.rules(), cxone: cxone.rules() },
    load: load.current() ?? null,
  };
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
