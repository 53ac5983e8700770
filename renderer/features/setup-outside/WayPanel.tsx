import { useState } from 'react';
import type { SetupView } from '#shared/domain/setup/book.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { hrefOf } from '#renderer/lib/router.ts';
import { setupHref } from '#renderer/lib/setup-routes.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { snippetPlaces } from './outside-state.ts';
import styles from './Outside.module.css';
import { Snippet } from './Snippet.tsx';
import {
  directSnippet,
  lowPortCommand,
  proxyNames,
  proxySnippets,
  tunnelNames,
  tunnelSnippets,
  type ProxyName,
  type SnippetPlaces,
  type TunnelName,
} from './snippets.ts';
import { TunnelPanel } from './TunnelPanel.tsx';
import { tunnelPresets } from './tunnel-presets.ts';
import type { AddressDraft } from './use-address-draft.ts';
import { useTunnel } from './use-tunnel.ts';

const labels: Readonly<Record<ProxyName | TunnelName, string>> = {
  nginx: 'nginx',
  caddy: 'Caddy',
  apache: 'Apache',
  haproxy: 'HAProxy',
  cloudflared: 'cloudflared',
  ngrok: 'ngrok',
  frpc: 'frpc',
  ssh: 'ssh -R',
  tailscale: 'Tailscale',
};
const optionsOf = <N extends ProxyName | TunnelName>(names: readonly N[]) =>
  names.map((value) => ({ value, label: labels[value] }));

function ProxyWay({ places }: { readonly places: SnippetPlaces }) {
  const { t } = useTexts();
  const [name, setName] = useState<ProxyName>('nginx');
  return (
    <>
      <p className={styles.lead}>{t('outside.proxy.lead')}</p>
      <Segmented label={t('outside.program')} value={name} options={optionsOf(proxyNames)} onChange={setName} />
      <Snippet label={labels[name]} text={proxySnippets[name](places)} />
      <p className={styles.note}>
        {t('outside.proxy.note')} <a href={setupHref('relay')}>{t('outside.relay.open')}</a>
      </p>
    </>
  );
}

interface TunnelWayProps {
  readonly places: SnippetPlaces;
  /** Puts how the program is started into the form below; left out in practice. */
  readonly onFill: ((name: TunnelName) => void) | null;
}

function TunnelWay({ places, onFill }: TunnelWayProps) {
  const { t } = useTexts();
  const [name, setName] = useState<TunnelName>('cloudflared');
  return (
    <>
      <p className={styles.lead}>{t('outside.tunnel.lead')}</p>
      <Segmented label={t('outside.program')} value={name} options={optionsOf(tunnelNames)} onChange={setName} />
      <Snippet label={labels[name]} text={tunnelSnippets[name](places)} />
      {onFill !== null && (
        <div className={styles.buttons}>
          <Button size="small" onClick={() => onFill(name)}>
            {t('outside.tunnel.fill', { name: labels[name] })}
          </Button>
        </div>
      )}
      <p className={styles.note}>{t('outside.tunnel.note')}</p>
    </>
  );
}

function DirectWay({
  places,
  fromFile,
}: {
  readonly places: Pick<SnippetPlaces, 'host' | 'path'>;
  readonly fromFile: boolean;
}) {
  const { t } = useTexts();
  const client = useClient();
  const openFolder = useAction(() => client.invoke('settings.openFolder', null));
  const restart = useAction(() => client.invoke('relay.restart', null));
  return (
    <>
      <p className={styles.lead}>{t('outside.direct.lead')}</p>
      <ol className={styles.steps}>
        <li>
          <p>{t('outside.direct.listen')}</p>
          <div className={styles.buttons}>
            <ButtonLink size="small" href={setupHref('relay')}>
              {t('outside.relay.open')}
            </ButtonLink>
          </div>
        </li>
        <li>
          <p>{t('outside.direct.port')}</p>
          <Snippet label={t('outside.direct.portLabel')} text={`${lowPortCommand}\n`} />
        </li>
        <li>
          <p>
            {t('outside.direct.certificate')}{' '}
            <a href={hrefOf({ page: 'certificates', tab: 'places' })}>{t('outside.direct.toCertificates')}</a>
          </p>
        </li>
      </ol>
      <details className={styles.details}>
        <summary>{t('outside.direct.byHand')}</summary>
        <p>{fromFile ? t('outside.direct.fileThere') : t('outside.direct.fileNew')}</p>
        <Snippet label="relay.json" text={directSnippet(places)} />
        <p>{t('outside.direct.restart')}</p>
        <div className={styles.buttons}>
          <Button size="small" busy={openFolder.state.kind === 'running'} onClick={() => openFolder.start()}>
            {t('outside.direct.openFolder')}
          </Button>
          <Button size="small" busy={restart.state.kind === 'running'} onClick={() => restart.start()}>
            {t('outside.direct.restartButton')}
          </Button>
        </div>
        {openFolder.state.kind === 'failed' && <ErrorNote error={openFolder.state.error} />}
        {restart.state.kind === 'failed' && <ErrorNote error={restart.state.error} />}
      </details>
    </>
  );
}

interface TunnelPartsProps {
  readonly view: SetupView;
  readonly draft: AddressDraft;
  readonly places: SnippetPlaces | null;
}

/** The ready-made commands, and the program that is started here. What is for practice is never let out. */
function TunnelParts({ view, draft, places }: TunnelPartsProps) {
  const { t } = useTexts();
  const tunnel = useTunnel();
  const isPractice = view.practice !== null;
  const fill = (name: TunnelName): void => {
    if (places !== null) tunnel.change(tunnelPresets[name](places));
  };
  return (
    <>
      <Panel title={t('outside.do.tunnel')}>
        <div className={styles.stack}>
          {places === null ? (
            <p className={styles.notice}>{t('outside.noRelay')}</p>
          ) : (
            <TunnelWay places={places} onFill={isPractice ? null : fill} />
          )}
        </div>
      </Panel>
      {!isPractice && (
        <TunnelPanel
          tunnel={tunnel}
          publicUrl={draft.form.publicUrl}
          onUse={(publicUrl) => {
            draft.change({ publicUrl });
            draft.flush();
          }}
        />
      )}
    </>
  );
}

interface WayPanelProps {
  readonly view: SetupView;
  readonly draft: AddressDraft;
}

/** What is to be done for the chosen way, with everything filled in that is known. */
export function WayPanel({ view, draft }: WayPanelProps) {
  const { t } = useTexts();
  const urls = useConsole((state) => state.relay?.urls ?? null);
  const places = snippetPlaces(view.publicUrl, urls);
  const { way } = draft.form;
  if (way === 'not_chosen') return null;
  if (way === 'tunnel') return <TunnelParts view={view} draft={draft} places={places} />;
  return (
    <Panel title={t(`outside.do.${way}`)}>
      <div className={styles.stack}>
        {places === null ? (
          <p className={styles.notice}>{t('outside.noRelay')}</p>
        ) : way === 'direct' ? (
          <DirectWay places={places} fromFile={view.given.from === 'file'} />
        ) : (
          <ProxyWay places={places} />
        )}
      </div>
    </Panel>
  );
}
