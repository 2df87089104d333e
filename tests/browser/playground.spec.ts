import { expect, test } from '@playwright/test';
import { startServer } from '../testkit/server.js';

test('the playground opens, answers a query, and asks nobody else for anything', async ({ page }) => {
  const server = await startServer();
  const strangers: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== server.url) strangers.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(`${server.url}/graphql`);
  await expect(page.getByText('Talk-In-Clouds').first()).toBeVisible();
  await page.getByRole('button', { name: /execute query/i }).click();
  await page.getByRole('menuitem', { name: 'Server' }).click();
  await expect(page.getByText('"eventCursor"')).toBeVisible();
  expect(strangers).toEqual([]);
  expect(problems).toEqual([]);
  await server.stop();
});
