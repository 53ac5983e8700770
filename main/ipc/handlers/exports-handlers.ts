import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { Handlers } from '#shared/contract/contract-types.ts';
import type { exportQuestions } from '#shared/contract/messages-contract.ts';
import type { ExportProgress, ExportRequest } from '#shared/domain/message-export.ts';
import { operatorName } from '../operator-name.ts';

export interface ExportsHandlerDeps {
  readonly exports: {
    list(): ExportProgress[];
    start(request: ExportRequest, by: string): Promise<ExportProgress | null>;
    cancel(id: string): Promise<void>;
    show(id: string): void;
  };
}

type ExportsHandlers = Pick<Handlers<ConsoleContract>, keyof typeof exportQuestions>;

/** Exports are written by this process; who asks for one is the user of this computer. */
export function exportsHandlers({ exports }: ExportsHandlerDeps): ExportsHandlers {
  return {
    'exports.list': () => exports.list(),
    'export.start': (input) => exports.start(input, operatorName()),
    'export.cancel': async ({ id }) => {
      await exports.cancel(id);
      return null;
    },
    'export.show': ({ id }) => {
      exports.show(id);
      return null;
    },
  };
}
