import type { SlaCause } from '#shared/domain/sla.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';

/** What a target was missed by: people, or an outage that took the time they needed. */
export function CauseBadge({ cause }: { readonly cause: SlaCause }) {
  const { t } = useTexts();
  return (
    <StateBadge
      tone={cause === 'people' ? 'bad' : 'info'}
      sign={cause === 'people' ? 'triangle' : 'square'}
      size="small"
    >
      {t(`sla.cause.${cause}`)}
    </StateBadge>
  );
}
