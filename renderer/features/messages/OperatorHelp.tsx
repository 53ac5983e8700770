import { searchOperators } from '#renderer/lib/message-search-suggest.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import styles from './OperatorHelp.module.css';

const examples = {
  channel: 'channel:tulip',
  is: 'is:failed',
  dir: 'dir:in',
  type: 'type:image',
  on: 'on:today',
  after: 'after:7d',
  before: 'before:2026-11-23T14:30',
  customer: 'customer:"M. Jansen"',
  openid: 'openid:k4Qz',
  case: 'case:48213',
  id: 'id:wxin-01JD…',
  code: 'code:45015',
} as const;

interface OperatorHelpProps {
  /** Puts a word with its colon into the box, and the caret behind it. */
  readonly onTake: (operator: string) => void;
}

/** What can be searched, in plain words; each word before a colon can be pressed. */
export function OperatorHelp({ onTake }: OperatorHelpProps) {
  const { t } = useTexts();
  return (
    <div className={styles.help}>
      <h3>{t('search.tips.heading')}</h3>
      <ul className={styles.chips}>
        {searchOperators.map((operator) => (
          <li key={operator}>
            <button type="button" className={styles.chip} onClick={() => onTake(operator)}>
              <span>{t(`search.operator.${operator}`)}</span>
              <code>{examples[operator]}</code>
            </button>
          </li>
        ))}
      </ul>
      <ul className={styles.tips}>
        <li>{t('search.tips.words')}</li>
        <li>{t('search.tips.phrase')}</li>
        <li>{t('search.tips.minus')}</li>
        <li>{t('search.tips.ages')}</li>
        <li>{t('search.tips.any')}</li>
        <li>{t('search.tips.forms')}</li>
      </ul>
    </div>
  );
}
