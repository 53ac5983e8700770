import type { RelayStore } from '../../../ports/relay-store.ts';
import type { StoreAccess } from './store-access.ts';

type Changes = Pick<
  RelayStore,
  | 'markAnswered'
  | 'markDuplicate'
  | 'partBegun'
  | 'partEnded'
  | 'decide'
  | 'platformVerdict'
  | 'dueReports'
  | 'nextReportAt'
  | 'reportEnded'
  | 'readFact'
  | 'writeFact'
>;

/** What happens to a message besides its attempts, what CXone is told of it, and small facts. */
export function messageChanges({ read, write }: StoreAccess): Changes {
  return {
    markAnswered: (seq, at) =>
      write((session) => {
        session.writer.markAnswered(seq, at);
      }),
    markDuplicate: (seq, at) =>
      write((session) => {
        session.writer.markDuplicate(seq, at);
      }),
    partBegun: (seq, part, at) =>
      write((session) => {
        session.writer.partBegun(seq, part, at);
      }),
    partEnded: (seq, part) =>
      write((session) => {
        session.writer.partEnded(seq, part);
      }),
    decide: (decision) => write((session) => session.decider.decide(decision)),
    platformVerdict: (verdict) => write((session) => session.decider.verdict(verdict)),

    dueReports: (now, limit) => read((session) => session.reports.due(now, limit)),
    nextReportAt: () => read((session) => session.reports.nextAt()),
    reportEnded: (report, end) =>
      write((session) => {
        session.reports.ended(report, end);
      }),

    readFact: (name) => read((session) => session.facts.read(name)),
    writeFact: (name, value) =>
      write((session) => {
        session.facts.write(name, value);
      }),
  };
}
