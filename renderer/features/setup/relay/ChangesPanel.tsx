import type { RelayEntry } from '#shared/domain/setup/book.ts';
import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import apply from '../parts/ApplyPanel.module.css';
import { DraftNote } from '../parts/DraftNote.tsx';
import { ProblemsLeft } from '../parts/ProblemsLeft.tsx';
import type { Apply } from '../use-apply.ts';
import type { RelayDraft } from '../use-draft.ts';
import styles from './Relay.module.css';
import { differs, removesOlder, type Change } from './relay-changes.ts';
import { useRelayLabel, useRelayWords } from './relay-words.ts';

function ChangeLine({ change }: { readonly change: Change }) {
  const { t } = useTexts();
  const words = useRelayWords();
  if (change.kind === 'password') {
    return (
      <li>
        <strong>{t('setupRelay.value.passwordOf', { host: words.wayName(change.host) })}</strong>{' '}
        <span>{t('setupRelay.value.newPassword')}</span>
      </li>
    );
  }
  const { from, to } = change;
  const named = to ?? from;
  return (
    <li>
      <strong>{named === null ? '' : words.label(named)}</strong>{' '}
      <span>
        <span className="visually-hidden">{t('setupRelay.change.now')}</span> {words.value(from, to)}{' '}
        <span aria-hidden="true">→</span> <span className="visually-hidden">{t('setupRelay.change.then')}</span>{' '}
        {words.value(to, from)}
      </span>
    </li>
  );
}

/** What putting it in use would change, one line each, and what comes of it. */
function Changes({ changes, isPractice }: Pick<ChangesPanelProps, 'changes' | 'isPractice'>) {
  const { t } = useTexts();
  return (
    <>
      <p className={apply.left}>{t('setupRelay.change.count', { count: changes.length })}</p>
      <ul className={styles.changes} aria-label={t('setupRelay.change.list')}>
        {changes.map((change, index) => (
          <ChangeLine key={index} change={change} />
        ))}
      </ul>
      {!isPractice && (differs(changes, 'listen') || differs(changes, 'box')) && (
        <p className={styles.warning}>{t('setupRelay.change.moved')}</p>
      )}
      {removesOlder(changes) && <p className={styles.warning}>{t('setupRelay.change.shorter')}</p>}
    </>
  );
}

interface ChangesPanelProps {
  readonly entry: RelayEntry;
  readonly draft: RelayDraft;
  readonly changes: readonly Change[];
  /** The relay stays where the simulated platforms find it. */
  readonly isPractice: boolean;
  readonly problems: readonly FieldProblem[];
  readonly apply: Apply;
  /** Somebody wants to go on: problems of fields nobody was in yet are shown too. */
  readonly onTry: () => void;
}

/** Whether the relay runs on what is typed, what would change, what keeps it from doing so, and the button that lets it. */
export function ChangesPanel({ entry, draft, changes, isPractice, problems, apply: act, onTry }: ChangesPanelProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const labelOf = useRelayLabel(draft.form);
  const errors = problems.filter(({ weight }) => weight === 'error');
  const isSame = changes.length === 0;
  return (
    <Panel title={t('setup.apply.title')}>
      <div className={apply.stack}>
        <StateBadge tone={isSame ? 'ok' : 'warn'} sign={isSame ? 'check' : 'half'}>
          {isSame ? t('setup.apply.inUse') : t('setupRelay.change.badge')}
        </StateBadge>
        {entry.appliedAt !== null && (
          <p className={apply.small}>
            {t('setup.apply.since', { time: format.moment(entry.appliedAt, now), name: entry.appliedBy ?? '–' })}
          </p>
        )}
        <ProblemsLeft errors={errors} labelOf={labelOf} />
        {!isSame && <Changes changes={changes} isPractice={isPractice} />}
        <div className={styles.act}>
          {act.state.kind === 'failed' && <ErrorNote error={act.state.error} />}
          {!isSame && <p className={apply.small}>{t('setup.apply.help')}</p>}
          {!isSame && (
            <Button
              look={errors.length === 0 ? 'primary' : 'plain'}
              busy={act.state.kind === 'running'}
              onClick={() => {
                onTry();
                if (errors.length === 0) act.start();
              }}
            >
              {act.state.kind === 'running' ? t('setup.apply.running') : t('setup.apply.button')}
            </Button>
          )}
          <DraftNote draft={draft} />
        </div>
      </div>
    </Panel>
  );
}
