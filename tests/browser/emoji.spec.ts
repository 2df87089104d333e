import { expect } from '@playwright/test';
import { startServer, type TestServer } from '../testkit/server.js';
import { composer, openDirect, openFromList, rowOf, takeSeats, write } from './screens.js';
import { test } from './test.js';

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

test('an emoji is found by its name, or among all there are, to write it and to react with it', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  const { page } = ana;
  await openDirect(ana, bia);
  await write(ana, 'we have won');
  await openFromList(bia, 'Ana');

  const picker = page.getByRole('dialog', { name: 'Emoji' });
  const search = picker.getByRole('textbox', { name: 'Search emoji' });
  await composer(page).fill('well done ');
  await page.getByRole('button', { name: 'Insert emoji' }).click();
  await expect(search).toBeFocused();
  await expect(picker.getByRole('group', { name: 'Flags' })).toBeAttached();
  await page.keyboard.type('no such thing');
  await expect(picker.getByText('No emoji has that name.')).toBeVisible();
  // The first Escape empties the field, the next one closes it.
  await page.keyboard.press('Escape');
  await expect(search).toHaveValue('');
  await page.keyboard.type('party pop');
  await expect(picker.getByRole('button', { name: '🎉' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(composer(page)).toHaveValue('well done 🎉');
  await page.keyboard.press('Escape');
  await expect(picker).toBeHidden();

  await rowOf(ana, 'we have won').hover();
  await rowOf(ana, 'we have won').getByRole('button', { name: 'Add reaction' }).click();
  await picker.getByRole('button', { name: 'Food and drink' }).click();
  const grapes = picker.getByRole('button', { name: '🍇' });
  await expect(grapes).toBeInViewport();
  await search.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(picker.getByRole('button', { name: '😃' })).toBeFocused();
  await grapes.click();
  await expect(rowOf(bia, 'we have won').getByRole('button', { name: /🍇/ })).toBeVisible();

  // It speaks the language of the page.
  await page.goto(`${server.url}/settings/appearance`);
  await page.getByText('Português').click();
  await page.goBack();
  // Whoever comes back to a draft goes on at its end.
  await page.getByRole('button', { name: 'Inserir emoji' }).click();
  await expect(page.getByRole('textbox', { name: 'Buscar emoji' })).toBeFocused();
  await page.keyboard.type('coracao verm');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Escreva uma mensagem')).toHaveValue('well done 🎉❤️');
});
