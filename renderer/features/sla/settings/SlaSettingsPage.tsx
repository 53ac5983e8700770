import { useMemo, useState } from 'react';
import type { SlaSettingsView } from '#shared/contract/sla-contract.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { CalendarsSection } from './CalendarsSection.tsx';
import { ChannelsSection } from './ChannelsSection.tsx';
import { draftOf, sameDraft, type SettingsDraft } from './draft.ts';
import { problemsUnder, readDraft, relayProblems, type FieldProblem } from './draft-settings.ts';
import { HistorySection } from './HistorySection.tsx';
import { PolicyEditor } from './PolicyEditor.tsx';
import { useProblemWords } from './problem-words.ts';
import { SaveBar } from './SaveBar.tsx';
import { SaveDialog } from './SaveDialog.tsx';
import { newestVersion, useSettingsDraft, type SettingsSection } from './settings-draft-store.ts';
import { SettingsFormProvider, type SettingsForm } from './settings-form.tsx';
import { placeOf } from './place-of-problem.ts';
import styles from './SlaSettingsPage.module.css';
import { VersionNotes } from './VersionNotes.tsx';

const sections: readonly SettingsSection[] = ['targets', 'channels', 'calendars', 'history'];
const pathOf = { targets: ['global'], channels: ['channels'], calendars: ['calendars'] } as const;

interface FormProps {
  readonly view: SlaSettingsView;
  readonly onView: (view: SlaSettingsView) => void;
  /** Asks for the settings again. */
  readonly onAsk: () => void;
}

/** Problems that only the relay found, as long as what they were found in stands unchanged. */
interface Refused {
  readonly draft: SettingsDraft;
  readonly problems: readonly FieldProblem[];
}

function Form({ view, onView, onAsk }: FormProps) {
  const { t } = useTexts();
  const words = useProblemWords();
  const { typed, section, change, forget, show } = useSettingsDraft();
  const [saving, setSaving] = useState(false);
  const [saved, setSaved] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const newest = newestVersion(view);
  const stored = useMemo(() => draftOf(newest.settings), [newest]);
  const draft = typed?.draft ?? stored;
  const read = useMemo(() => readDraft(draft), [draft]);
  const problems =
    refused !== null && refused.draft === draft && read.problems.length === 0 ? refused.problems : read.problems;
  const dirty = typed !== null && !sameDraft(draft, stored);
  const form: SettingsForm = {
    draft,
    problems,
    words,
    change: (next) => {
      setSaved(false);
      change(view, next);
    },
  };
  const labelOf = (one: SettingsSection): string => {
    const name = t(`slaSettings.section.${one}`);
    const count = one === 'history' ? 0 : problemsUnder(problems, pathOf[one]);
    return count === 0 ? name : t('slaSettings.sectionWrong', { name, count });
  };
  const showFirst = (): void => {
    const first = problems[0];
    if (first !== undefined) show(placeOf(first.path, draft, useSettingsDraft.getState().openChannels));
  };
  const take = (next: SlaSettingsView): void => {
    forget();
    setSaving(false);
    setSaved(true);
    setRefused(null);
    onView(next);
  };
  return (
    <SettingsFormProvider value={form}>
      <VersionNotes view={view} onView={onView} />
      <div>
        <Segmented<SettingsSection>
          label={t('slaSettings.sections')}
          value={section}
          options={sections.map((value) => ({ value, label: labelOf(value) }))}
          onChange={(next) => show({ section: next })}
        />
      </div>
      {section === 'targets' && (
        <Panel title={t('slaSettings.global')}>
          <PolicyEditor
            path={['global']}
            policy={draft.global}
            onChange={(global) => form.change((before) => ({ ...before, global }))}
          />
        </Panel>
      )}
      {section === 'channels' && <ChannelsSection />}
      {section === 'calendars' && <CalendarsSection />}
      {section === 'history' && <HistorySection view={view} />}
      <SaveBar
        dirty={dirty}
        problems={problems.length}
        conflict={typed !== null && typed.basedOn !== newest.id}
        saved={saved}
        onShowProblem={showFirst}
        onUndo={forget}
        onPreview={() => setSaving(true)}
      />
      {saving && typed !== null && (
        <SaveDialog
          view={view}
          settings={read.settings}
          basedOn={typed.basedOn}
          onClose={() => setSaving(false)}
          onSaved={take}
          onProblems={(found) => setRefused({ draft, problems: relayProblems(found, draft) })}
          onOvertaken={onAsk}
        />
      )}
    </SettingsFormProvider>
  );
}

/** Targets, office hours and rules: typed with problems at the field, looked at before they are saved, kept when not. */
export function SlaSettingsPage() {
  const { t } = useTexts();
  const client = useClient();
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  const known = useConsole((state) => state.slaSettings);
  const loaded = useConsole((state) => state.slaSettingsLoaded);
  const answer = useAnswer(
    'sla.settings',
    async () => {
      const view = await client.invoke('sla.settings', null);
      loaded(view);
      return view;
    },
    { enabled: relayRuns },
  );
  const notRunning = { code: 'RELAY_NOT_RUNNING', value: null, platformCode: null } as const;
  const error = answer.error ?? (relayRuns ? null : notRunning);
  return (
    <div className={styles.page}>
      {known !== null ? (
        <Form view={known} onView={loaded} onAsk={answer.ask} />
      ) : error !== null ? (
        <LoadFailed error={error} busy={relayRuns && answer.asking} onRetry={answer.ask} />
      ) : (
        <Empty busy title={t('slaSettings.loading')} />
      )}
    </div>
  );
}
