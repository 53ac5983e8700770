/** CXone: `POST /dfo/3.0/channels`. */
export interface ChannelBody {
  readonly id: string;
  readonly idOnExternalPlatform: string;
  readonly channelIntegrationId: string;
  readonly realExternalPlatformId: 'we-chat' | 'custom';
  readonly externalPlatformIcon: 'wechat';
  readonly name: string;
  readonly isPrivate: true;
  readonly hasTreeStructure: false;
  readonly hasReply: true;
  readonly contentFormat: 'plain';
  readonly hasAbilityToSendFiles: boolean;
  readonly hasOutboundFlow: boolean;
  readonly hasManualOutboundFlow: boolean;
  readonly hasMultipleThreadsPerEndUser: false;
  readonly isLiveChat: false;
  readonly hasAbilityToLike: false;
  readonly hasAbilityToShare: false;
  readonly hasAbilityToDelete: false;
  readonly hasAbilityToHide: false;
}

/**
 * A WeChat account as a channel of CXone. Private (direct messages), one conversation per end user, and none of the
 * actions WeChat does not have: CXone then never asks for them. Agents may begin conversations
 * (`hasManualOutboundFlow`): the recipient is validated and a message without a thread is taken, inside the reply window
 * or from a mapped template. `platform` is 'custom' only where 'we-chat' is refused.
 */
export function channelBody(input: {
  readonly cxoneChannelId: string;
  readonly originalId: string;
  readonly integrationId: string;
  readonly name: string;
  readonly platform?: ChannelBody['realExternalPlatformId'];
}): ChannelBody {
  return {
    id: input.cxoneChannelId,
    idOnExternalPlatform: input.originalId,
    channelIntegrationId: input.integrationId,
    realExternalPlatformId: input.platform ?? 'we-chat',
    externalPlatformIcon: 'wechat',
    name: input.name,
    isPrivate: true,
    hasTreeStructure: false,
    hasReply: true,
    contentFormat: 'plain',
    hasAbilityToSendFiles: true,
    hasOutboundFlow: true,
    hasManualOutboundFlow: true,
    hasMultipleThreadsPerEndUser: false,
    isLiveChat: false,
    hasAbilityToLike: false,
    hasAbilityToShare: false,
    hasAbilityToDelete: false,
    hasAbilityToHide: false,
  };
}
