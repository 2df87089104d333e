import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/chromium.mjs';

const executablePath = process.env.CHROMIUM_PATH ?? findChromium() ?? undefined;

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results',
  fullyParallel: false,
  // People wait for answers most of the time: two files at once pay on the smallest machine too.
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  // Generous on purpose: assertions wait for a condition, and a machine under load may be slow to bring it about.
  expect: { timeout: 20_000 },
  reporter: 'list',
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        locale: 'en-US',
        viewport: { width: 1280, height: 800 },
        // Whoever paints without a graphics card has better things to do.
        contextOptions: { reducedMotion: 'reduce' },
        trace: { mode: 'retain-on-failure', screenshots: false },
        launchOptions: {
          executablePath,
          args: [
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
            // A microphone that beeps, and nobody to ask.
            '--use-fake-device-for-media-stream',
            '--use-fake-ui-for-media-stream',
          ],
        },
      },
    },
  ],
});
