import type { ClockView } from '#renderer/lib/describe/describe-sla.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';

/** How a clock stands: sign, word and colour. */
export function ClockBadge({ view }: { readonly view: ClockView }) {
  const { t } = useTexts();
  return (
    <StateBadge tone={view.tone} sign={view.sign} size="small">
      {t(`sla.state.${view.word}`)}
    </StateBadge>
  );
}
