import type { ChannelSnapshot, Leg } from '#shared/domain/channel.ts';
import type { Direction } from '#shared/domain/message.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { describeDirection, faultTone, legsOf, legTone } from '#renderer/lib/describe/describe-direction.ts';
import { strengthText } from '#renderer/lib/describe/describe-proof.ts';
import { trafficHref } from '#renderer/lib/router.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import type { Sign as SignName, Tone } from '#renderer/lib/tone.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useRelayVisible } from '#renderer/store/selectors.ts';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './DirectionsPanel.module.css';

function LegLine({ channel, leg }: { readonly channel: ChannelSnapshot; readonly leg: Leg }) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const status = channel.legs[leg];
  const { proof, fault } = status;
  return (
    <li className={styles.leg} data-tone={legTone(status)}>
      <strong>{t(`leg.${leg}`)}</strong>
      <span title={proof === null ? undefined : format.full(proof.at)}>
        {proof === null
          ? t('proof.none')
          : `${t('proof.age', { age: format.age(proof.at, now) })}: ${t(strengthText(leg, proof.strength))}`}
      </span>
      {fault !== null && (
        <p className={styles.fault} data-tone={faultTone(fault)}>
          <b>{sentenceFor(language, fault.code, fault.value === null ? null : isolated(fault.value)).title}</b>{' '}
          <span>{t('proof.code', { code: fault.platformCode ?? fault.code })}</span>
          <span>
            {t('directions.failingSince', {
              time: format.moment(fault.since, now),
              count: fault.count,
              age: format.age(fault.at, now),
            })}
          </span>
          {fault.nextTryAt !== null && <span>{t('proof.nextTry', { when: format.until(fault.nextTryAt, now) })}</span>}
        </p>
      )}
    </li>
  );
}

function lookOf(
  channel: ChannelSnapshot,
  direction: Direction,
  visible: boolean,
): { tone: Tone; sign: SignName; word: Word } {
  const view = describeDirection(channel, direction);
  // What is not seen cannot be claimed.
  if (!visible) return { tone: 'unsure', sign: 'question', word: 'unseen' };
  if (view.kind === 'proof') return { tone: 'ok', sign: 'dot', word: 'works' };
  if (view.kind === 'unproven') return { tone: 'unsure', sign: 'question', word: 'unproven' };
  return view.tone === 'bad'
    ? { tone: 'bad', sign: 'triangle', word: 'failing' }
    : { tone: 'info', sign: 'cycle', word: 'passing' };
}
type Word = 'works' | 'unseen' | 'unproven' | 'failing' | 'passing';

function DirectionPart({ channel, direction }: { readonly channel: ChannelSnapshot; readonly direction: Direction }) {
  const { t } = useTexts();
  const visible = useRelayVisible();
  const { word, ...look } = lookOf(channel, direction, visible);
  const waiting = channel.waiting[direction];
  return (
    <div className={styles.direction}>
      <header className={styles.head}>
        <h3>{t(`direction.${direction}`)}</h3>
        <StateBadge {...look} size="small">
          {t(`directions.${word}`)}
        </StateBadge>
      </header>
      <ul className={styles.legs}>
        {legsOf[direction].map((leg) => (
          <LegLine key={leg} channel={channel} leg={leg} />
        ))}
      </ul>
      <p className={styles.waiting}>
        {waiting === 0 ? (
          t('directions.nothingWaits')
        ) : (
          <a href={trafficHref({ channelId: channel.id, direction, states: ['pending'] })}>
            {t('directions.waiting', { count: waiting })}
          </a>
        )}
      </p>
    </div>
  );
}

/** Both directions apart, each leg with its newest proof, its strength in words and its age. */
export function DirectionsPanel({ channel }: { readonly channel: ChannelSnapshot }) {
  const { t } = useTexts();
  return (
    <Panel title={t('directions.heading')} note={t('directions.note')}>
      <div className={styles.both}>
        <DirectionPart channel={channel} direction="inbound" />
        <DirectionPart channel={channel} direction="outbound" />
      </div>
      {channel.callbackUrl !== null && (
        <div className={styles.callback}>
          <CopyValue value={channel.callbackUrl} label={t('directions.callbackUrl')} showLabel />
        </div>
      )}
    </Panel>
  );
}
