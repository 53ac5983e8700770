import { join } from 'node:path';
import { shell } from 'electron';
import type { DocumentLink } from '#shared/contract/console-contract.ts';
import { RelayError } from '#shared/errors/relay-error.ts';

/** The documents that come with the program, below the folder they lie in. Nothing else ever leaves the app as a link. */
const documents: Readonly<Record<DocumentLink, string>> = {
  readme: 'README.md',
  relay_configuration: join('docs', 'relay-configuration.md'),
};

/** Opens one of our documents with the program the person reads such files with. */
export async function openDocument(id: DocumentLink, folder: string): Promise<void> {
  await openPath(join(folder, documents[id]));
}

/** Opens a folder of ours in the file manager. */
export async function openPath(path: string): Promise<void> {
  const problem = await shell.openPath(path);
  if (problem !== '') throw new RelayError('INTERNAL', `cannot open ${path}: ${problem}`);
}

/** Opens a page of our own relay in the browser; which pages that may be, the caller has checked. */
export async function openActionPage(url: string): Promise<void> {
  await shell.openExternal(url);
}

/** Opens a page of the sandbox's platforms in the browser; that it is one of this computer, the caller has checked. */
export async function openPracticePage(url: string): Promise<void> {
  await shell.openExternal(url);
}

/** Opens a case in CXone in the browser; which addresses that may be, the caller has checked. */
export async function openCasePage(url: string): Promise<void> {
  await shell.openExternal(url);
}
