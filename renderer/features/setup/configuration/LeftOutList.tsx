import type { LeftOut } from '#shared/domain/setup/config-file.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import form from '../parts/Form.module.css';
import styles from './Comparison.module.css';

interface LeftOutListProps {
  readonly title: string;
  readonly left: readonly LeftOut[];
}

/** What is set and does not stand in a file, each with what is to be done about it. */
export function LeftOutList({ title, left }: LeftOutListProps) {
  const { t } = useTexts();
  if (left.length === 0) return null;
  return (
    <div className={styles.left}>
      <p className={form.note}>{title}</p>
      <ul aria-label={title}>
        {left.map(({ what, of }) => (
          <li key={`${what} ${of}`}>
            {what === 'not_complete' && of === 'relay'
              ? t('setup.configuration.left.not_complete_relay')
              : t(`setup.configuration.left.${what}`, { of })}
          </li>
        ))}
      </ul>
    </div>
  );
}
