import { useState } from 'react';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';

/** After this long without a word from the main process, the window says so and offers a way out, milliseconds. */
const patienceMs = 10_000;

/** Shown until the main process has said anything at all. */
export function WaitingForMain() {
  const { t, format } = useTexts();
  const now = useNow();
  const [since] = useState(now);
  const waited = now - since;
  if (waited < patienceMs) return <Empty busy title={t('relay.connecting')} />;
  return (
    <Empty
      title={t('relay.noAnswerTitle')}
      help={t('relay.noAnswerHelp', {
        duration: t('time.seconds', { value: format.number(Math.floor(waited / 1000)) }),
      })}
    >
      <Button look="primary" onClick={() => window.location.reload()}>
        {t('app.reload')}
      </Button>
    </Empty>
  );
}
