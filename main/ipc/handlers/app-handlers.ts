import type { AppInfo, ConsoleContract, DocumentLink, StartProblem } from '#shared/contract/console-contract.ts';
import type { Handlers } from '#shared/contract/contract-types.ts';

export interface AppHandlerDeps {
  readonly info: AppInfo;
  readonly problems: () => StartProblem[];
  readonly openDocument: (id: DocumentLink) => Promise<void>;
  readonly copyText: (text: string) => Promise<void>;
}

type AppHandlers = Pick<Handlers<ConsoleContract>, 'app.info' | 'app.problems' | 'app.openDocument' | 'app.copyText'>;

export function appHandlers(deps: AppHandlerDeps): AppHandlers {
  return {
    'app.info': () => deps.info,
    'app.problems': () => deps.problems(),
    'app.openDocument': async ({ id }) => {
      await deps.openDocument(id);
      return null;
    },
    'app.copyText': async ({ text }) => {
      await deps.copyText(text);
      return null;
    },
  };
}
