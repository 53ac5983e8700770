import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import form from '../parts/Form.module.css';
import { ownPart } from './effective.ts';
import { PlaceFields } from './PlaceFields.tsx';
import { Proposals } from './Proposals.tsx';
import type { RelayPartProps } from './relay-part-props.ts';
import { useRelayWords } from './relay-words.ts';
import { SourceChoice } from './SourceChoice.tsx';

/** On which address and port of this computer calls arrive. */
export function ListenPanel({ view, draft, problems }: RelayPartProps) {
  const { t } = useTexts();
  const words = useRelayWords();
  const { listen } = draft.form;
  const change = (part: Partial<typeof listen>): void => draft.change({ listen: { ...listen, ...part } });
  return (
    <Panel title={t('setupRelay.listen.title')}>
      <div className={form.stack}>
        <p className={form.lead}>{t('setupRelay.listen.lead')}</p>
        {view.practice === null && <Proposals view={view} draft={draft} />}
        <SourceChoice
          label={t('setupRelay.listen.title')}
          value={listen.own ? 'own' : 'given'}
          options={[
            {
              value: 'given',
              label: t(`setupRelay.source.given.${view.given.from}`),
              words: words.given('listen', view.given),
            },
            { value: 'own', label: t('setupRelay.source.own') },
          ]}
          onChange={(source) =>
            source === 'own' ? draft.change(ownPart(draft.form, 'listen', view.given.relay)) : change({ own: false })
          }
        />
        {listen.own && <PlaceFields part="listen" place={listen} onChange={change} problems={problems} />}
      </div>
    </Panel>
  );
}
