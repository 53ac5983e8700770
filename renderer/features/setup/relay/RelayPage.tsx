import type { SetupView } from '#shared/domain/setup/book.ts';
import { secretOf } from '#shared/setup/context.ts';
import { checkRelayForm } from '#shared/setup/relay-rules.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { SetupFrame } from '../parts/SetupFrame.tsx';
import { useFieldProblems } from '../parts/use-field-problems.ts';
import { joinedProblems, useApply } from '../use-apply.ts';
import { useDraft, type RelayDraft } from '../use-draft.ts';
import { BoxPanel } from './BoxPanel.tsx';
import { ChangesPanel } from './ChangesPanel.tsx';
import { KeepPanel } from './KeepPanel.tsx';
import { ListenPanel } from './ListenPanel.tsx';
import { OutPanel } from './OutPanel.tsx';
import styles from './Relay.module.css';
import { differs, relayChanges } from './relay-changes.ts';
import { RunningPanel } from './RunningPanel.tsx';
import { RunningWays } from './RunningWays.tsx';
import { atThePassword } from './way-problems.ts';

function Body({ view, draft }: { readonly view: SetupView; readonly draft: RelayDraft }) {
  const { t } = useTexts();
  const entry = view.book.relay;
  const isPractice = view.practice !== null;
  const apply = useApply('relay', 'relay', draft);
  const own = checkRelayForm(draft.form, {
    allowPrivate: isPractice,
    hasPassword: (ownerId) => secretOf(view.secrets, { owner: 'relay', ownerId }, 'proxy_password') !== null,
  });
  const problems = atThePassword(joinedProblems(own, apply.refused));
  const shown = useFieldProblems(problems);
  const changes = relayChanges(draft.form, entry, view.given.relay, view.secrets);
  const parts = { view, draft, problems: shown };
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        {isPractice && <p className={styles.practice}>{t('setupRelay.practice')}</p>}
        <ListenPanel {...parts} />
        <BoxPanel {...parts} />
        <OutPanel {...parts} />
        <RunningWays stale={differs(changes, 'out')} />
        <KeepPanel {...parts} />
      </div>
      <div className={styles.aside}>
        <ChangesPanel
          entry={entry}
          draft={draft}
          changes={changes}
          isPractice={isPractice}
          problems={problems}
          apply={apply}
          onTry={shown.touchAll}
        />
        <RunningPanel />
      </div>
    </div>
  );
}

/** What the relay runs on beside integrations and channels: where it listens, which way its calls leave, how long things are kept. */
export function RelayPage() {
  const { t } = useTexts();
  const draft = useDraft('relay', '');
  return (
    <SetupFrame title={t('setupRelay.title')} intro={t('setupRelay.intro')}>
      {(view) => (draft === null ? null : <Body view={view} draft={draft} />)}
    </SetupFrame>
  );
}
