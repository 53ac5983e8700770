import { useClient } from '#renderer/lib/client-context.tsx';
import { slaBoardHref } from '#renderer/lib/sla-routes.ts';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { DetailColumns, DetailPage } from '#renderer/ui/DetailPage.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { CaseBreaches } from './CaseBreaches.tsx';
import { CaseClocks } from './CaseClocks.tsx';
import { CaseCourse } from './CaseCourse.tsx';
import { CaseDiagnostics } from './CaseDiagnostics.tsx';
import { CaseHead } from './CaseHead.tsx';
import { CaseMessages } from './CaseMessages.tsx';
import { CaseRules } from './CaseRules.tsx';

/** One conversation: its clocks with both events of each figure and the sum behind it, what was missed and why. */
export function SlaCasePage({ id }: { readonly id: string }) {
  const { t } = useTexts();
  const client = useClient();
  const version = useConsole((state) => state.slaVersion);
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  const listHref = useConsole((state) => state.slaListHref) ?? slaBoardHref();
  const story = useAnswer(id, () => client.invoke('sla.case', { id }), { version, enabled: relayRuns });
  const { value } = story;
  return (
    <DetailPage backHref={listHref} back={t('slaCase.back')}>
      {story.error !== null && <LoadFailed error={story.error} busy={story.asking} onRetry={story.ask} />}
      {value === null ? (
        story.error === null && <Empty busy title={t('slaCase.loading')} />
      ) : (
        <>
          <CaseHead story={value} onChanged={story.ask} />
          <DetailColumns
            asideWidth="clamp(380px, 29vw, 470px)"
            main={
              <>
                <CaseClocks story={value} />
                <CaseBreaches breaches={value.breaches} />
              </>
            }
            aside={
              <>
                <CaseMessages facts={value.facts} />
                <CaseCourse facts={value.facts} />
                <CaseRules why={value.why} />
                <CaseDiagnostics raw={value.cxone} />
              </>
            }
          />
        </>
      )}
    </DetailPage>
  );
}
