import type { SetupBook } from '#shared/domain/setup/book.ts';
import type { ConfigurationFile } from '#shared/domain/setup/config-file.ts';
import type { SlaSettings } from '#shared/domain/sla-settings.ts';

/** The configuration as a file. What was applied, when and by whom stays here: it is true of this relay only. */
export function configurationOf(book: SetupBook, sla: SlaSettings | null, at: number): ConfigurationFile {
  const { address, integrations, channels, roles, users, queues, skills } = book;
  const notApplied = { applied: null, appliedAt: null, appliedBy: null };
  return {
    veerpont: 'configuration',
    version: 1,
    savedAt: new Date(at).toISOString(),
    book: {
      address,
      integrations: integrations.map(({ draft }) => ({ draft, ...notApplied })),
      channels: channels.map(({ draft }) => ({ draft, ...notApplied })),
      roles,
      users,
      queues,
      skills,
    },
    sla,
  };
}

export const configurationText = (file: ConfigurationFile): string => `${JSON.stringify(file, null, 2)}\n`;
