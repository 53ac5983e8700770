/** Part of `npm run lint`: what the linters do not see. The lock file, exact versions, and text that must not be here. */
import { readFileSync } from 'node:fs';
import { readLockFile } from './lib/dependencies.mjs';
import { ourFiles } from './lib/our-files.mjs';
import { Problem, runMain } from './lib/problem.mjs';
import { fromRoot, readPackageFile } from './lib/project.mjs';
import { lockFaults, textFaults, versionFaults } from './lib/tree-rules.mjs';

const textFile = /(\.(ts|tsx|mjs|cjs|js|json|css|html|md|yml|yaml|txt)|\/run)$/;

await runMain(async () => {
  const texts = ourFiles().filter((path) => path !== 'package-lock.json' && textFile.test(path));
  const faults = [
    ...lockFaults(readLockFile()),
    ...versionFaults(readPackageFile()),
    ...texts.flatMap((path) => textFaults(path, readFileSync(fromRoot(path), 'utf8'))),
  ];
  if (faults.length > 0) throw new Problem(`${faults.length} faults in the tree\n${faults.join('\n')}`);
});
