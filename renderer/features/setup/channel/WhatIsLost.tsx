import type { ChannelId } from '#shared/domain/ids.ts';
import { typedOperator } from '#renderer/lib/message-search-text.ts';
import { searchHref } from '#renderer/lib/message-search-routes.ts';
import { trafficHref } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import form from '../parts/Form.module.css';

/** What goes with a channel, counted as the relay knows it now, and the way to keep it. */
export function WhatIsLost({ channelId }: { readonly channelId: ChannelId }) {
  const { t, format } = useTexts();
  const snapshot = useConsole((state) => state.channels[channelId]);
  const counts =
    snapshot === undefined
      ? null
      : ([
          ['inbound', snapshot.waiting.inbound, { direction: 'inbound', states: ['pending'] }],
          ['outbound', snapshot.waiting.outbound, { direction: 'outbound', states: ['pending'] }],
          ['unconfirmed', snapshot.unconfirmed, { states: ['unconfirmed'] }],
          ['deadLetters', snapshot.deadLetters, { states: ['dead_letter'] }],
        ] as const);
  return (
    <>
      {counts === null ? (
        <p>{t('setup.remove.countsUnknown')}</p>
      ) : (
        <ul className={form.points}>
          {counts.map(([what, count, query]) => (
            <li key={what}>
              {count === 0 ? (
                t(`setup.remove.count.${what}`, { number: format.number(count) })
              ) : (
                <a href={trafficHref({ channelId, ...query })}>
                  {t(`setup.remove.count.${what}`, { number: format.number(count) })}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      <p>
        {t('setup.remove.exportFirst')}{' '}
        <a href={searchHref(typedOperator('channel', channelId))}>{t('setup.remove.exportMessages')}</a>
      </p>
    </>
  );
}
