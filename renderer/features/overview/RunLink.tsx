import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import { needsAttention } from '#renderer/lib/describe/attention.ts';
import { shownPhase } from '#renderer/lib/describe/describe-reconnect.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';

interface RunLinkProps {
  readonly channel: ChannelSnapshot;
  readonly run: ReconnectRun;
}

/** In place of the button: a reconnect is under way, how far it is, and the way to its page. */
export function RunLink({ channel, run }: RunLinkProps) {
  const { t } = useTexts();
  const mustAct = channel.state.operatorMustAct || !needsAttention(channel);
  const phase = t(`reconnect.phase.${shownPhase(run, mustAct)}`);
  return (
    <a
      href={hrefOf({ page: 'channel', channelId: channel.id })}
      aria-label={t('overview.runOf', { name: channel.name, phase })}
    >
      {phase}
    </a>
  );
}
