import { defineConfig } from '@playwright/test';
import { provideChromium } from '../scripts/lib/chromium.mjs';
import { inRoot } from '../scripts/lib/paths.mjs';
import { say } from '../scripts/lib/setup.mjs';

// The workers load this file too; they inherit what the first process found.
process.env['CHROMIUM_PATH'] ||= await provideChromium(say);

export default defineConfig({
  testDir: 'tests',
  outputDir: inRoot('.setup', 'ui-tests', 'results'),
  reporter: process.env['PLAYWRIGHT_JUNIT_OUTPUT_FILE'] ? [['list'], ['junit', { includeRetries: true }]] : [['list']],
  // Each test has a server, a kernel and a browser of its own, which keep two cores busy.
  workers: 1,
  // A browser on a strange machine can stumble. What passes the second time only is named in the summary.
  retries: 1,
  forbidOnly: Boolean(process.env['CI']),
  // For what hangs; how fast a machine is does not matter.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  use: {
    actionTimeout: 60_000,
    viewport: { width: 1280, height: 800 },
    // To record every test costs a quarter of the time.
    trace: 'on-first-retry',
    launchOptions: {
      executablePath: process.env['CHROMIUM_PATH'],
      // Containers run as root, where Chromium's sandbox does not start.
      args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
    },
  },
});
