import type { Compared } from '../measures/compare.ts';
import { figure, table } from './table.ts';

/** One line for each system and work. */
export function compareTable(results: readonly Compared[], pace: Compared['pace']): string {
  const rows = results
    .filter((one) => one.pace === pace)
    .sort((first, second) => first.work.localeCompare(second.work))
    .map(({ system, work, median }) => [
      `${work} ${system}`,
      figure(median.perSecond),
      figure(median.ack.p50, 1),
      figure(median.ack.p99, 1),
      figure(median.ack.p999, 1),
      figure(median.endToEnd.p50, 1),
      figure(median.endToEnd.p99, 1),
      figure(median.cpuPerThousand, 3),
      figure(median.peakMemory),
      `${median.lost}/${median.repeated}/${median.outOfOrder}`,
      String(Object.values(median.refused).reduce((sum, count) => sum + count, 0)),
      figure(median.loadCpu * 100),
      figure(median.targetCpu * 100),
    ]);
  return table(
    [
      pace === 'saturated' ? 'saturated' : 'at 200/s',
      '/s',
      'ack p50',
      'p99',
      'p99.9 ms',
      'end p50',
      'p99 ms',
      'CPU s/1000',
      'MiB',
      'lost/rep/order',
      'refused',
      'load %',
      'target %',
    ],
    rows,
  );
}
