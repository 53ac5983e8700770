import { DisconnectKind } from '#shared/domain/disconnect.ts';
import type { ControlledSandbox } from './control-server.ts';
import { disconnectTable } from './disconnect-table.ts';
import type { DisconnectRow } from './disconnect-table.ts';

const sendPath = '/cgi-bin/message/custom/send';

interface Caused {
  /** The channel it was asked for; a disconnect of the whole integration strikes its sisters too. */
  channel: string;
  kind: DisconnectKind;
  since: number;
  /** Calls that were left when the quota was spent. */
  quotaLeft: number;
}

export interface DisconnectsView {
  available: (Pick<DisconnectRow, 'leg' | 'code' | 'wholeIntegration'> & { kind: DisconnectKind })[];
  caused: { channelId: string; kind: DisconnectKind; since: number }[];
}

/** Breaks channels the way they break in practice, and mends them. Outlives the relay: what is broken stays so. */
export interface Disconnects {
  view(): DisconnectsView;
  /** Throws UnknownAccountError. */
  cause(channel: string, kind: DisconnectKind): DisconnectsView;
  /** Without a kind: everything that was caused for that channel or its whole integration. Throws UnknownAccountError. */
  repair(channel: string, kind: DisconnectKind | undefined): DisconnectsView;
}

export function createDisconnects(sandbox: Omit<ControlledSandbox, 'disconnects'>): Disconnects {
  const { wechat, cxone, clock, identities } = sandbox;
  const integration = identities.integration.key;
  let caused: Caused[] = [];

  const appIdOf = (channel: string): string => wechat.accounts.get(channel).options.appId;
  const cxoneChannel = (channel: string) => [...cxone.store.channels.values()].find(({ key }) => key === channel);
  const quotaLeft = (channel: string): number =>
    wechat.quotas.view(appIdOf(channel), sendPath, clock.now())?.quota.remain ?? 0;
  const targetOf = ({ channel, kind }: Pick<Caused, 'channel' | 'kind'>): string =>
    disconnectTable[kind].wholeIntegration ? integration : channel;

  const undertake = (channel: string, { deed }: DisconnectRow): void => {
    switch (deed) {
      case 'end_tokens':
        wechat.tokens.expireAll(appIdOf(channel), clock.now());
        return;
      case 'end_cxone_tokens':
        cxone.faults.set({ target: integration, fault: 'tokenRevoked' });
        cxone.faults.clear({ target: integration, fault: 'tokenRevoked' });
        return;
      case 'end_box_token':
        cxone.boxes.get(integration)?.forgetToken();
        return;
      case 'spend_quota':
        wechat.quotas.leave(appIdOf(channel), sendPath, 0, clock.now());
        return;
      case 'delete_channel':
        setDeleted(channel, true);
        return;
      case 'expire_certificate':
        wechat.expireCertificate(true);
        return;
      case undefined:
    }
  };

  const setDeleted = (channel: string, isDeleted: boolean): void => {
    const found = cxoneChannel(channel);
    if (found) found.isDeleted = isDeleted;
  };

  /** False when somebody undid it in another way: cleared the faults, created the channel anew, reset the quota. */
  const isInForce = (one: Caused): boolean => {
    const { wechat: atWeChat, cxone: atCxone, deed } = disconnectTable[one.kind];
    const target = targetOf(one);
    if (atWeChat) return wechat.faults.list().some((set) => set.fault === atWeChat.fault && set.target === target);
    if (atCxone) return cxone.faults.list().some((set) => set.fault === atCxone.fault && set.target === target);
    if (deed === 'expire_certificate') return wechat.certificateExpired === true;
    return deed === 'spend_quota' ? quotaLeft(one.channel) === 0 : cxoneChannel(one.channel)?.isDeleted === true;
  };

  /** Two kinds that are the same fault with other options take each other's place. */
  const isReplaced = (one: Caused, channel: string, kind: DisconnectKind): boolean => {
    if (targetOf(one) !== targetOf({ channel, kind })) return false;
    const [before, now] = [disconnectTable[one.kind], disconnectTable[kind]];
    if (one.kind === kind) return true;
    return (
      (before.wechat !== undefined && before.wechat.fault === now.wechat?.fault) ||
      (before.cxone !== undefined && before.cxone.fault === now.cxone?.fault)
    );
  };

  const undo = (one: Caused): void => {
    const { wechat: atWeChat, cxone: atCxone, deed } = disconnectTable[one.kind];
    const target = targetOf(one);
    if (atWeChat) wechat.faults.clear({ target, fault: atWeChat.fault });
    if (atCxone) cxone.faults.clear({ target, fault: atCxone.fault });
    if (deed === 'spend_quota') wechat.quotas.leave(appIdOf(one.channel), sendPath, one.quotaLeft, clock.now());
    if (deed === 'delete_channel') setDeleted(one.channel, false);
    if (deed === 'expire_certificate') wechat.expireCertificate(false);
  };

  /** Without https there is no certificate to run out. */
  const isPossible = (kind: DisconnectKind): boolean =>
    disconnectTable[kind].deed !== 'expire_certificate' || wechat.certificateExpired !== null;

  const view = (): DisconnectsView => {
    caused = caused.filter(isInForce);
    return {
      available: DisconnectKind.options.filter(isPossible).map((kind) => {
        const { leg, code, wholeIntegration } = disconnectTable[kind];
        return { kind, leg, code, wholeIntegration };
      }),
      caused: caused.map(({ channel, kind, since }) => ({ channelId: channel, kind, since })),
    };
  };

  // While WeChat brings nothing to the relay, staff help customers in WeChat's own console: their replies count, too.
  wechat.pushes.on((notice) => {
    if (notice.kind !== 'settled' || notice.outcome.kind !== 'withheld' || notice.push.kind !== 'message') return;
    const { key, appId } = notice.push.account.options;
    const isStopped = caused.some(({ channel, kind }) => channel === key && kind === 'wechat_pushes_stopped');
    if (isStopped && quotaLeft(key) > 0) wechat.quotas.count(appId, sendPath, clock.now());
  });

  return {
    view,
    cause(channel, kind) {
      wechat.accounts.get(channel);
      caused = caused.filter(isInForce);
      const row = disconnectTable[kind];
      const before = caused.find((one) => isReplaced(one, channel, kind));
      const one: Caused = {
        channel,
        kind,
        since: clock.stampNow(),
        quotaLeft: before?.quotaLeft ?? quotaLeft(channel),
      };
      caused = [...caused.filter((other) => other !== before), one];
      const target = targetOf(one);
      if (row.wechat) wechat.faults.set({ target, fault: row.wechat.fault, options: row.wechat.options });
      if (row.cxone) cxone.faults.set({ target, fault: row.cxone.fault, options: row.cxone.options });
      undertake(channel, row);
      return view();
    },
    repair(channel, kind) {
      wechat.accounts.get(channel);
      const mended = caused.filter(
        (one) =>
          (one.channel === channel || disconnectTable[one.kind].wholeIntegration) &&
          (kind === undefined || one.kind === kind),
      );
      for (const one of mended) undo(one);
      caused = caused.filter((one) => !mended.includes(one));
      // WeChat asks for the URL again when its owner saves what was put right; nobody waits for the outcome.
      if (mended.some((one) => disconnectTable[one.kind].verifies)) void wechat.verify(channel);
      return view();
    },
  };
}
