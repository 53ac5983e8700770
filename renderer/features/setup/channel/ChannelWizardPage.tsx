import { useEffect } from 'react';
import type { ChannelEntry, SetupView } from '#shared/domain/setup/book.ts';
import type { ChannelStep } from '#shared/domain/setup/channel-form.ts';
import { checkChannel, checkChannelToRun } from '#shared/setup/channel-rules.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { DetailColumns } from '#renderer/ui/DetailPage.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { ApplyPanel } from '../parts/ApplyPanel.tsx';
import { useFieldProblems } from '../parts/use-field-problems.ts';
import { SetupFrame } from '../parts/SetupFrame.tsx';
import { joinedProblems, useApply } from '../use-apply.ts';
import { useDraft, type ChannelDraft } from '../use-draft.ts';
import { useSetupContext } from '../use-setup-context.ts';
import { AccountStep } from './AccountStep.tsx';
import { CallbackStep } from './CallbackStep.tsx';
import { ChannelAside } from './ChannelAside.tsx';
import { runsOnIt } from './channel-changed.ts';
import { useChannelLabel } from './channel-labels.ts';
import { CxoneStep } from './CxoneStep.tsx';
import { FirstMessageStep } from './FirstMessageStep.tsx';
import { RoutingStep } from './RoutingStep.tsx';
import { StepFooter } from './StepFooter.tsx';
import { StepList } from './StepList.tsx';
import type { StepProps } from './step-props.ts';

function StepBody({ step, ...props }: StepProps & { readonly step: ChannelStep }) {
  switch (step) {
    case 'account':
      return <AccountStep {...props} />;
    case 'callback':
      return <CallbackStep {...props} />;
    case 'cxone':
      return <CxoneStep {...props} />;
    case 'routing':
      return <RoutingStep {...props} />;
    case 'first_message':
      return <FirstMessageStep {...props} />;
  }
}

interface WizardProps {
  readonly view: SetupView;
  readonly entry: ChannelEntry;
  readonly draft: ChannelDraft;
  readonly asked: ChannelStep | null;
}

function Wizard({ view, entry, draft, asked }: WizardProps) {
  const ctx = useSetupContext(view);
  const labelOf = useChannelLabel();
  const { form, change } = draft;
  const step = asked ?? form.step;
  useEffect(() => {
    // Left here, it goes on here.
    if (form.step !== step) change({ step });
  }, [form.step, step, change]);
  const apply = useApply('channel', form.id, draft);
  const toRun = joinedProblems(checkChannelToRun(form, ctx), apply.refused);
  const problems = useFieldProblems(joinedProblems(checkChannel(form, ctx), apply.refused));
  const runs = runsOnIt(entry, form, view.secrets);
  const props: StepProps = { view, entry, draft, ctx, problems, apply, toRun, runs };
  return (
    <>
      <StepList form={form} ctx={ctx} step={step} />
      <DetailColumns
        asideWidth="300px"
        main={
          <>
            <StepBody key={step} step={step} {...props} />
            <StepFooter id={form.id} step={step} />
          </>
        }
        aside={
          <>
            <ApplyPanel
              entry={entry}
              draft={draft}
              changed={!runs}
              problems={toRun}
              apply={apply}
              labelOf={labelOf}
              onTry={problems.touchAll}
            />
            <ChannelAside entry={entry} form={form} />
          </>
        }
      />
    </>
  );
}

interface ChannelWizardPageProps {
  readonly id: string;
  /** Null: where it was left. */
  readonly step: ChannelStep | null;
}

/** One channel in five steps that may be left and taken up again anywhere; afterwards the same steps change it. */
export function ChannelWizardPage({ id, step }: ChannelWizardPageProps) {
  const { t } = useTexts();
  const draft = useDraft('channel', id);
  const name = draft?.form.name.trim() ?? '';
  return (
    <SetupFrame
      title={t('setup.channel.title', { name: name === '' ? t('setup.unnamed') : name })}
      intro={t('setup.channel.intro')}
    >
      {(view) => {
        const entry = view.book.channels.find((one) => one.draft.id === id);
        if (entry === undefined || draft === null) return <Empty title={t('setup.gone')} help={t('setup.goneHelp')} />;
        return <Wizard key={id} view={view} entry={entry} draft={draft} asked={step} />;
      }}
    </SetupFrame>
  );
}
