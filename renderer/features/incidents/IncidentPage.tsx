import { useClient } from '#renderer/lib/client-context.tsx';
import { hrefOf } from '#renderer/lib/router.ts';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { DetailColumns, DetailPage } from '#renderer/ui/DetailPage.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { IncidentAffected } from './IncidentAffected.tsx';
import { IncidentFacts } from './IncidentFacts.tsx';
import { IncidentHead } from './IncidentHead.tsx';
import { IncidentNotes } from './IncidentNotes.tsx';
import { IncidentTimeline } from './IncidentTimeline.tsx';

/** One incident: what it means, who must act, what happened, and what can be done about it. */
export function IncidentPage({ id }: { readonly id: string }) {
  const { t } = useTexts();
  const client = useClient();
  const told = useConsole((state) => state.incidents[id]);
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  const story = useAnswer(id, () => client.invoke('incident.get', { id }), {
    version: told?.revision ?? 0,
    enabled: relayRuns,
  });
  const asked = story.value?.incident;
  // What a notice told may be newer than the last answer.
  const incident = told !== undefined && told.revision >= (asked?.revision ?? -1) ? told : asked;
  return (
    <DetailPage backHref={hrefOf({ page: 'incidents', incidentId: null })} back={t('incident.back')}>
      {story.error !== null && <LoadFailed error={story.error} busy={story.asking} onRetry={story.ask} />}
      {incident === undefined ? (
        story.error === null && <Empty busy title={t('incident.loading')} />
      ) : (
        <>
          <IncidentHead incident={incident} />
          <DetailColumns
            asideWidth="330px"
            main={
              <>
                <IncidentTimeline story={story.value} channelId={incident.channelId} />
                <IncidentNotes incident={incident} story={story.value} onNoted={story.take} />
              </>
            }
            aside={
              <>
                <IncidentAffected incident={incident} />
                <IncidentFacts incident={incident} receiptIds={story.value?.receiptIds ?? []} />
              </>
            }
          />
        </>
      )}
    </DetailPage>
  );
}
