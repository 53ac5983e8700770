import type { ChannelEntry, SetupSecret } from '#shared/domain/setup/book.ts';
import type { ChannelForm } from '#shared/domain/setup/channel-form.ts';
import { cleanChannel } from '#shared/setup/channel-rules.ts';
import { sameForm } from '#renderer/store/setup-merge.ts';
import { secretsWait } from '../secrets-waiting.ts';

/** Script, skill, the way of routing and the wizard's step are notes: the relay does not run on them. */
function relevant(form: ChannelForm): unknown {
  const { name, integration, wechat, cxone, customerLanguage, agentLanguage } = cleanChannel(form);
  return [name, integration, wechat, cxone.channelId, customerLanguage, agentLanguage];
}

/** Whether the relay runs on what is typed now, and on the secrets of now. */
export const runsOnIt = (
  { applied, appliedAt }: Pick<ChannelEntry, 'applied' | 'appliedAt'>,
  typed: ChannelForm,
  secrets: readonly SetupSecret[],
): boolean =>
  applied !== null &&
  sameForm(relevant(applied), relevant(typed)) &&
  !secretsWait(secrets, { owner: 'channel', ownerId: typed.id }, appliedAt);
