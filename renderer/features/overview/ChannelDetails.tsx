import type { ChannelSnapshot, Leg } from '#shared/domain/channel.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { channelStateLook } from '#renderer/lib/describe/describe-channel-state.ts';
import { faultTone, legTone } from '#renderer/lib/describe/describe-direction.ts';
import { legOrder, strengthText } from '#renderer/lib/describe/describe-proof.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import styles from './ChannelDetails.module.css';

function LegLine({ channel, leg }: { readonly channel: ChannelSnapshot; readonly leg: Leg }) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const status = channel.legs[leg];
  const { proof, fault } = status;
  return (
    <li className={styles.leg} data-tone={legTone(status)}>
      <span className={styles.legName}>{t(`leg.${leg}`)}</span>
      <span title={proof === null ? undefined : format.full(proof.at)}>
        {proof === null ? t('proof.none') : t('proof.age', { age: format.age(proof.at, now) })}
      </span>
      <span className={styles.strength}>{proof === null ? '' : t(strengthText(leg, proof.strength))}</span>
      {fault !== null && (
        <p className={styles.fault} data-tone={faultTone(fault)}>
          <strong>
            {sentenceFor(language, fault.code, fault.value === null ? null : isolated(fault.value)).title}
          </strong>
          <span>{t('proof.code', { code: fault.platformCode ?? fault.code })}</span>
          <span>{t('proof.failingTimes', { count: fault.count, age: format.age(fault.at, now) })}</span>
          {fault.nextTryAt !== null && <span>{t('proof.nextTry', { when: format.until(fault.nextTryAt, now) })}</span>}
        </p>
      )}
    </li>
  );
}

/** The four legs of one channel with their proofs, its callback address, and a check on demand. */
export function ChannelDetails({ channel }: { readonly channel: ChannelSnapshot }) {
  const { t } = useTexts();
  const client = useClient();
  const channelsChanged = useConsole((state) => state.channelsChanged);
  const check = useAction(async () => {
    channelsChanged([await client.invoke('channels.check', { channelId: channel.id })]);
  });
  const { tone } = channelStateLook(channel.state.kind);
  const outcome = tone === 'ok' ? 'checkedGood' : tone === 'info' ? 'checkedUnsure' : 'checkedStill';
  return (
    <tr>
      <td colSpan={9} className={styles.cell}>
        <div className={styles.details}>
          <ul className={styles.legs}>
            {legOrder.map((leg) => (
              <LegLine key={leg} channel={channel} leg={leg} />
            ))}
          </ul>
          <div className={styles.foot}>
            {channel.callbackUrl !== null && (
              <CopyValue value={channel.callbackUrl} label={t('overview.callbackUrl')} showLabel />
            )}
            <a href={hrefOf({ page: 'channel', channelId: channel.id })} className={styles.page}>
              {t('overview.page')}
            </a>
            <span role="status" className={styles.outcome}>
              {check.state.kind === 'done' ? t(`attention.${outcome}`) : ''}
            </span>
            <Button size="small" busy={check.state.kind === 'running'} onClick={() => check.start()}>
              {check.state.kind === 'running' ? t('action.checking') : t('action.checkAgain')}
            </Button>
          </div>
          {check.state.kind === 'failed' && <ErrorNote error={check.state.error} />}
        </div>
      </td>
    </tr>
  );
}
