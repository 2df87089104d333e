import { expect } from '@playwright/test';
import { people } from '../testkit/people.js';
import { startServer, type TestServer } from '../testkit/server.js';
import {
  composer,
  expectInSync,
  messageLog,
  openDirect,
  openFromList,
  sendThroughApi,
  signInAgain,
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

const listField = ({ page }: Seat) => page.getByRole('textbox', { name: 'Search', exact: true });
const found = ({ page }: Seat) => page.getByRole('navigation', { name: 'Conversations' });
const panelField = ({ page }: Seat) => page.getByRole('textbox', { name: /^Search in / });
const conversationOf = ({ page }: Seat) => new URL(page.url()).pathname.split('/')[2] ?? '';
const inSight = ({ page }: Seat, text: string) => expect(messageLog(page).getByText(text, { exact: true })).toBeInViewport();

test('what was said long ago is found from the list and in its conversation, by words and by date, and a press goes there', async ({
  browser,
}) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'The Crème Brûlée needs six eggs', 'and patience');
  const fillers = Array.from({ length: 130 }, (_, index) => `filler ${index}`);
  await sendThroughApi(server, ana, conversationOf(ana), fillers);
  await expect(found(bia).getByRole('link', { name: /filler 129/ })).toBeVisible();

  // From the list, though nothing of that conversation was opened here; accents and case don't matter, and the words stand out.
  await listField(bia).fill('creme brul');
  const hit = found(bia).getByRole('link', { name: /Crème Brûlée needs six eggs/ });
  await expect(hit.locator('mark')).toHaveText(['Crème', 'Brûlée']);
  await listField(bia).press('ArrowDown');
  await expect(hit).toBeFocused();
  await bia.page.keyboard.press('Enter');
  await inSight(bia, 'The Crème Brûlée needs six eggs');
  await expect(bia.page).toHaveURL(/\?at=1$/);
  await bia.page.reload();
  await inSight(bia, 'The Crème Brûlée needs six eggs');
  await bia.page.getByRole('button', { name: /^Jump to the latest/ }).click();
  await inSight(bia, 'filler 129');

  // In the conversation alone, with a panel that stays beside it.
  await bia.page.getByRole('button', { name: 'Search in this conversation' }).click();
  await expect(panelField(bia)).toBeFocused();
  await panelField(bia).fill('filler');
  await expect(bia.page.getByRole('link', { name: /filler 129/ }).last()).toBeVisible();
  await panelField(bia).fill('patience');
  await expect(bia.page.getByRole('link', { name: /and patience/ })).toBeVisible();
  await panelField(bia).press('ArrowDown');
  await bia.page.keyboard.press('Enter');
  await inSight(bia, 'and patience');
  await bia.page.getByRole('button', { name: 'Clear search' }).last().click();
  await bia.page.getByRole('button', { name: 'Jump to the latest' }).click();
  await inSight(bia, 'filler 129');
  await bia.page.getByLabel('Go to a day').fill(await bia.page.evaluate(() => new Date().toLocaleDateString('sv')));
  await bia.page.getByRole('button', { name: 'Go', exact: true }).click();
  await inSight(bia, 'The Crème Brûlée needs six eggs');
  await bia.page.keyboard.press('Escape');
  await expect(panelField(bia)).toBeHidden();

  // An edit and a deletion reach what was found already.
  await listField(ana).fill('brulee');
  const ownHit = found(ana).getByRole('link', { name: /six eggs/ });
  await ownHit.click();
  await messageLog(ana.page).getByRole('article').filter({ hasText: 'six eggs' }).focus();
  await ana.page.keyboard.press('Enter');
  await ana.page.getByRole('menuitem', { name: 'Delete' }).click();
  await ana.page.getByRole('alertdialog').or(ana.page.getByRole('dialog')).getByRole('button', { name: 'Delete' }).click();
  await expect(ownHit).toBeHidden();
});

test('a person is found beside conversations; without a line the device is searched, and says so', async ({ browser }) => {
  const [ana, bia, caio] = await takeSeats(browser, server.url, 'Ana', 'Bia', 'Caio');
  await listField(ana).fill(bia.username);
  await found(ana)
    .getByRole('button', { name: new RegExp(`@${bia.username}`) })
    .click();
  await write(ana, 'umbrella weather');
  await openDirect(ana, caio);
  await write(ana, 'no rain in sight');
  // Whoever leaves before the conversation has come has nothing of it without a line.
  await inSight(ana, 'no rain in sight');
  await listField(ana).fill('');
  await openFromList(ana, 'Bia');

  await ana.context.setOffline(true);
  await expect(ana.page.getByText(/^Offline/).first()).toBeVisible();
  await listField(ana).fill('umbr');
  await expect(found(ana).getByText('Offline: only what this device keeps was searched.')).toBeVisible();
  await expect(found(ana).getByRole('link', { name: /umbrella weather/ })).toBeVisible();
  await listField(ana).fill('rain');
  await found(ana)
    .getByRole('link', { name: /no rain in sight/ })
    .click();
  await inSight(ana, 'no rain in sight');

  // The line is back: the server is asked without another key.
  await ana.context.setOffline(false);
  await expectInSync(ana);
  await expect(found(ana).getByText('Offline: only what this device keeps was searched.')).toBeHidden();
  await expect(found(ana).getByRole('link', { name: /no rain in sight/ })).toBeVisible();
  await listField(ana).fill('nothing that anybody said');
  await expect(found(ana).getByText('No message has all of these words.')).toBeVisible();
  await listField(ana).press('Escape');
  await expect(found(ana).getByRole('link', { name: /umbrella weather/ })).toBeVisible();
  await expect(composer(ana.page)).toBeVisible();
});

test('a conversation is found by its name though the list has not come to it yet, or it is in the archive', async ({ browser }) => {
  const { ana, caio } = await people(server, 'ana', 'caio');
  const archived = await caio.createGroup('Put away', ana);
  const archive = 'mutation Archive($id: ID!) { setConversationPreferences(input: { conversationId: $id, archived: true }) { id } }';
  await ana.request(archive, { id: archived });
  await caio.createGroup('Old friends', ana);
  for (let place = 1; place <= 35; place += 1) await caio.createGroup(`Group ${place}`, ana);

  const context = await browser.newContext({ locale: 'en-US' });
  const { username, password } = ana;
  const seat = await signInAgain({ name: 'ana', username, password, context, page: await context.newPage() }, server.url, context);
  await expect(found(seat).getByRole('link', { name: /Group 35/ })).toBeVisible();
  await listField(seat).fill('friends');
  await expect(found(seat).getByRole('link', { name: /Old friends/ })).toBeVisible();
  await listField(seat).fill('put a');
  await expect(found(seat).getByRole('link', { name: /Put away.*Archived/ })).toBeVisible();
  await listField(seat).fill('');
  await expect(found(seat).getByRole('link', { name: /Group 35/ })).toBeVisible();
  await expect(found(seat).getByRole('link', { name: /Put away/ })).toBeHidden();
  await seat.page.keyboard.press('Control+k');
  await seat.page.getByRole('dialog').getByRole('combobox').fill('put away');
  await seat.page.getByRole('option', { name: /Put away/ }).click();
  await expect(seat.page.getByRole('heading', { name: 'Put away' })).toBeVisible();
  await context.close();
});
