import { useId, useState } from 'react';
import type { SandboxDisconnects } from '#shared/contract/console-contract.ts';
import type { Disconnect, DisconnectKind } from '#shared/domain/disconnect.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { drawnText } from '#renderer/lib/safe-text.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useChannels } from '#renderer/store/selectors.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import styles from './CausePanel.module.css';

interface KindsProps {
  readonly title: string;
  readonly kinds: readonly Disconnect[];
  readonly chosen: DisconnectKind | null;
  readonly onChoose: (kind: DisconnectKind) => void;
}

function Kinds({ title, kinds, chosen, onChoose }: KindsProps) {
  const { t } = useTexts();
  const name = useId();
  if (kinds.length === 0) return null;
  return (
    <fieldset className={styles.kinds}>
      <legend>{title}</legend>
      {kinds.map(({ kind }) => (
        <label key={kind} data-chosen={kind === chosen || undefined}>
          <input type="radio" name={name} checked={kind === chosen} onChange={() => onChoose(kind)} />
          {t(`faults.kinds.${kind}`)}
        </label>
      ))}
    </fieldset>
  );
}

/** What the console will say, in its own words: so that it can be compared. */
function Expectation({ disconnect }: { readonly disconnect: Disconnect }) {
  const { t, language } = useTexts();
  const sentence = sentenceFor(language, disconnect.code, null);
  return (
    <div className={styles.expect}>
      <h3>{t('faults.expect')}</h3>
      <p>{t('faults.expectWhere', { leg: t(`leg.${disconnect.leg}`) })}</p>
      {disconnect.wholeIntegration && <p>{t('faults.whole')}</p>}
      <p>{t('faults.expectSoon')}</p>
      <blockquote>
        <strong>{sentence.title}</strong>
        <p>{sentence.help}</p>
      </blockquote>
    </div>
  );
}

interface CausePanelProps {
  readonly disconnects: SandboxDisconnects;
  readonly onChanged: (disconnects: SandboxDisconnects) => void;
}

/** A channel, a way in which it breaks, and what to expect. */
export function CausePanel({ disconnects, onChanged }: CausePanelProps) {
  const { t } = useTexts();
  const client = useClient();
  const channels = [...useChannels()].sort((a, b) => a.name.localeCompare(b.name));
  const [wanted, setWanted] = useState<ChannelId | null>(null);
  const [kind, setKind] = useState<DisconnectKind | null>(null);
  const channelId = channels.find(({ id }) => id === wanted)?.id ?? channels[0]?.id;
  const disconnect = disconnects.available.find((one) => one.kind === kind);
  const cause = useAction(async () => {
    if (channelId === undefined || kind === null) return;
    onChanged(await client.invoke('sandbox.cause', { channelId, kind }));
  });
  const at = (side: 'wechat' | 'cxone') => disconnects.available.filter((one) => one.kind.startsWith(side));
  return (
    <Panel title={t('faults.cause')}>
      <div className={styles.form}>
        <div className={styles.act}>
          {channelId !== undefined && (
            <Choice<string>
              label={t('faults.channel')}
              value={channelId}
              options={channels.map((channel) => ({ value: channel.id, label: drawnText(channel.name, 120).text }))}
              onChange={(value) => setWanted(channels.find(({ id }) => id === value)?.id ?? null)}
            />
          )}
          <Button
            look="primary"
            busy={cause.state.kind === 'running'}
            disabled={kind === null || channelId === undefined}
            onClick={() => cause.start()}
          >
            {cause.state.kind === 'running' ? t('faults.causing') : t('faults.causeNow')}
          </Button>
        </div>
        {cause.state.kind === 'failed' && <ErrorNote error={cause.state.error} />}
        {disconnect === undefined ? (
          <p className={styles.choose}>{t('faults.choose')}</p>
        ) : (
          <Expectation disconnect={disconnect} />
        )}
        <Kinds title={t('faults.groupWechat')} kinds={at('wechat')} chosen={kind} onChoose={setKind} />
        <Kinds title={t('faults.groupCxone')} kinds={at('cxone')} chosen={kind} onChoose={setKind} />
      </div>
    </Panel>
  );
}
