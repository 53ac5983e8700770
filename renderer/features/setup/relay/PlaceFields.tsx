import type { ListenForm } from '#shared/domain/setup/relay-form.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import form from '../parts/Form.module.css';
import { FieldSlot, FormField } from '../parts/FormField.tsx';
import type { FieldProblems } from '../parts/use-field-problems.ts';

type Place = Pick<ListenForm, 'host' | 'port' | 'tls' | 'trustedProxy'>;

interface PlaceFieldsProps {
  readonly part: 'listen' | 'box';
  readonly place: Place;
  readonly onChange: (part: Partial<Place>) => void;
  readonly problems: FieldProblems;
}

/** Where a listener listens, and who shows its certificate. */
export function PlaceFields({ part, place, onChange, problems }: PlaceFieldsProps) {
  const { t } = useTexts();
  // Files are shown where they stand; they cannot be chosen here.
  const tlsKinds = place.tls === 'files' ? (['none', 'desk', 'files'] as const) : (['none', 'desk'] as const);
  return (
    <>
      <div className={form.row}>
        <FormField
          field={`${part}.host`}
          problems={problems}
          label={t('setupRelay.field.host')}
          help={t('setupRelay.help.host')}
          value={place.host}
          onChange={(host) => onChange({ host })}
          maxLength={300}
        />
        <FormField
          field={`${part}.port`}
          problems={problems}
          label={t('setupRelay.field.port')}
          help={t('setupRelay.help.port')}
          value={place.port}
          onChange={(port) => onChange({ port })}
          maxLength={10}
        />
      </div>
      <div className={form.row}>
        <FieldSlot field={`${part}.tls`} problems={problems}>
          {(error) => (
            <Choice
              label={t('setupRelay.field.tls')}
              value={place.tls}
              options={tlsKinds.map((value) => ({ value, label: t(`setupRelay.tls.${value}`) }))}
              onChange={(tls) => onChange({ tls })}
              problem={error}
            />
          )}
        </FieldSlot>
        <FormField
          field={`${part}.trustedProxy`}
          problems={problems}
          label={t('setupRelay.field.trustedProxy')}
          help={t('setupRelay.help.trustedProxy')}
          value={place.trustedProxy}
          onChange={(trustedProxy) => onChange({ trustedProxy })}
          maxLength={100}
        />
      </div>
      {place.tls === 'desk' && (
        <p className={form.note}>
          {t('setupRelay.help.desk')}{' '}
          <a href={hrefOf({ page: 'certificates', tab: 'places' })}>{t('setupRelay.toCertificates')}</a>
        </p>
      )}
    </>
  );
}
