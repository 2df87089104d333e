/// <reference lib="dom" />
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { startServer, type TestServer } from '../testkit/server.js';
import {
  composer,
  createGroup,
  expectInSync,
  messageLog,
  openDirect,
  openFromList,
  rowOf,
  sendThroughApi,
  takeSeats,
  write,
  type Seat,
} from './screens.js';
import { test } from './test.js';

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

const offered = ({ page }: Seat) => page.getByRole('listbox', { name: 'People to mention' });
const link = ({ page }: Seat, title: string) => page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name: title });
const jump = ({ page }: Seat) => page.getByRole('button', { name: /unread mention/ });
const conversationOf = ({ page }: Seat) => new URL(page.url()).pathname.split('/')[2] ?? '';
const expectNoFaults = async ({ page }: Seat) => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

// Three people, and a machine that may have other things to do.
test.setTimeout(240_000);

test('people are mentioned by a few letters, see it, and go there; code has its colours', async ({ browser }) => {
  const [ana, bia, caio] = await takeSeats(browser, server.url, 'Ana', 'Bia', 'Caio');
  await createGroup(ana, 'Launch', bia, caio);
  await expect(link(bia, 'Launch')).toBeVisible();

  // By keyboard: the list follows the letters, and what it is for stays what was typed.
  await composer(ana.page).pressSequentially('Hello @b');
  await expect(offered(ana).getByRole('option')).toContainText([`Bia@${bia.username}`]);
  await composer(ana.page).press('Backspace');
  await expect(offered(ana).getByRole('option')).toHaveCount(3);
  await composer(ana.page).press('ArrowDown');
  await expect(offered(ana).getByRole('option', { selected: true })).toContainText('Caio');
  await expectNoFaults(ana);
  await composer(ana.page).press('Escape');
  await expect(offered(ana)).toBeHidden();
  await expect(composer(ana.page)).toHaveValue('Hello @');
  await composer(ana.page).pressSequentially(' @BI');
  await composer(ana.page).press('Tab');
  await expect(composer(ana.page)).toHaveValue(`Hello @ @${bia.username} `);
  await composer(ana.page).pressSequentially('and @ever');
  await composer(ana.page).press('Enter');
  await expect(composer(ana.page)).toHaveValue(`Hello @ @${bia.username} and @everyone `);
  await expect(composer(ana.page)).toBeFocused();
  await composer(ana.page).fill('`@b');
  await expect(offered(ana)).toBeHidden();

  // Without a line, from what is kept; by mouse. It stands out before the server has it.
  await ana.context.setOffline(true);
  await expect(ana.page.getByText(/^Offline/).first()).toBeVisible();
  await composer(ana.page).fill('');
  await composer(ana.page).pressSequentially('First for @bia');
  await offered(ana).getByRole('option').click();
  await composer(ana.page).pressSequentially('not @nobody, `@code`');
  await composer(ana.page).press('Enter');
  await expect(rowOf(ana, 'First for').getByRole('button', { name: `@${bia.username}` })).toBeVisible();
  await ana.context.setOffline(false);
  await expectInSync(ana);

  // The list says so; in the conversation a button goes from one to the next, however far above the end they are.
  await expect(link(bia, 'Launch').getByRole('img', { name: '1 unread mention of you' })).toBeVisible();
  await expect(link(caio, 'Launch').getByRole('img', { name: /unread mention/ })).toBeHidden();
  const fillers = (name: string, length: number) => Array.from({ length }, (_, index) => `${name} ${index}`);
  await sendThroughApi(server, ana, conversationOf(ana), [
    ...fillers('before', 55),
    `Second for @${bia.username}`,
    ...fillers('after', 25),
  ]);
  await expect(link(bia, 'Launch').getByRole('img', { name: '2 unread mentions of you' })).toBeVisible();
  await openFromList(bia, 'Launch');
  const own = messageLog(bia.page).getByRole('button', { name: `@${bia.username}` });
  await expect(own.first()).toBeInViewport();
  await expect(own.first()).toHaveAttribute('data-self');
  await expect(rowOf(bia, 'First for').getByRole('button', { name: /nobody|code/ })).toHaveCount(0);
  // What was in sight is read; the one that is left is far below what is loaded.
  await bia.page.getByRole('button', { name: 'Go to the unread mention of you' }).click();
  await expect(messageLog(bia.page).getByText('Second for')).toBeInViewport();
  await expect(jump(bia)).toBeHidden();
  await expect(link(bia, 'Launch').getByRole('img', { name: /unread mention/ })).toBeHidden();

  // Who is it, and a word with them alone.
  await bia.page.getByRole('button', { name: /^Jump to the latest/ }).click();
  await write(ana, `Ask @${caio.username}.`);
  await messageLog(bia.page)
    .getByRole('button', { name: `@${caio.username}` })
    .click();
  const card = bia.page.getByRole('dialog', { name: 'About this person' });
  await expect(card.getByText('Caio', { exact: true })).toBeVisible();
  await expectNoFaults(bia);
  await card.getByRole('button', { name: 'Send a message' }).click();
  await expect(card).toBeHidden();
  await expect(composer(bia.page)).toBeVisible();
  await expect(bia.page.getByRole('heading', { name: 'Caio' })).toBeVisible();

  // Code, in a direct conversation, where nobody is offered.
  await composer(bia.page).fill('@');
  await expect(offered(bia)).toBeHidden();
  const code =
    'const answer: number = 42; // of course, but how long can a line of code become before somebody has to scroll sideways within it?';
  await composer(bia.page).fill(`\`\`\`ts\n${code}\n\`\`\``);
  await composer(bia.page).press('Enter');
  await openDirect(caio, bia);
  const block = messageLog(caio.page).locator('pre');
  await expect(block.locator('.hljs-keyword')).toHaveText('const');
  await expect(block).toHaveText(code);
  expect(await block.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true);
  await caio.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await messageLog(caio.page).getByRole('button', { name: 'Copy code' }).click();
  await expect(messageLog(caio.page).getByText('Copied')).toBeVisible();
  expect(await caio.page.evaluate(() => navigator.clipboard.readText())).toBe(code);
  for (const colorScheme of ['light', 'dark'] as const) {
    await caio.page.emulateMedia({ colorScheme });
    await expectNoFaults(caio);
  }
});
