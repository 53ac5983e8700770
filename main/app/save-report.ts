import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '#shared/contract/console-contract.ts';
import type { SlaReport, SlaReportQuery } from '#shared/domain/sla-report.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { dateInZone } from './report/iso-in-zone.ts';
import { reportCsv } from './report/report-csv.ts';
import { reportWords } from './report/report-words.ts';

export interface SaveReportDeps {
  /** Asks where to save; null when that was called off. */
  readonly askPath: (options: {
    readonly title: string;
    readonly defaultPath: string;
    readonly extension: 'csv' | 'pdf';
  }) => Promise<string | null>;
  /** Where a person keeps documents. */
  readonly folder: () => string;
  readonly language: () => Language;
  /** The page the window shows, as PDF. */
  readonly printPage: () => Promise<Uint8Array>;
}

/** Where a report was saved, or null when that was called off. Both throw FILE_NOT_SAVED. */
export interface SaveReport {
  csv(report: SlaReport): Promise<string | null>;
  /** Prints what the window shows, which is the report of `query`. */
  pdf(query: SlaReportQuery): Promise<string | null>;
}

/** Writes SLA reports to files of the person's choice. */
export function createSaveReport(deps: SaveReportDeps): SaveReport {
  const save = async (
    query: SlaReportQuery,
    extension: 'csv' | 'pdf',
    content: string | Uint8Array,
  ): Promise<string | null> => {
    const path = await deps.askPath({
      title: reportWords[deps.language()].save,
      defaultPath: join(deps.folder(), fileName(query, extension)),
      extension,
    });
    if (path === null) return null;
    try {
      await writeFile(path, content, { mode: 0o600 });
    } catch (thrown) {
      throw new RelayError('FILE_NOT_SAVED', 'the report could not be written', { value: path, cause: thrown });
    }
    return path;
  };
  return {
    csv: (report) => save(report.query, 'csv', reportCsv(report, deps.language())),
    // Printed before the question, so that it is the page the person saw when they asked.
    pdf: async (query) => save(query, 'pdf', await deps.printPage()),
  };
}

/** First and last day of the report, where it was meant. */
function fileName({ from, until, timeZone }: SlaReportQuery, extension: string): string {
  const last = Math.max(from, until - 1);
  return `veerpont-sla-${dateInZone(from, timeZone)}-${dateInZone(last, timeZone)}.${extension}`;
}
