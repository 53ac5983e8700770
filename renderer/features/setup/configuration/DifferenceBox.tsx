import { useId, useState } from 'react';
import type { ConfigurationDifference } from '#shared/domain/setup/config-file.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { useDifferenceName, useFieldLabel, useSecretLabel, useValueWords } from './difference-words.ts';
import styles from './Comparison.module.css';

const looks = {
  added: { tone: 'ok', sign: 'check' },
  changed: { tone: 'info', sign: 'half' },
  removed: { tone: 'warn', sign: 'cross' },
} as const;

/** So many fields are shown at first; one more would take no less room than the button. */
const mostFields = 8;
/** What is no draft. */
const atOnce: ReadonlySet<ConfigurationDifference['kind']> = new Set<ConfigurationDifference['kind']>([
  'sla',
  'alerts',
  'channel_settings',
  'tunnel',
]);

interface SideProps {
  readonly value: string | null;
  readonly wordsOf: (value: string) => string | null;
}

/** A value as it stands on one side, in words; nothing at all is said to be nothing. */
function Side({ value, wordsOf }: SideProps) {
  const { t } = useTexts();
  const words = value === null ? null : wordsOf(value);
  if (words !== null) return <SafeText text={words} wrap />;
  if (value === null) return <span className={styles.nothing}>{t('setup.configuration.absent')}</span>;
  if (value === 'true' || value === 'false') {
    return <>{t(value === 'true' ? 'setup.configuration.yes' : 'setup.configuration.no')}</>;
  }
  return value === '' ? (
    <span className={styles.nothing}>{t('setup.configuration.empty')}</span>
  ) : (
    <SafeText text={value} maxLength={400} wrap />
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
  const secretLabel = useSecretLabel();
  const { kind, change, isGiven, fields, missingSecrets } = difference;
  const labelOf = useFieldLabel(kind);
  const wordsOf = useValueWords(kind);
  const nameOf = useDifferenceName();
  const [showsAll, setShowsAll] = useState(false);
  const { tone, sign } = looks[change];
  const shown = showsAll || fields.length <= mostFields + 1 ? fields : fields.slice(0, mostFields);
  const notes = [
    ...(isGiven ? [t('setup.configuration.givenHelp')] : []),
    ...(change === 'removed'
      ? [t(kind === 'channel_settings' ? 'setup.configuration.removedSettings' : 'setup.configuration.removedHelp')]
      : []),
    ...(atOnce.has(kind) ? [t('setup.configuration.atOnce')] : []),
    ...(missingSecrets.length > 0
      ? [`${t('setup.configuration.missingSecrets')} ${missingSecrets.map(secretLabel).join(', ')}`]
      : []),
    ...(kind === 'alerts' && missingSecrets.length > 0 ? [t('setup.configuration.switchedOff')] : []),
  ];
  return (
    <li className={styles.difference}>
      <label className={styles.head}>
        <input
          type="checkbox"
          checked={taken}
          disabled={isGiven}
          aria-labelledby={nameId}
          onChange={(event) => onTake(event.currentTarget.checked)}
        />
        <span id={nameId} className={styles.name}>
          <span>{t(`setup.configuration.kind.${kind}`)}</span>{' '}
          <strong>
            <SafeText text={nameOf(difference)} maxLength={120} wrap />
          </strong>
        </span>
        <StateBadge tone={tone} sign={sign} size="small">
          {t(`setup.configuration.change.${change}`)}
        </StateBadge>
      </label>
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
              {shown.map(({ path, here, file }) => (
                <tr key={path}>
                  <th scope="row">{labelOf(path)}</th>
                  <td>
                    <Side value={here} wordsOf={(value) => wordsOf(path, value)} />
                  </td>
                  <td>
                    <Side value={file} wordsOf={(value) => wordsOf(path, value)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {shown.length < fields.length && (
            <div className={styles.more}>
              <Button size="small" look="quiet" onClick={() => setShowsAll(true)}>
                {t('setup.configuration.moreFields', { count: fields.length - shown.length })}
              </Button>
            </div>
          )}
        </div>
      )}
      {notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
    </li>
  );
}
