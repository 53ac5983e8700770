import type { IntegrationEntry, SetupView } from '#shared/domain/setup/book.ts';
import { checkIntegration } from '#shared/setup/integration-rules.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { DetailColumns } from '#renderer/ui/DetailPage.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { SetupFrame } from '../parts/SetupFrame.tsx';
import { ApplyPanel } from '../parts/ApplyPanel.tsx';
import { useFieldProblems } from '../parts/use-field-problems.ts';
import { joinedProblems, useApply } from '../use-apply.ts';
import { useDraft, type IntegrationDraft } from '../use-draft.ts';
import { useSetupContext } from '../use-setup-context.ts';
import { AccessPanel } from './AccessPanel.tsx';
import { CxoneFormPanel } from './CxoneFormPanel.tsx';
import { FromCxonePanel } from './FromCxonePanel.tsx';
import { IntegrationAside } from './IntegrationAside.tsx';
import { runsOnIt } from './integration-changed.ts';
import { useIntegrationLabel } from './integration-labels.ts';

interface BodyProps {
  readonly view: SetupView;
  readonly entry: IntegrationEntry;
  readonly draft: IntegrationDraft;
}

function Body({ view, entry, draft }: BodyProps) {
  const ctx = useSetupContext(view);
  const labelOf = useIntegrationLabel();
  const { id } = draft.form;
  const apply = useApply('integration', id, draft);
  const problems = joinedProblems(checkIntegration(draft.form, ctx), apply.refused);
  const shown = useFieldProblems(problems);
  const parts = { view, draft, problems: shown };
  return (
    <DetailColumns
      asideWidth="320px"
      main={
        <>
          <CxoneFormPanel {...parts} />
          <FromCxonePanel {...parts} />
          <AccessPanel {...parts} />
        </>
      }
      aside={
        <>
          <ApplyPanel
            entry={entry}
            draft={draft}
            changed={!runsOnIt(entry, draft.form, view.secrets)}
            problems={problems}
            apply={apply}
            labelOf={labelOf}
            onTry={shown.touchAll}
          />
          <IntegrationAside view={view} entry={entry} form={draft.form} ctx={ctx} />
        </>
      }
    />
  );
}

/** One integration: what CXone's form gets, what comes back from CXone, how CXone is called, and whether it is in use. */
export function IntegrationPage({ id }: { readonly id: string }) {
  const { t } = useTexts();
  const draft = useDraft('integration', id);
  const name = draft?.form.name.trim() ?? '';
  return (
    <SetupFrame
      title={t('setup.integration.title', { name: name === '' ? t('setup.unnamed') : name })}
      intro={t('setup.integration.intro')}
    >
      {(view) => {
        const entry = view.book.integrations.find((one) => one.draft.id === id);
        if (entry === undefined || draft === null) return <Empty title={t('setup.gone')} help={t('setup.goneHelp')} />;
        return <Body key={id} view={view} entry={entry} draft={draft} />;
      }}
    </SetupFrame>
  );
}
