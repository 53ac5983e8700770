import { useState } from 'react';
import type { ConfigurationComparison, ConfigurationDifference } from '#shared/domain/setup/config-file.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { Segmented, type SegmentOption } from '#renderer/ui/Segmented.tsx';
import form from '../parts/Form.module.css';
import { DifferenceBox } from './DifferenceBox.tsx';
import { LeftOutList } from './LeftOutList.tsx';
import styles from './Comparison.module.css';

type Change = ConfigurationDifference['change'];
/** A list of so many is looked through at a glance. */
const fewDifferences = 8;

interface ComparisonProps {
  readonly comparison: ConfigurationComparison;
  /** The book has changed since the file was read. */
  readonly isOld: boolean;
  readonly onAgain: () => void;
  /** So many differences were taken over. */
  readonly onTaken: (count: number) => void;
}

/** What a file says otherwise than what is here, and for each difference whether it is taken over. */
export function Comparison({ comparison, isOld, onAgain, onTaken }: ComparisonProps) {
  const { t, format } = useTexts();
  const client = useClient();
  const now = useNow();
  const told = useConsole((state) => state.setupTold);
  const { differences, token, path, savedAt, left } = comparison;
  const takeable = differences.filter(({ isGiven }) => !isGiven);
  const [change, setChange] = useState<Change | 'all'>('all');
  const shown = differences.filter((one) => change === 'all' || one.change === change);
  // Nothing is taken out unless somebody says so.
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(takeable.filter((one) => one.change !== 'removed').map(({ id }) => id)),
  );
  const take = useAction(async () => {
    told(await client.invoke('setup.importConfiguration', { token, take: [...chosen] }));
    onTaken(chosen.size);
  });
  const set = (id: string, isTaken: boolean): void =>
    setChosen((before) => {
      const after = new Set(before);
      if (isTaken) after.add(id);
      else after.delete(id);
      return after;
    });
  const saved = Date.parse(savedAt);
  const options: SegmentOption<Change | 'all'>[] = [
    { value: 'all', label: `${t('setup.configuration.showAll')} (${differences.length})` },
    ...(['added', 'changed', 'removed'] as const).map((value) => {
      const count = differences.filter((one) => one.change === value).length;
      return { value, label: `${t(`setup.configuration.change.${value}`)} (${count})` };
    }),
  ];
  return (
    <div className={form.stack}>
      <p>
        <SafeText text={path} />
        {!Number.isNaN(saved) && (
          <span className={form.note}> {t('setup.configuration.savedAt', { time: format.moment(saved, now) })}</span>
        )}
      </p>
      <LeftOutList title={t('setup.configuration.leftOfFile')} left={left} />
      {differences.length === 0 ? (
        <p role="status">{t('setup.configuration.same')}</p>
      ) : (
        <>
          <p>{t('setup.configuration.differ', { count: differences.length })}</p>
          <div className={form.buttons}>
            <Button size="small" onClick={() => setChosen(new Set(takeable.map(({ id }) => id)))}>
              {t('setup.configuration.all')}
            </Button>
            <Button size="small" onClick={() => setChosen(new Set())}>
              {t('setup.configuration.none')}
            </Button>
            {differences.length > fewDifferences && (
              <Segmented
                size="small"
                label={t('setup.configuration.show')}
                value={change}
                options={options}
                onChange={setChange}
              />
            )}
          </div>
          <ul className={styles.differences} aria-label={t('setup.configuration.differences')}>
            {shown.map((difference) => (
              <DifferenceBox
                key={difference.id}
                difference={difference}
                taken={chosen.has(difference.id)}
                onTake={(isTaken) => set(difference.id, isTaken)}
              />
            ))}
          </ul>
          {isOld ? (
            <div className={styles.old} role="alert">
              <p>{t('setup.configuration.old')}</p>
              <Button size="small" onClick={onAgain}>
                {t('setup.configuration.again')}
              </Button>
            </div>
          ) : (
            <div className={form.buttons}>
              <Button
                look="primary"
                busy={take.state.kind === 'running'}
                disabled={chosen.size === 0}
                onClick={() => take.start()}
              >
                {t('setup.configuration.take', { count: chosen.size })}
              </Button>
              <span className={form.note}>{t('setup.configuration.takeHelp')}</span>
            </div>
          )}
          {take.state.kind === 'failed' && <ErrorNote error={take.state.error} />}
        </>
      )}
    </div>
  );
}
