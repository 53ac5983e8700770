import { searchPieces } from '#shared/search/lex.ts';
import { withTime, withValues } from '#renderer/lib/message-search-text.ts';
import { timeOf } from '#renderer/lib/message-search-time.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import styles from './NothingFound.module.css';

const filters = ['channel', 'dir', 'type', 'is'] as const;
const chinese = /\p{Script=Han}/u;

interface NothingFoundProps {
  readonly text: string;
  readonly ofCustomer: boolean;
  readonly notIndexed: number;
  readonly onChange: (text: string) => void;
  readonly onAllCustomers: () => void;
}

/** No message matches: what to try, with the one press that does it. */
export function NothingFound({ text, ofCustomer, notIndexed, onChange, onAllCustomers }: NothingFoundProps) {
  const { t } = useTexts();
  const pieces = searchPieces(text);
  const words = pieces.filter(({ operator, isNegated }) => operator === null && !isNegated);
  const { on, after, before } = timeOf(text);
  const isTimed = on !== null || after !== null || before !== null;
  const isFiltered = pieces.some(({ operator }) => filters.some((one) => one === operator));
  return (
    <div className={styles.panel}>
      <Empty title={t('search.none.title')}>
        <ul className={styles.hints}>
          {notIndexed > 0 && <li>{t('search.none.indexing')}</li>}
          {isTimed && (
            <li>
              {t('search.none.time')}
              <Button size="small" onClick={() => onChange(withTime(text, {}))}>
                {t('search.none.allTime')}
              </Button>
            </li>
          )}
          {isFiltered && (
            <li>
              {t('search.none.filters')}
              <Button
                size="small"
                onClick={() => onChange(filters.reduce((left, one) => withValues(left, one, []), text))}
              >
                {t('search.none.noFilters')}
              </Button>
            </li>
          )}
          {ofCustomer && (
            <li>
              {t('search.none.customer')}
              <Button size="small" onClick={onAllCustomers}>
                {t('search.allCustomers')}
              </Button>
            </li>
          )}
          {words.length > 0 && <li>{t('search.none.fewer')}</li>}
          {words.some(({ value }) => chinese.test(value)) && <li>{t('search.none.forms')}</li>}
          {words.length > 0 && <li>{t('search.none.masked')}</li>}
        </ul>
      </Empty>
    </div>
  );
}
