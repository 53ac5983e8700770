import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { descendantsOf } from '../../../scripts/lib/end-descendants.mjs';
import { projectRoot } from '../../../scripts/lib/project.mjs';

describe('what a program has started', () => {
  it('is found through all generations, and nothing else', () => {
    const list = '    1     0\n   10     1\n   11    10\n   12    11\n   20     1\n   13    10\n';
    expect(descendantsOf(10, list)).toEqual([11, 13, 12]);
    expect(descendantsOf(20, list)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('ends with it', async () => {
    const module = JSON.stringify(join(projectRoot, 'scripts', 'lib', 'end-descendants.mjs'));
    const grandchild = 'console.log(1); setInterval(() => undefined, 1_000)';
    const child = `const { spawn } = require('node:child_process');
      spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' });
      setInterval(() => undefined, 1_000)`;
    const program = `import { spawn } from 'node:child_process';
      import { endDescendants } from ${module};
      spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: ['ignore', 'inherit', 'inherit'] });
      process.once('SIGTERM', () => { endDescendants(); process.exit(143); });
      setInterval(() => undefined, 1_000)`;
    const started = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(started.stdout, 'data');

    started.kill('SIGTERM');

    // The pipe is the grandchild's, too: it closes only when that is gone.
    await once(started, 'close');
    expect(started.exitCode).toBe(143);
  });
});
