import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import { hasErrors } from '#shared/setup/context.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import type { Apply } from '../use-apply.ts';
import type { SetupDraft } from '../use-draft.ts';
import styles from './ApplyPanel.module.css';
import { DraftNote } from './DraftNote.tsx';
import { ProblemsLeft } from './ProblemsLeft.tsx';

interface Entry {
  readonly applied: unknown;
  readonly appliedAt: number | null;
  readonly appliedBy: string | null;
}

function Standing({ entry, changed }: { readonly entry: Entry; readonly changed: boolean }) {
  const { t, format } = useTexts();
  const now = useNow();
  if (entry.applied === null || entry.appliedAt === null) {
    return (
      <StateBadge tone="idle" sign="ring">
        {t('setup.apply.never')}
      </StateBadge>
    );
  }
  return (
    <>
      <StateBadge tone={changed ? 'warn' : 'ok'} sign={changed ? 'half' : 'check'}>
        {changed ? t('setup.apply.changed') : t('setup.apply.inUse')}
      </StateBadge>
      <p className={styles.small}>
        {t('setup.apply.since', { time: format.moment(entry.appliedAt, now), name: entry.appliedBy ?? '–' })}
      </p>
    </>
  );
}

interface ApplyPanelProps {
  readonly entry: Entry;
  readonly draft: SetupDraft<unknown>;
  /** What the relay runs on is not what is typed now. */
  readonly changed: boolean;
  readonly problems: readonly FieldProblem[];
  readonly apply: Apply;
  /** The field as the form calls it. */
  readonly labelOf: (field: string) => string;
  /** Somebody wants to go on: problems of fields nobody was in yet are shown too. */
  readonly onTry: () => void;
}

/** Whether the relay runs on what is typed, what keeps it from doing so, and the button that lets it. */
export function ApplyPanel({ entry, draft, changed, problems, apply, labelOf, onTry }: ApplyPanelProps) {
  const { t } = useTexts();
  const errors = problems.filter(({ weight }) => weight === 'error');
  return (
    <Panel title={t('setup.apply.title')}>
      <div className={styles.stack}>
        <Standing entry={entry} changed={changed} />
        <ProblemsLeft errors={errors} labelOf={labelOf} />
        {apply.state.kind === 'failed' && <ErrorNote error={apply.state.error} />}
        {changed && <p className={styles.small}>{t('setup.apply.help')}</p>}
        {changed && (
          <Button
            look={errors.length === 0 ? 'primary' : 'plain'}
            busy={apply.state.kind === 'running'}
            onClick={() => {
              onTry();
              if (!hasErrors(problems)) apply.start();
            }}
          >
            {apply.state.kind === 'running' ? t('setup.apply.running') : t('setup.apply.button')}
          </Button>
        )}
        <DraftNote draft={draft} />
      </div>
    </Panel>
  );
}
