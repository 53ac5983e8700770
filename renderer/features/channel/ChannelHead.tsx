import { useState } from 'react';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { channelProblem, needsAttention } from '#renderer/lib/describe/attention.ts';
import { channelStateLook } from '#renderer/lib/describe/describe-channel-state.ts';
import { strengthText } from '#renderer/lib/describe/describe-proof.ts';
import { hrefOf, trafficHref } from '#renderer/lib/router.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { setupChannelHref } from '#renderer/lib/setup-routes.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useRelayVisible } from '#renderer/store/selectors.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { ControlDialog } from '#renderer/ui/ControlDialog.tsx';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './ChannelHead.module.css';
import { headAction, reasonOf, unprovenLeg, valueToCopy } from './head-view.ts';

interface ChannelHeadProps {
  readonly channel: ChannelSnapshot;
  readonly run: ReconnectRun | null;
  readonly onChanged: () => void;
}

function useTitle(channel: ChannelSnapshot, visible: boolean): string {
  const { t, language } = useTexts();
  if (!visible) return t('channel.relayGoneTitle');
  const { kind } = channel.state;
  if (needsAttention(channel)) return t(`attention.${channelProblem(channel).title}`, { name: channel.name });
  switch (kind) {
    case 'connected':
      return t('channel.works');
    case 'not_configured':
      return t('channel.notSetUp');
    case 'verifying':
      return t(unprovenLeg(channel) === null ? 'channel.verifying' : 'channel.unproven');
    case 'connecting':
      return t('channel.connecting');
    case 'unknown':
      return t('channel.unknownState');
    default: {
      const code = reasonOf(channel);
      return code === null ? t(`channelState.${kind}`) : sentenceFor(language, code, null).title;
    }
  }
}

function EvidenceLine({ channel }: { readonly channel: ChannelSnapshot }) {
  const { t, format } = useTexts();
  const now = useNow();
  const { kind, at, leg } = channel.state.evidence;
  const strength = leg === null ? null : (channel.legs[leg].proof?.strength ?? null);
  const what = leg === null ? '' : `${t(strengthText(leg, strength))} (${t(`leg.${leg}`)})`;
  return <span title={format.full(at)}>{t(`channel.evidence.${kind}`, { what, age: format.age(at, now) })}</span>;
}

/** Reconnect, start, check or read: whatever helps now, and only that. */
function HeadButton({ channel, run, onChanged }: ChannelHeadProps) {
  const { t } = useTexts();
  const client = useClient();
  const channelsChanged = useConsole((state) => state.channelsChanged);
  const runsListed = useConsole((state) => state.runsListed);
  const [starting, setStarting] = useState(false);
  const act = useAction(async (what: 'reconnect' | 'check' | 'document') => {
    if (what === 'document') await client.invoke('app.openDocument', { id: 'relay_configuration' });
    else if (what === 'check') channelsChanged([await client.invoke('channels.check', { channelId: channel.id })]);
    else runsListed(await client.invoke('reconnect.start', { channelIds: [channel.id] }));
    onChanged();
  });
  const action = headAction(channel, run);
  const busy = act.state.kind === 'running';
  return (
    <div className={styles.action}>
      {action === 'reconnect' && (
        <Button look="primary" busy={busy} onClick={() => act.start('reconnect')}>
          {busy ? t('reconnect.starting') : t('reconnect.start')}
        </Button>
      )}
      {action === 'start' && (
        <Button look="primary" onClick={() => setStarting(true)}>
          {t('channel.startChannel')}
        </Button>
      )}
      {action === 'set_up' && (
        <ButtonLink
          href={setupChannelHref(channel.id, channel.state.code === 'CHANNEL_WAITS_FOR_CXONE' ? 'cxone' : null)}
          look="primary"
        >
          {t('channel.toSetUp')}
        </ButtonLink>
      )}
      {action === 'document' && (
        <Button busy={busy} onClick={() => act.start('document')}>
          {t('channel.readDocument')}
        </Button>
      )}
      {action === 'check' && (
        <Button busy={busy} onClick={() => act.start('check')}>
          {busy ? t('action.checking') : t('channel.checkNow')}
        </Button>
      )}
      {act.state.kind === 'failed' && <ErrorNote error={act.state.error} />}
      {starting && (
        <ControlDialog
          act="start"
          channels={[channel]}
          onClose={() => setStarting(false)}
          onDone={(snapshots) => {
            channelsChanged(snapshots);
            setStarting(false);
            onChanged();
          }}
        />
      )}
    </div>
  );
}

/** Who it is, how it is and why, since when, who has to act, the value to copy, and the one action. */
export function ChannelHead({ channel, run, onChanged }: ChannelHeadProps) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const visible = useRelayVisible();
  const { state } = channel;
  const kind = visible ? state.kind : 'unknown';
  const look = channelStateLook(kind);
  const failing = visible && needsAttention(channel);
  const code = visible ? reasonOf(channel) : null;
  const unproven = visible ? unprovenLeg(channel) : null;
  const copyValue = visible ? valueToCopy(channel) : null;
  const inSentence = copyValue === null && state.value !== null ? isolated(state.value) : null;
  const sentence = code === null ? null : sentenceFor(language, code, inSentence);
  const platformCode = state.evidence.platformCode;
  const title = useTitle(channel, visible);
  const minutes = Math.floor(Math.max(0, now - state.since) / 60_000);
  return (
    <section className={styles.head} data-tone={look.tone} aria-labelledby="channel-name">
      <div className={styles.words}>
        <div className={styles.names}>
          <h2 id="channel-name" className={styles.name}>
            <SafeText text={channel.name} />
          </h2>
          <StateBadge {...look}>{t(`channelState.${kind}`)}</StateBadge>
          {visible && state.flapping && (
            <StateBadge tone="warn" sign="cycle" size="small">
              {t('channel.flapping')}
            </StateBadge>
          )}
          {channel.maintenanceUntil !== null && (
            <StateBadge tone="idle" sign="bars" size="small">
              {t('channel.maintenanceUntil', { time: format.moment(channel.maintenanceUntil, now) })}
            </StateBadge>
          )}
        </div>
        <div aria-live="polite">
          <p className={styles.title}>{title}</p>
          {visible && (
            <ul className={styles.facts}>
              {sentence !== null && sentence.title !== title && <li>{sentence.title}</li>}
              <li>
                {minutes === 0
                  ? t('time.since', { time: format.moment(state.since, now) })
                  : t('channel.since', {
                      time: format.moment(state.since, now),
                      duration: format.duration(minutes * 60_000),
                    })}
              </li>
              {state.until !== null && kind === 'paused' && (
                <li>{t('channel.until', { time: format.moment(state.until, now) })}</li>
              )}
              {state.until !== null && kind === 'retrying' && (
                <li>{t('proof.nextTry', { when: format.until(state.until, now) })}</li>
              )}
              {failing && code !== null && <li>{t('proof.code', { code: platformCode ?? code })}</li>}
            </ul>
          )}
          {failing && <p className={styles.owner}>{t(`incidentOwner.${state.owner}`)}</p>}
          {unproven !== null && <p className={styles.owner}>{t(`channel.proofStep.${unproven}`)}</p>}
          {sentence !== null && <p className={styles.help}>{sentence.help}</p>}
        </div>
        {copyValue !== null && <CopyValue value={copyValue} label={t('channel.value')} showLabel />}
        <div className={styles.foot}>
          <SafeText text={t('channel.integration', { name: channel.integrationName })} />
          {visible && <EvidenceLine channel={channel} />}
          {visible && state.settling && <span>{t('channel.settling')}</span>}
          <a href={trafficHref({ channelId: channel.id })}>{t('channel.traffic')}</a>
          {channel.incidentId !== null && (
            <a href={hrefOf({ page: 'incidents', incidentId: channel.incidentId })}>{t('channel.incident')}</a>
          )}
        </div>
      </div>
      {visible && <HeadButton channel={channel} run={run} onChanged={onChanged} />}
    </section>
  );
}
