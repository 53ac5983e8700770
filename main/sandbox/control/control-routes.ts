import { caseRoutes } from './case-routes.ts';
import type { ControlRoute } from './control-route.ts';
import type { ControlledSandbox } from './control-server.ts';
import { disconnectRoutes } from './disconnect-routes.ts';
import { faultRoutes } from './fault-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { platformRoutes } from './platform-routes.ts';
import { witnessRoutes } from './witness-routes.ts';

/**
 * GET  /state                          accounts, tenant, people, faults, rules, load
 * POST /connect                        {wechat, box, actions?, verify?}: where the relay is
 * POST /accounts/{channel}             credentials, mode, callbackUrl, quotaLeft: the owner edits at WeChat
 * POST /accounts/{channel}/verify      WeChat's GET with echostr
 * POST /traffic                        {messagesPerMinute?, paused?, mediaShare?}
 * POST /customers/{openid|new}/say     {text | sample | location | link, channel?, nickname?, language?, wait?}
 * POST /customers/{openid}/event       {event, key?, wait?}
 * POST /customers/{openid}             {follows?, blocks?, isBlacklisted?, remark?, cxoneName?}
 * POST /agent/reply                    {conversation, text | content, attachments?, replyTo?, wait?}
 * POST /agent/send                     {conversation, message, files?, replyTo?, wait?}: any kind of content, with files
 * POST /agent/start                    {channel, customer, text | message, files?}: the agent writes first
 * GET  /agent/statuses                 ?channel= &externalId= &limit=: the relay's status calls, newest last
 * POST /agent/typing                   {conversation, typing}
 * POST /agent/status                   {conversation, status}
 * POST /agent/auto                     {on?, minDelayMs?, maxDelayMs?, resolves?, slowShare?, slowMinMs?, slowMaxMs?}
 * GET  /cases                          ?channel= &customer= &status= (several) &limit=: cases, and who can answer
 * GET  /cases/{number}                 one of them
 * POST /cases/{number}                 {act: assign|unassign|status|answer, agentId?, status?, text?, wait?}
 * GET  /faults                         what can be set, and what is set
 * POST /faults                         {fault, target?, platform?, options?, remaining?}
 * DELETE /faults                       ?target= &fault=; without either: all
 * GET  /disconnects                    the ways to lose a channel, and what was caused
 * POST /disconnects                    {channel, kind}: breaks it as it breaks in practice
 * DELETE /disconnects                  ?channel= &kind=; without a kind: all that was caused for it
 * POST /rules                          {wechat?, cxone?, replyVersion?}: the platforms' numbers
 * POST /clock                          {advanceMs?, skewMs?}
 * POST /load                           {perSecond, seconds, direction?, conversations?, ...}; GET /load; DELETE /load
 * GET  /report                         ?graceMs= &missing=: what was offered, acknowledged, applied, lost, doubled
 * GET  /conversations                  ?channel= &customer= &limit=: what customer and agent see
 * POST /action-page                    {page, channel?}: the URL CXone would open
 */
export function controlRoutes(sandbox: ControlledSandbox): readonly ControlRoute[] {
  return [
    ...platformRoutes(sandbox),
    ...peopleRoutes(sandbox),
    ...caseRoutes(sandbox),
    ...faultRoutes(sandbox),
    ...disconnectRoutes(sandbox),
    ...witnessRoutes(sandbox),
  ];
}
