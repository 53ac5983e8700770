import { useId } from 'react';
import type { ConfigurationDifference } from '#shared/domain/setup/config-file.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { useChannelLabel } from '../channel/channel-labels.ts';
import { useIntegrationLabel } from '../integration/integration-labels.ts';
import { isSecretName } from './secret-names.ts';
import styles from './Comparison.module.css';

const looks = {
  added: { tone: 'ok', sign: 'check' },
  changed: { tone: 'info', sign: 'half' },
  removed: { tone: 'warn', sign: 'cross' },
} as const;

/** A value as it stands on one side; nothing at all is said to be nothing. */
function Side({ value }: { readonly value: string | null }) {
  const { t } = useTexts();
  if (value === null) return <span className={styles.nothing}>{t('setup.configuration.absent')}</span>;
  return value === '' ? (
    <span className={styles.nothing}>{t('setup.configuration.empty')}</span>
  ) : (
    <SafeText text={value} maxLength={400} />
  );
}

interface DifferenceBoxProps {
  readonly difference: ConfigurationDifference;
  readonly taken: boolean;
  readonly onTake: (taken: boolean) => void;
}

/** One thing that differs: whether it is taken over, and field by field what stands here and in the file. */
export function DifferenceBox({ difference, taken, onTake }: DifferenceBoxProps) {
  const { t } = useTexts();
  const nameId = useId();
  const integrationLabel = useIntegrationLabel();
  const channelLabel = useChannelLabel();
  const { kind, name, change, fields, missingSecrets } = difference;
  const { tone, sign } = looks[change];
  const whole: readonly string[] = [t('setup.integration.whole'), t('setup.channel.whole')];
  const labelOf = (path: string): string => {
    const label = kind === 'integration' ? integrationLabel(path) : kind === 'channel' ? channelLabel(path) : path;
    // A field without a label of its own is called by its path.
    return whole.includes(label) ? path : label;
  };
  return (
    <li className={styles.difference}>
      <label className={styles.head}>
        <input
          type="checkbox"
          checked={taken}
          aria-labelledby={nameId}
          onChange={(event) => onTake(event.currentTarget.checked)}
        />
        <span id={nameId} className={styles.name}>
          <span>{t(`setup.configuration.kind.${kind}`)}</span>{' '}
          <strong>
            <SafeText text={name} maxLength={120} />
          </strong>
        </span>
        <StateBadge tone={tone} sign={sign} size="small">
          {t(`setup.configuration.change.${change}`)}
        </StateBadge>
      </label>
      {change === 'removed' && <p className={styles.note}>{t('setup.configuration.removedHelp')}</p>}
      {fields.length > 0 && (
        <div className={styles.scroll}>
          <table className={styles.fields} aria-labelledby={nameId}>
            <thead>
              <tr>
                <th scope="col">{t('setup.configuration.field')}</th>
                <th scope="col">{t('setup.configuration.here')}</th>
                <th scope="col">{t('setup.configuration.file')}</th>
              </tr>
            </thead>
            <tbody>
              {fields.map(({ path, here, file }) => (
                <tr key={path}>
                  <th scope="row">{labelOf(path)}</th>
                  <td>
                    <Side value={here} />
                  </td>
                  <td>
                    <Side value={file} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {missingSecrets.length > 0 && (
        <p className={styles.note}>
          {t('setup.configuration.missingSecrets')}{' '}
          {missingSecrets.map((secret) => (isSecretName(secret) ? t(`setup.secretName.${secret}`) : secret)).join(', ')}
        </p>
      )}
    </li>
  );
}
