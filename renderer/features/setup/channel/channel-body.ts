import type { SetupView } from '#shared/domain/setup/book.ts';
import type { ChannelForm } from '#shared/domain/setup/channel-form.ts';
import { channelBody } from '#shared/setup/cxone-channel.ts';

/** CXone's id of a channel's integration; empty while it is not known. */
function integrationIdOf({ integration }: ChannelForm, { book, given }: SetupView): string {
  const own = book.integrations.find(({ draft }) => draft.id === integration)?.draft.integrationId;
  return own?.trim() ?? given.integrations.find(({ id }) => id === integration)?.integrationId ?? '';
}

/** The body with which an engineer creates the channel (CXone: `POST /dfo/3.0/channels`): the same that the relay sends. */
export function channelBodyText(form: ChannelForm, view: SetupView): string {
  const body = channelBody({
    cxoneChannelId: form.cxone.channelId.trim(),
    originalId: form.wechat.originalId.trim(),
    integrationId: integrationIdOf(form, view),
    name: form.name.trim(),
  });
  return JSON.stringify(body, null, 2);
}
