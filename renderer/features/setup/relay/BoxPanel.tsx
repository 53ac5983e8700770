import { certificatesHref } from '#renderer/lib/certificates-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import form from '../parts/Form.module.css';
import { FieldSlot, FormField } from '../parts/FormField.tsx';
import { effectiveRelay, ownPart } from './effective.ts';
import { PlaceFields } from './PlaceFields.tsx';
import type { RelayPartProps } from './relay-part-props.ts';
import { useRelayWords } from './relay-words.ts';
import { SourceChoice } from './SourceChoice.tsx';

const asked = ['none', 'optional', 'required'] as const;

/** A listener for CXone's calls alone, where CXone can be asked for a client certificate. */
export function BoxPanel({ view, draft, problems }: RelayPartProps) {
  const { t } = useTexts();
  const words = useRelayWords();
  const { box } = draft.form;
  const isGiven = effectiveRelay(null, view.given.relay).box !== null;
  const change = (part: Partial<typeof box>): void => draft.change({ box: { ...box, ...part } });
  return (
    <Panel title={t('setupRelay.box.title')}>
      <div className={form.stack}>
        <p className={form.lead}>{t('setupRelay.box.lead')}</p>
        <SourceChoice
          label={t('setupRelay.box.title')}
          value={box.use}
          options={[
            {
              value: 'given',
              label: t(`setupRelay.source.given.${view.given.from}`),
              words: words.given('box', view.given),
            },
            // Where nothing else gives one, that is what is given.
            ...(isGiven || box.use === 'none' ? [{ value: 'none' as const, label: t('setupRelay.box.use.none') }] : []),
            { value: 'own', label: t('setupRelay.box.use.own') },
          ]}
          onChange={(use) =>
            use === 'own' ? draft.change(ownPart(draft.form, 'box', view.given.relay)) : change({ use })
          }
        />
        {box.use === 'own' && (
          <>
            <FormField
              field="box.publicUrl"
              problems={problems}
              kind="url"
              label={t('setupRelay.field.publicUrl')}
              help={t('setupRelay.help.publicUrl')}
              placeholder="https://box.example.com"
              value={box.publicUrl}
              onChange={(publicUrl) => change({ publicUrl })}
              maxLength={2_000}
            />
            <PlaceFields part="box" place={box} onChange={change} problems={problems} />
            <div className={form.row}>
              <FieldSlot field="box.clientCertificate" problems={problems}>
                {(error) => (
                  <Choice
                    label={t('setupRelay.field.clientCertificate')}
                    value={box.clientCertificate}
                    options={asked.map((value) => ({ value, label: t(`setupRelay.clientCertificate.${value}`) }))}
                    onChange={(clientCertificate) => change({ clientCertificate })}
                    problem={error}
                  />
                )}
              </FieldSlot>
              {box.clientCertificate !== 'none' && (
                <FormField
                  field="box.header"
                  problems={problems}
                  label={t('setupRelay.field.header')}
                  help={t('setupRelay.help.header')}
                  placeholder="X-Client-Cert"
                  value={box.header}
                  onChange={(header) => change({ header })}
                  maxLength={100}
                />
              )}
            </div>
            {box.clientCertificate !== 'none' && (
              <p className={form.note}>
                {t('setupRelay.help.authorities')}{' '}
                <a href={certificatesHref('clients')}>{t('setupRelay.toAuthorities')}</a>
              </p>
            )}
          </>
        )}
      </div>
    </Panel>
  );
}
