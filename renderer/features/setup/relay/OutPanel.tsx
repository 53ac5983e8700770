import { emptyWay, type WayForm } from '#shared/domain/setup/relay-form.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import form from '../parts/Form.module.css';
import { ownPart } from './effective.ts';
import styles from './Relay.module.css';
import type { RelayPartProps } from './relay-part-props.ts';
import { useRelayWords } from './relay-words.ts';
import { SourceChoice } from './SourceChoice.tsx';
import { WayFields } from './WayFields.tsx';

/** As many as the relay takes. */
const mostWays = 50;
const mostSuggested = 6;

/** Never one that was there before: a password of then would be sent to another proxy. */
const freshId = (): string => `way-${crypto.randomUUID().slice(0, 13)}`;

/** Hosts the relay calls now, without port: what a way of its own may be wanted for. */
function useCalledHosts(enabled: boolean): readonly string[] {
  const client = useClient();
  const pid = useConsole((state) =>
    state.relay?.kind === 'running' && state.relay.urls !== null ? state.relay.pid : null,
  );
  const ways = useAnswer('called', () => client.invoke('setup.ways', null), {
    enabled: enabled && pid !== null,
    version: pid ?? 0,
  });
  return [...new Set((ways.value ?? []).map(({ host }) => host.replace(/:\d+$/u, '')))];
}

function WayList({ draft, problems }: Pick<RelayPartProps, 'draft' | 'problems'>) {
  const { t } = useTexts();
  const words = useRelayWords();
  const { out } = draft.form;
  const called = useCalledHosts(out.own);
  const setWays = (ways: WayForm[]): void => draft.change({ out: { ...out, ways } });
  const taken = new Set(out.ways.map(({ host }) => host.trim().toLowerCase()));
  const suggested = called.filter((host) => !taken.has(host)).slice(0, mostSuggested);
  const add = (host: string): void => setWays([...out.ways, { ...emptyWay(freshId()), host }]);
  return (
    <>
      <div className={styles.wayList}>
        {out.ways.map((way, index) => (
          <WayFields
            key={way.id}
            way={way}
            index={index}
            title={
              index === 0
                ? t('setupRelay.out.default')
                : way.host.trim() === ''
                  ? t('setupRelay.out.other')
                  : words.wayName(way.host.trim())
            }
            problems={problems}
            onChange={(part) => setWays(out.ways.map((one) => (one.id === way.id ? { ...one, ...part } : one)))}
            onRemove={index === 0 ? null : () => setWays(out.ways.filter(({ id }) => id !== way.id))}
          />
        ))}
      </div>
      {out.ways.length < mostWays && (
        <div className={form.buttons} role="group" aria-label={t('setupRelay.out.add')}>
          <span>{t('setupRelay.out.add')}</span>
          {suggested.map((host) => (
            <Button key={host} size="small" onClick={() => add(host)}>
              {host}
            </Button>
          ))}
          <Button size="small" onClick={() => add('')}>
            {t('setupRelay.out.other')}
          </Button>
        </div>
      )}
    </>
  );
}

/** Which way the relay's own calls leave. */
export function OutPanel({ view, draft, problems }: RelayPartProps) {
  const { t } = useTexts();
  const words = useRelayWords();
  const { out } = draft.form;
  return (
    <Panel title={t('setupRelay.out.title')}>
      <div className={form.stack}>
        <p className={form.lead}>{t('setupRelay.out.lead')}</p>
        <SourceChoice
          label={t('setupRelay.out.title')}
          value={out.own ? 'own' : 'given'}
          options={[
            {
              value: 'given',
              label: t(`setupRelay.source.given.${view.given.from}`),
              words: words.given('out', view.given),
            },
            { value: 'own', label: t('setupRelay.source.own') },
          ]}
          onChange={(source) =>
            draft.change(
              source === 'own' ? ownPart(draft.form, 'out', view.given.relay) : { out: { ...out, own: false } },
            )
          }
        />
        {out.own && <WayList draft={draft} problems={problems} />}
      </div>
    </Panel>
  );
}
