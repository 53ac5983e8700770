import type { SlaReport } from '#shared/domain/sla-report.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { FiguresTable } from './FiguresTable.tsx';
import { missedLinks } from './missed-links.ts';
import { counted } from './report-figures.ts';

/** Every clock that was timed, over the whole period and all channels chosen. */
export function TotalsPanel({ report }: { readonly report: SlaReport }) {
  const { t } = useTexts();
  const outageMinutes = report.byChannel.reduce((sum, one) => sum + one.outageMinutes, 0);
  return (
    <Panel title={t('slaReport.totals')} flush>
      <FiguresTable
        caption={t('slaReport.totals')}
        first={t('slaReport.clock')}
        withOutage
        rows={report.total
          .filter(({ figures }) => counted(figures) > 0)
          .map(({ metric, figures }) => ({
            key: metric,
            name: t(`sla.metric.${metric}`),
            figures,
            outageMinutes,
            links: missedLinks(report.query, metric),
          }))}
      />
    </Panel>
  );
}
