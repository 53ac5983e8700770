import type { WayForm } from '#shared/domain/setup/relay-form.ts';
import { secretField } from '#shared/setup/context.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import form from '../parts/Form.module.css';
import { FieldSlot, FormField } from '../parts/FormField.tsx';
import { SecretBox } from '../parts/SecretBox.tsx';
import { useKeptSecret } from '../parts/SecretMark.tsx';
import type { FieldProblems } from '../parts/use-field-problems.ts';
import { PemField } from './PemField.tsx';
import styles from './Relay.module.css';
import { passwordField } from './way-problems.ts';

const kinds = ['direct', 'fixed', 'system', 'pac'] as const satisfies readonly WayForm['kind'][];

interface WayFieldsProps {
  readonly way: WayForm;
  readonly index: number;
  readonly title: string;
  readonly problems: FieldProblems;
  readonly onChange: (part: Partial<WayForm>) => void;
  /** Null: the way for every other host, which stays. */
  readonly onRemove: (() => void) | null;
}

/** The password of a way: in the vault, known by its mark alone. */
function Password({ way, index, problems }: Pick<WayFieldsProps, 'way' | 'index' | 'problems'>) {
  const { t } = useTexts();
  const client = useClient();
  const told = useConsole((state) => state.setupTold);
  const owner = { owner: 'relay', ownerId: way.id } as const;
  const kept = useKeptSecret(owner, 'proxy_password');
  const drop = useAction(async () =>
    told(await client.invoke('setup.dropSecret', { ...owner, name: 'proxy_password' })),
  );
  // The box asks for its problem under the name that a form with one such secret has.
  const own = (field: string): string => (field === secretField('proxy_password') ? passwordField(index) : field);
  return (
    <div className={styles.password}>
      <SecretBox
        owner={owner}
        name="proxy_password"
        label={t('setupRelay.field.password')}
        help={t('setupRelay.help.password')}
        problems={{
          ...problems,
          error: (field) => problems.error(own(field)),
          touch: (field) => problems.touch(own(field)),
        }}
      />
      {kept !== null && (
        <div className={form.buttons}>
          <Button size="small" look="quiet" busy={drop.state.kind === 'running'} onClick={() => drop.start()}>
            {t('setupRelay.out.dropPassword')}
          </Button>
        </div>
      )}
      {drop.state.kind === 'failed' && <ErrorNote error={drop.state.error} />}
    </div>
  );
}

function ProxyFields({
  way,
  index,
  problems,
  onChange,
}: Pick<WayFieldsProps, 'way' | 'index' | 'problems' | 'onChange'>) {
  const { t } = useTexts();
  const path = (name: keyof WayForm): string => `out.ways.${String(index)}.${name}`;
  const hasAuthority = way.ca !== '' || way.trustedCa !== '';
  const isWrong = problems.error(path('ca')) !== null || problems.error(path('trustedCa')) !== null;
  return (
    <>
      <FormField
        field={path('url')}
        problems={problems}
        kind="url"
        label={t('setupRelay.field.url')}
        help={t('setupRelay.help.url')}
        placeholder="http://proxy.example.com:8080"
        value={way.url}
        onChange={(url) => onChange({ url })}
        maxLength={2_000}
      />
      <div className={form.row}>
        <FormField
          field={path('username')}
          problems={problems}
          label={t('setupRelay.field.username')}
          help={t('setupRelay.help.username')}
          value={way.username}
          onChange={(username) => onChange({ username })}
          maxLength={300}
        />
        <Password way={way} index={index} problems={problems} />
      </div>
      <details className={form.details} open={hasAuthority || isWrong || undefined}>
        <summary>{t('setupRelay.out.authorities')}</summary>
        <PemField
          field={path('ca')}
          problems={problems}
          label={t('setupRelay.field.ca')}
          help={t('setupRelay.help.ca')}
          value={way.ca}
          onChange={(ca) => onChange({ ca })}
        />
        <PemField
          field={path('trustedCa')}
          problems={problems}
          label={t('setupRelay.field.trustedCa')}
          help={t('setupRelay.help.trustedCa')}
          value={way.trustedCa}
          onChange={(trustedCa) => onChange({ trustedCa })}
        />
      </details>
    </>
  );
}

/** One way out: for which host, and how. */
export function WayFields({ way, index, title, problems, onChange, onRemove }: WayFieldsProps) {
  const { t } = useTexts();
  const path = (name: keyof WayForm): string => `out.ways.${String(index)}.${name}`;
  return (
    <div className={styles.way} role="group" aria-label={title}>
      <div className={styles.wayHead}>
        <h3>{title}</h3>
        {onRemove !== null && (
          <Button
            size="small"
            look="quiet"
            aria-label={t('app.labelled', { label: t('setupRelay.out.remove'), value: title })}
            onClick={onRemove}
          >
            {t('setupRelay.out.remove')}
          </Button>
        )}
      </div>
      <div className={form.row}>
        {onRemove !== null && (
          <FormField
            field={path('host')}
            problems={problems}
            label={t('setupRelay.field.wayHost')}
            help={t('setupRelay.help.wayHost')}
            placeholder="api.weixin.qq.com"
            value={way.host}
            onChange={(host) => onChange({ host })}
            maxLength={300}
          />
        )}
        <FieldSlot field={path('kind')} problems={problems}>
          {(error) => (
            <Choice
              label={t('setupRelay.field.kind')}
              value={way.kind}
              options={kinds.map((value) => ({ value, label: t(`setupRelay.out.kind.${value}`) }))}
              help={t(`setupRelay.out.kindHelp.${way.kind}`)}
              onChange={(kind) => onChange({ kind })}
              problem={error}
            />
          )}
        </FieldSlot>
      </div>
      {way.kind === 'fixed' && <ProxyFields way={way} index={index} problems={problems} onChange={onChange} />}
      {way.kind === 'pac' && (
        <FormField
          field={path('pac')}
          problems={problems}
          label={t('setupRelay.field.pac')}
          help={t('setupRelay.help.pac')}
          placeholder="http://proxy.example.com/proxy.pac"
          value={way.pac}
          onChange={(pac) => onChange({ pac })}
          maxLength={4_096}
        />
      )}
    </div>
  );
}
