import type { SetupView } from '#shared/domain/setup/book.ts';
import type { ChannelForm } from '#shared/domain/setup/channel-form.ts';

/** CXone's id of a channel's integration; empty while it is not known. */
function integrationIdOf({ integration }: ChannelForm, { book, given }: SetupView): string {
  const own = book.integrations.find(({ draft }) => draft.id === integration)?.draft.integrationId;
  return own?.trim() ?? given.integrations.find(({ id }) => id === integration)?.integrationId ?? '';
}

/**
 * The body with which an engineer creates the channel (CXone: `POST /dfo/3.0/channels`), as the relay itself would: private,
 * one conversation for each person, and none of the acts WeChat does not have.
 */
export function channelBody(form: ChannelForm, view: SetupView): string {
  return JSON.stringify(
    {
      id: form.cxone.channelId.trim(),
      idOnExternalPlatform: form.wechat.originalId.trim(),
      channelIntegrationId: integrationIdOf(form, view),
      realExternalPlatformId: 'we-chat',
      externalPlatformIcon: 'wechat',
      name: form.name.trim(),
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
    },
    null,
    2,
  );
}
