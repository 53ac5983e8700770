import type { ChannelId } from '#shared/domain/ids.ts';
import type { SetupBook } from '#shared/domain/setup/book.ts';
import type { ChannelStep } from '#shared/domain/setup/channel-form.ts';
import type { ReadinessLine, ReadinessTopic } from '#shared/domain/setup/readiness.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { setupChannelHref, setupHref, setupIntegrationHref, setupSkillHref } from '#renderer/lib/setup-routes.ts';

/** The step of a channel's wizard that a topic belongs to. */
const stepOf: Partial<Readonly<Record<ReadinessTopic, ChannelStep>>> = {
  wechat_account: 'account',
  wechat_callback: 'callback',
  cxone_channel: 'cxone',
  script_and_skill: 'routing',
};

/** The page that mends a line; null where the book does not hold what has to be mended. */
export function fixHref({ fix, topic }: ReadinessLine, channelId: ChannelId, book: SetupBook): string | null {
  const channel = book.channels.find(({ draft }) => draft.id === channelId)?.draft;
  switch (fix) {
    case 'outside':
    case 'permissions':
    case 'routing':
      return setupHref(fix);
    case 'integration': {
      const entry = book.integrations.find(({ draft }) => draft.id === channel?.integration);
      if (entry !== undefined) return setupIntegrationHref(entry.draft.id);
      // Not chosen yet: that is done in the channel's wizard.
      return channel === undefined ? null : setupChannelHref(channel.id);
    }
    case 'channel':
      return channel === undefined ? null : setupChannelHref(channel.id, stepOf[topic] ?? null);
    case 'skill': {
      const own = book.skills.filter((skill) => skill.channel === channelId);
      return setupSkillHref(own[0]?.id ?? null);
    }
    case 'sla':
      return hrefOf({ page: 'sla', tab: 'settings' });
    case 'channel_page':
      return hrefOf({ page: 'channel', channelId });
  }
}
