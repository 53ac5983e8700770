import { defineConfig } from 'vitest/config';

/** Test files may be TypeScript, JSX, or plain modules (the tests of `scripts/`). */
const testFiles = (...folders: string[]): string[] => folders.map((folder) => `test/${folder}/**/*.test.{ts,tsx,mjs}`);

export default defineConfig({
  test: {
    // Forks, not threads: native modules (libsql) and process.chdir-like state stay apart.
    pool: 'forks',
    maxWorkers: 2,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: testFiles('unit', 'contracts'), testTimeout: 10_000 },
      },
      {
        extends: true,
        test: { name: 'integration', include: testFiles('integration'), testTimeout: 30_000, hookTimeout: 30_000 },
      },
      {
        extends: true,
        // Each fault test kills processes under load; two at a time would measure one another.
        test: {
          name: 'faults',
          include: testFiles('faults'),
          testTimeout: 600_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        // A short run of the benchmark: that it measures, not how fast.
        test: { name: 'bench', include: testFiles('bench'), testTimeout: 600_000, fileParallelism: false },
      },
      {
        extends: true,
        test: { name: 'corpus', include: testFiles('corpus'), testTimeout: 60_000, hookTimeout: 30_000 },
      },
    ],
  },
});
