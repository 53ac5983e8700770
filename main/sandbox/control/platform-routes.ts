import { definedMembers } from '../kit/defined.ts';
import { FaultRequestError } from '../kit/fault-registry.ts';
import { UnknownAccountError } from '../wechat/accounts.ts';
import type { ControlRoute } from './control-route.ts';
import * as schemas from './control-schemas.ts';
import type { ControlledSandbox } from './control-server.ts';
import { stateView } from './state-view.ts';

/** The platforms themselves: where the relay is, what the owners configured, the rules and the time. */
export function platformRoutes(sandbox: ControlledSandbox): readonly ControlRoute[] {
  const { wechat, cxone } = sandbox;
  return [
    { method: 'GET', pattern: '/state', run: () => stateView(sandbox) },
    {
      method: 'POST',
      pattern: '/connect',
      run: ({ body }) => {
        const { verify, ...urls } = schemas.ConnectBody.parse(body);
        return sandbox.connect(urls, verify);
      },
    },
    {
      method: 'POST',
      pattern: '/accounts/:channel',
      run: ({ body, parameters }) => {
        const key = parameters.channel ?? '';
        const { callbackUrl, quotaLeft, ...credentials } = schemas.AccountBody.parse(body);
        const account = wechat.accounts.get(key);
        wechat.accounts.change(key, definedMembers(credentials));
        if (callbackUrl !== undefined) wechat.setCallbackUrl(key, callbackUrl ?? undefined);
        if (quotaLeft) wechat.quotas.leave(account.options.appId, quotaLeft.path, quotaLeft.calls, sandbox.clock.now());
        return { account: account.options, callbackUrl: account.callbackUrl ?? null };
      },
    },
    {
      method: 'POST',
      pattern: '/accounts/:channel/verify',
      run: ({ parameters }) => wechat.verify(parameters.channel ?? ''),
    },
    {
      method: 'POST',
      pattern: '/rules',
      run: ({ body }) => {
        const changes = schemas.RulesBody.parse(body);
        if (changes.replyVersion) cxone.agents.setReplyVersion(changes.replyVersion);
        return {
          wechat: wechat.setRules(changes.wechat ?? {}),
          cxone: cxone.setRules(changes.cxone ?? {}),
          replyVersion: cxone.agents.replyVersion(),
        };
      },
    },
    {
      method: 'POST',
      pattern: '/clock',
      run: ({ body }) => {
        const { advanceMs, skewMs } = schemas.ClockBody.parse(body);
        if (skewMs !== undefined) sandbox.clock.setSkew(skewMs);
        if (advanceMs !== undefined) sandbox.clock.advance(advanceMs);
        return { now: sandbox.clock.now(), stampNow: sandbox.clock.stampNow(), skewMs: sandbox.clock.skewMs() };
      },
    },
    {
      method: 'POST',
      pattern: '/action-page',
      run: ({ body }) => {
        const { page, channel } = schemas.ActionPageBody.parse(body);
        const actions = sandbox.connection()?.actions;
        if (actions === undefined) throw new FaultRequestError('The relay has told no address for its action pages');
        const found = sandbox.identities.channels.find(({ key }) => key === channel);
        if (channel !== undefined && found === undefined) throw new UnknownAccountError(channel);
        return { url: cxone.actionPageUrl(page, actions, found?.id) };
      },
    },
  ];
}
