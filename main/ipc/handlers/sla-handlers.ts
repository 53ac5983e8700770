import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { ContractClient, Handlers } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { slaActs, slaQuestions } from '#shared/contract/sla-contract.ts';
import type { SlaReport, SlaReportQuery } from '#shared/domain/sla-report.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { operatorName } from '../operator-name.ts';

export interface SlaHandlerDeps {
  readonly client: Pick<ContractClient<RelayContract>, 'invoke'>;
  /** Ask where to save and write the file. Null: called off. Throw FILE_NOT_SAVED. */
  readonly saveReport: {
    csv(report: SlaReport): Promise<string | null>;
    pdf(query: SlaReportQuery): Promise<string | null>;
  };
  /** True while the relay works beside the built-in sandbox. */
  readonly sandboxRuns: () => boolean;
  /** Opens an address in the person's browser. Only ever given what `mayOpenCase` allows. */
  readonly openPage: (url: string) => Promise<void>;
}

type SlaHandlers = Pick<
  Handlers<ConsoleContract>,
  keyof typeof slaQuestions | keyof typeof slaActs | 'sla.exportReport' | 'sla.openCase'
>;

/**
 * Questions about SLA clocks and the acts of an operator, which only the relay can answer; saving the report and opening a
 * case, which only this process can do.
 */
export function slaHandlers({ client, saveReport, sandboxRuns, openPage }: SlaHandlerDeps): SlaHandlers {
  return {
    'sla.board': (input) => client.invoke('sla.board', input),
    'sla.summary': (input) => client.invoke('sla.summary', input),
    'sla.case': (input) => client.invoke('sla.case', input),
    'sla.breaches': (input) => client.invoke('sla.breaches', input),
    'sla.report': (input) => client.invoke('sla.report', input),
    'sla.settings': (input) => client.invoke('sla.settings', input),
    'sla.preview': (input) => client.invoke('sla.preview', input),
    'sla.set': (input) => client.invoke('sla.set', { ...input, by: operatorName() }),
    'sla.cancelPlanned': (input) => client.invoke('sla.cancelPlanned', { ...input, by: operatorName() }),
    'sla.extendIdle': (input) => client.invoke('sla.extendIdle', { ...input, by: operatorName() }),
    'sla.exportReport': async ({ query, form }) => {
      const path =
        form === 'csv' ? await saveReport.csv(await client.invoke('sla.report', query)) : await saveReport.pdf(query);
      if (path !== null) {
        const noted = { form, channels: query.channelIds.length, by: operatorName() };
        // The file is there, whether or not the relay is still there to note it.
        await client.invoke('sla.exported', noted).catch(() => null);
      }
      return { path };
    },
    'sla.openCase': async ({ id }) => {
      const { link, row } = await client.invoke('sla.case', { id });
      if (link === null || !mayOpenCase(link, sandboxRuns())) {
        const number = row.caseId === null ? {} : { value: row.caseId };
        throw new RelayError('SLA_LINK_UNKNOWN', 'no address of this case that may be opened', number);
      }
      await openPage(link);
      return null;
    },
  };
}

/** An https page; beside the sandbox also a page of this computer. Never one with a name and password in its address. */
export function mayOpenCase(url: string, sandboxRuns: boolean): boolean {
  if (url.length > 2_000 || !URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  if (protocol === 'https:') return true;
  return sandboxRuns && protocol === 'http:' && /^(?:127\.0\.0\.1|localhost|\[::1\])$/u.test(hostname);
}
