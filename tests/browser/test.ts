import { writeFile } from 'node:fs/promises';
import { test as base, type Browser } from '@playwright/test';

/** Everybody leaves when a test has ended: pages that stayed would look for servers that are gone, and take the time of the tests that follow. */
export const test = base.extend<{ leaving: void }>({
  leaving: [
    async ({ browser }, use, testInfo) => {
      await use();
      if (testInfo.status !== testInfo.expectedStatus) await writeFile(testInfo.outputPath('pages.txt'), await describePages(browser));
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    { auto: true },
  ],
});

/** What stood on all pages, and what they said on their consoles: scripts/test.mjs prints it in CI. */
async function describePages(browser: Browser): Promise<string> {
  const pages = browser.contexts().flatMap((context) => context.pages());
  const described = pages.map(async (page) => {
    const shown = await page.ariaSnapshot({ timeout: 5_000 }).catch((error: unknown) => String(error));
    const said = (await page.consoleMessages()).map((message) => `${message.type()}: ${message.text()}`);
    const thrown = (await page.pageErrors()).map(String);
    return [page.url(), shown, ...said, ...thrown].join('\n');
  });
  return (await Promise.all(described)).join('\n\n');
}
