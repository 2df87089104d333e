import { test as base } from '@playwright/test';

/** Everybody leaves when a test has ended: pages that stayed would look for servers that are gone, and take the time of the tests that follow. */
export const test = base.extend<{ leaving: void }>({
  leaving: [
    async ({ browser }, use) => {
      await use();
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    { auto: true },
  ],
});
