import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import form from '../parts/Form.module.css';
import { FormField } from '../parts/FormField.tsx';
import { ownPart } from './effective.ts';
import { keepNames } from './relay-changes.ts';
import type { RelayPartProps } from './relay-part-props.ts';
import { useRelayWords } from './relay-words.ts';
import { SourceChoice } from './SourceChoice.tsx';

/** How long messages, open matters and files are kept. */
export function KeepPanel({ view, draft, problems }: RelayPartProps) {
  const { t } = useTexts();
  const words = useRelayWords();
  const { keep } = draft.form;
  const change = (part: Partial<typeof keep>): void => draft.change({ keep: { ...keep, ...part } });
  return (
    <Panel title={t('setupRelay.keep.title')}>
      <div className={form.stack}>
        <p className={form.lead}>{t('setupRelay.keep.lead')}</p>
        <SourceChoice
          label={t('setupRelay.keep.title')}
          value={keep.own ? 'own' : 'given'}
          options={[
            {
              value: 'given',
              label: t(`setupRelay.source.given.${view.given.from}`),
              words: words.given('keep', view.given),
            },
            { value: 'own', label: t('setupRelay.source.own') },
          ]}
          onChange={(source) =>
            source === 'own' ? draft.change(ownPart(draft.form, 'keep', view.given.relay)) : change({ own: false })
          }
        />
        {keep.own && (
          <div className={form.row}>
            {keepNames.map((name) => (
              <FormField
                key={name}
                field={`keep.${name}`}
                problems={problems}
                label={t(`setupRelay.field.${name}`)}
                help={t(`setupRelay.help.${name}`)}
                value={keep[name]}
                onChange={(days) => change({ [name]: days })}
                maxLength={10}
              />
            ))}
          </div>
        )}
      </div>
    </Panel>
  );
}
