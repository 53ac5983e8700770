import { useState } from 'react';
import { periodWords } from '#renderer/lib/period-words.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Attention } from './Attention.tsx';

/** A time in which nothing could be received, told when it is found: after sleep, a crash, a lost network. */
export function GapNotice() {
  const { t, format } = useTexts();
  const now = useNow();
  const gaps = useConsole((state) => state.receptionGaps);
  const channels = useConsole((state) => state.channels);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  // A channel that was switched off on purpose is no surprise.
  const shown = gaps.filter((gap) => gap.cause !== 'channel_stopped' && !hidden.has(gap.id));
  const [newest, ...others] = shown;
  if (newest === undefined) return null;
  const period = periodWords(format, newest.from, newest.until, now);
  const name = newest.channelId === null ? null : (channels[newest.channelId]?.name ?? newest.channelId);
  return (
    <section aria-label={t('handOver.gaps')}>
      <Attention
        tone="warn"
        title={name === null ? t('gap.noticeTitle', period) : t('gap.noticeTitleChannel', { ...period, name })}
        facts={[
          format.duration(newest.until - newest.from),
          <a key="link" href={hrefOf({ page: 'handOver' })}>
            {others.length === 0 ? t('gap.noticeLink') : t('gap.noticeMore', { count: others.length })}
          </a>,
        ]}
        action={
          <Button size="small" onClick={() => setHidden(new Set(gaps.map((gap) => gap.id)))}>
            {t('action.dismiss')}
          </Button>
        }
      >
        <p>{t('gap.noticeHelp', { cause: t(`gap.${newest.cause}`) })}</p>
      </Attention>
    </section>
  );
}
