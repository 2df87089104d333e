import { expect } from '@playwright/test';
import { startServer, type TestServer } from '../testkit/server.js';
import { createGroup, expectTexts, fillNewGroup, messageLog, openDirect, openFromList, takeSeats, write } from './screens.js';
import { test } from './test.js';

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

test('three people in a new group: its name changes for all, and who is removed loses it while reading', async ({ browser }) => {
  const [ana, bia, caio] = await takeSeats(browser, server.url, 'Ana', 'Bia', 'Caio');
  await createGroup(ana, 'Weather', bia, caio);
  for (const seat of [bia, caio]) {
    await openFromList(seat, 'Weather');
    await expect(messageLog(seat.page).getByText('Ana created the group.')).toBeVisible();
  }
  await write(bia, 'g rain');
  await write(caio, 'g sun');
  for (const seat of [ana, bia, caio]) await expect(messageLog(seat.page).getByText(/^g /)).toHaveCount(2);

  await ana.page.getByRole('button', { name: 'Conversation info' }).click();
  await expect(ana.page.getByText('3 members').first()).toBeVisible();
  await ana.page.getByRole('button', { name: 'Rename group' }).click();
  await ana.page.getByLabel('Group name').fill('Clouds');
  await ana.page.getByLabel('Group name').press('Enter');
  for (const seat of [ana, bia, caio]) {
    await expect(seat.page.getByRole('navigation').getByRole('link', { name: 'Clouds' })).toBeVisible();
  }
  await expect(messageLog(caio.page).getByText('Ana named the group “Clouds”.')).toBeVisible();

  await ana.page.getByRole('button', { name: 'Actions for Caio' }).click();
  await ana.page.getByRole('menuitem', { name: 'Remove from group' }).click();
  await ana.page.getByRole('alertdialog').or(ana.page.getByRole('dialog')).getByRole('button', { name: 'Remove' }).click();
  await expect(caio.page.getByText('You are no longer a member of that group.')).toBeVisible();
  await expect(caio.page.getByRole('link', { name: 'Clouds' })).toHaveCount(0);
  await expect(messageLog(caio.page)).toHaveCount(0);
  await expect.poll(() => caio.page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('g rain');
  await expect(messageLog(bia.page).getByText('Ana removed Caio.')).toBeVisible();
  await expect(ana.page.getByText('2 members').first()).toBeVisible();

  await write(bia, 'g without him');
  await expectTexts(ana, 'g without', ['g without him']);
});

test('who leaves goes home, and the others read of it', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await createGroup(ana, 'Short lived', bia);
  await openFromList(bia, 'Short lived');
  await bia.page.getByRole('button', { name: 'Conversation info' }).click();
  await bia.page.getByRole('button', { name: 'Leave group' }).click();
  await bia.page.getByRole('alertdialog').or(bia.page.getByRole('dialog')).getByRole('button', { name: 'Leave' }).click();
  await expect(bia.page).toHaveURL(`${server.url}/`);
  await expect(bia.page.getByRole('link', { name: 'Short lived' })).toHaveCount(0);
  await expect(messageLog(ana.page).getByText('Bia left.')).toBeVisible();
});

test('who wants somebody in a group whom they have blocked reads whom; who is blocked reads no name', async ({ browser }) => {
  const [ana, bia, caio] = await takeSeats(browser, server.url, 'Ana', 'Bia', 'Caio');
  await openDirect(ana, bia);
  await write(ana, 'a hello');
  await ana.page.getByRole('button', { name: 'Conversation info' }).click();
  await ana.page.getByRole('button', { name: 'Block', exact: true }).click();
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Block' }).click();
  await expect(ana.page.getByText('You have blocked Bia. Neither of you can write here.')).toBeVisible();

  const ofAna = await fillNewGroup(ana, 'Clouds', bia, caio);
  await ofAna.getByRole('button', { name: /^Create group/ }).click();
  await expect(ofAna.getByText('You have blocked Bia. Unblock this person, or leave them out.')).toBeVisible();

  // What was chosen otherwise is asked anew.
  await ofAna.getByRole('button', { name: 'Take Caio out' }).click();
  await expect(ofAna.getByText(/You have blocked/)).toBeHidden();

  const ofBia = await fillNewGroup(bia, 'Clouds', ana, caio);
  await ofBia.getByRole('button', { name: /^Create group/ }).click();
  await expect(
    ofBia.getByText('You cannot add one or more of these people. Leave people out, or let them join by an invite link.'),
  ).toBeVisible();
  // Without her it can be made.
  await ofBia.getByRole('button', { name: 'Take Ana out' }).click();
  await ofBia.getByRole('button', { name: /^Create group/ }).click();
  await expect(messageLog(bia.page).getByText('You created the group.')).toBeVisible();
});
