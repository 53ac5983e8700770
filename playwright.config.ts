import { defineConfig } from 'playwright/test';
import { displays } from './test/e2e/displays.ts';

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  // One window at a time on each virtual display; without such displays, one on the person's own.
  workers: displays().length || 1,
  fullyParallel: false,
  // A test that passes only at the second try is a failing test.
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
});
