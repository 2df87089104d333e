import { expect, type Locator, type Page } from '@playwright/test';
import { startServer, type TestServer } from '../testkit/server.js';
import { pdfFile, pngFile, wavFile, type FileToSend } from '../testkit/uploads.js';
import { composer, expectInSync, messageLog, openDirect, openFromList, takeSeat, takeSeats, write, type Seat } from './screens.js';
import { test } from './test.js';

test.use({ permissions: ['microphone'] });

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

const given = ({ fileName, contentType, bytes }: FileToSend) => ({ name: fileName, mimeType: contentType, buffer: Buffer.from(bytes) });
const tray = (page: Page) => page.getByRole('list', { name: 'Files for the next message' });
const rows = ({ page }: Seat) => messageLog(page).getByRole('article');
const pictureOf = (row: Locator) => row.getByRole('button', { name: /^Open the photo/ });

async function attach({ page }: Seat, ...files: FileToSend[]): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(files.map(given));
}

/** What was chosen is kept on the device. */
const expectReady = ({ page }: Seat) => expect(tray(page).getByText('Getting ready…')).toHaveCount(0);

async function sendFiles(seat: Seat, text: string, ...files: FileToSend[]): Promise<void> {
  await attach(seat, ...files);
  await expect(tray(seat.page).getByRole('listitem')).toHaveCount(files.length);
  await expectReady(seat);
  if (text !== '') await composer(seat.page).fill(text);
  await seat.page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(tray(seat.page)).toHaveCount(0);
}

/** Whether the picture of this row is drawn, and how large it is on the screen. */
async function expectPicture(row: Locator): Promise<void> {
  const image = row.locator('img').first();
  await expect
    .poll(() => image.evaluate((element) => element instanceof HTMLImageElement && element.complete && element.naturalWidth > 0))
    .toBe(true);
}

test('pictures, a sound and a file go over, are shown, enlarged, played and saved', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  const refused: string[] = [];
  for (const { page } of [ana, bia])
    page.on('console', (entry) => entry.text().includes('Content Security Policy') && refused.push(entry.text()));
  await openDirect(ana, bia);
  await sendFiles(ana, 'from the beach', await pngFile(900, 600, 'beach.png'));
  await openFromList(bia, 'Ana');
  await expect(bia.page.getByRole('link', { name: /Ana/ })).toContainText('from the beach');
  for (const seat of [ana, bia]) await expectPicture(rows(seat).filter({ hasText: 'from the beach' }));

  // The place is there before the picture is.
  const box = await pictureOf(rows(bia).last()).boundingBox();
  expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(1.5, 1);

  await sendFiles(ana, '', await pngFile(200, 300, 'one.png'), await pngFile(300, 200, 'two.png'), wavFile, pdfFile);
  const many = rows(bia).last();
  await expect(pictureOf(many)).toHaveCount(2);
  await expect(bia.page.getByRole('link', { name: /Ana/ })).toContainText('4 files');
  await many.getByRole('button', { name: 'Play voice.wav' }).click();
  await expect(many.getByRole('button', { name: /^Speed/ })).toBeVisible();
  const download = bia.page.waitForEvent('download');
  await many.getByRole('link', { name: /minutes\.pdf/ }).click();
  expect((await download).suggestedFilename()).toBe('minutes.pdf');

  await pictureOf(many).first().click();
  const lightbox = bia.page.getByRole('dialog');
  await expect(lightbox.getByRole('img', { name: 'one.png' })).toBeVisible();
  await expect(lightbox).toContainText('2 of 3');
  await bia.page.keyboard.press('ArrowRight');
  await expect(lightbox.getByRole('img', { name: 'two.png' })).toBeVisible();
  await bia.page.keyboard.press('+');
  await expect(lightbox.getByRole('button', { name: 'Zoom out' })).toBeEnabled();
  await bia.page.keyboard.press('0');
  await bia.page.keyboard.press('ArrowLeft');
  await bia.page.keyboard.press('ArrowLeft');
  await expect(lightbox.getByRole('img', { name: 'beach.png' })).toBeVisible();
  await bia.page.keyboard.press('Escape');
  await expect(lightbox).toHaveCount(0);

  // All of it is found again, by kind.
  await bia.page.getByRole('button', { name: 'Conversation info' }).click();
  await bia.page.getByRole('button', { name: 'Photos, files and voice messages' }).click();
  const shared = bia.page.getByRole('dialog', { name: 'Shared here' });
  await expect(shared.getByRole('button', { name: /^Open the photo/ })).toHaveCount(3);
  await shared.getByRole('tab', { name: 'Files' }).click();
  await expect(shared.getByRole('link', { name: /minutes\.pdf/ })).toBeVisible();
  await shared.getByRole('tab', { name: 'Videos' }).click();
  await expect(shared.getByText('Nothing of this kind was shared yet.')).toBeVisible();
  expect(refused).toEqual([]);
});

test('what was attached and sent without a line waits over a reload, and arrives once and in order', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await ana.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await ana.context.setOffline(true);
  await sendFiles(ana, 'o one', await pngFile(400, 300, 'one.png'));
  await composer(ana.page).fill('o two');
  await composer(ana.page).press('Enter');
  await attach(ana, pdfFile);
  await expect(tray(ana.page)).toContainText('minutes.pdf');
  await expectReady(ana);
  await expectPicture(rows(ana).filter({ hasText: 'o one' }));

  await ana.page.reload();
  await expect(rows(ana)).toHaveCount(2);
  await expectPicture(rows(ana).filter({ hasText: 'o one' }));
  // What was chosen and not sent is still there, too.
  await expect(tray(ana.page)).toContainText('minutes.pdf');
  await ana.context.setOffline(false);
  await expectInSync(ana);
  await openFromList(bia, 'Ana');
  await expect(rows(bia)).toHaveCount(2);
  await expect(rows(bia).nth(0)).toContainText('o one');
  await expectPicture(rows(bia).nth(0));
  await expect(rows(bia).nth(1)).toContainText('o two');
  await expect(messageLog(ana.page).getByRole('img', { name: 'Waiting to be sent' })).toHaveCount(0);
  await expectPicture(rows(ana).filter({ hasText: 'o one' }));

  // Nothing of it is left on the device once she signs out, which asks before it takes what was chosen and not sent.
  await ana.page.getByRole('button', { name: 'Menu of Ana' }).click();
  await ana.page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(ana.page.getByRole('alertdialog')).toContainText('chosen files');
  await ana.page.getByRole('button', { name: 'Sign out' }).click();
  await expect(ana.page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect.poll(() => ana.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([]);
});

test('a file can be pasted, dropped, taken out, refused with a reason, stopped on its way and sent again', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  const picture = await pngFile(300, 200, 'dropped.png');
  const makeTransfer = (file: FileToSend) =>
    ana.page.evaluateHandle(
      ({ name, type, bytes }) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
        return transfer;
      },
      { name: file.fileName, type: file.contentType, bytes: [...file.bytes] },
    );
  const dataTransfer = await makeTransfer(picture);
  await messageLog(ana.page).or(ana.page.getByText('Nothing here yet')).first().dispatchEvent('dragenter', { dataTransfer });
  await expect(ana.page.getByText('Drop files here to attach them')).toBeVisible();
  await messageLog(ana.page).or(ana.page.getByText('Nothing here yet')).first().dispatchEvent('drop', { dataTransfer });
  await expect(tray(ana.page)).toContainText('dropped.png');
  await composer(ana.page).evaluate(
    (field, clipboardData) => {
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    await makeTransfer({ ...picture, fileName: 'pasted.png' }),
  );
  await expect(tray(ana.page)).toContainText('pasted.png');

  await attach(ana, { fileName: 'page.html', contentType: 'text/html', bytes: Buffer.from('<p>') });
  await expect(tray(ana.page)).toContainText('Files of this type cannot be sent.');
  await expect(ana.page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
  await tray(ana.page).getByRole('button', { name: 'Take page.html out' }).click();
  await tray(ana.page).getByRole('button', { name: 'Take pasted.png out' }).click();
  await expect(tray(ana.page).getByRole('listitem')).toHaveCount(1);

  // The bytes stand still on their way until they are stopped.
  await ana.page.route('**/uploads/*', () => undefined);
  await ana.page.getByRole('button', { name: 'Send', exact: true }).click();
  await rows(ana).last().getByRole('button', { name: 'Stop sending dropped.png' }).click();
  await expect(rows(ana).last()).toContainText('You stopped it.');
  await ana.page.unroute('**/uploads/*');
  await rows(ana).last().getByRole('button', { name: 'Retry' }).click();
  await openFromList(bia, 'Ana');
  await expectPicture(rows(bia).last());
  await expect(rows(bia)).toHaveCount(1);
});

test('a photo is cropped by mouse and keys, for oneself and for a group, and taken away', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'hello');
  const { page } = ana;
  const dialog = (name: string) => page.getByRole('dialog', { name });
  const crop = async (name: string) => {
    await dialog(name)
      .locator('input[type=file]')
      .setInputFiles(given(await pngFile(800, 400)));
    const stage = dialog(name).getByRole('group', { name: /^Part of the picture/ });
    await expect(stage).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('+');
    await expect(dialog(name).getByRole('slider', { name: 'Zoom' })).toHaveValue('1.15');
    await dialog(name).getByRole('button', { name: 'Use this photo' }).click();
    await expect(dialog(name)).toHaveCount(0);
  };

  await page.getByRole('button', { name: 'Menu of Ana' }).click();
  await page.getByRole('menuitem', { name: 'Profile' }).click();
  await page.getByRole('button', { name: 'Change the photo' }).click();
  await crop('Your photo');
  await expectPicture(dialog('Your profile'));
  await page.keyboard.press('Escape');
  await expectPicture(page.getByRole('button', { name: 'Menu of Ana' }));
  await expectPicture(bia.page.getByRole('link', { name: /Ana/ }));

  await page.getByRole('button', { name: 'New conversation or group' }).first().click();
  await page.getByRole('menuitem', { name: 'New group' }).click();
  await page.getByRole('dialog').getByLabel('Group name').fill('Travellers');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Create group/ })
    .click();
  await page.getByRole('button', { name: 'Conversation info' }).click();
  await page.getByRole('button', { name: 'Change the photo' }).click();
  await crop('Photo of the group');
  await expectPicture(page.getByRole('link', { name: /Travellers/ }));
  await page.getByRole('button', { name: 'Change the photo' }).click();
  await dialog('Photo of the group').getByRole('button', { name: 'Take the photo away' }).click();
  await expect(dialog('Photo of the group')).toHaveCount(0);
  await expect(page.getByRole('link', { name: /Travellers/ }).locator('img')).toHaveCount(0);
});

test('a voice message is recorded, heard before it is sent, and played at twice the speed', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await ana.page.getByRole('button', { name: 'Record a voice message' }).click();
  await expect(ana.page.getByRole('timer')).toHaveText(/^0:0[2-9]$/);
  await ana.page.getByRole('button', { name: 'Stop and listen' }).click();
  await ana.page.getByRole('button', { name: 'Play Voice message' }).click();
  await ana.page.getByRole('button', { name: 'Send the voice message' }).click();
  const sent = rows(ana).last();
  await expect(sent.getByRole('img', { name: /^(Sent|Delivered|Read)$/ })).toBeVisible();
  await openFromList(bia, 'Ana');
  await expect(bia.page.getByRole('link', { name: /Ana/ })).toContainText('Voice message, 0:0');
  const heard = rows(bia).last();
  await heard.getByRole('button', { name: 'Speed: 1×' }).click();
  await heard.getByRole('button', { name: 'Speed: 1.5×' }).click();
  await heard.getByRole('button', { name: 'Play Voice message' }).click();
  await expect(heard.getByRole('button', { name: 'Pause Voice message' })).toBeVisible();
  await heard.getByRole('slider').focus();
  await bia.page.keyboard.press('End');
  await expect(heard.getByRole('button', { name: 'Play Voice message' })).toBeVisible();

  // Who leaves while recording finds it among the chosen files.
  await bia.page.getByRole('button', { name: 'Record a voice message' }).click();
  await expect(bia.page.getByRole('timer')).toHaveText(/^0:0[1-9]$/);
  await bia.page.goBack();
  await openFromList(bia, 'Ana');
  await expect(tray(bia.page)).toContainText('Voice message');

  // So does who reloads before sending it; discarded, it is gone.
  await bia.page.getByRole('button', { name: 'Take Voice message out' }).click();
  await bia.page.getByRole('button', { name: 'Record a voice message' }).click();
  await expect(bia.page.getByRole('timer')).toHaveText(/^0:0[1-9]$/);
  await bia.page.getByRole('button', { name: 'Stop and listen' }).click();
  await expect(bia.page.getByRole('button', { name: 'Play Voice message' }).last()).toBeVisible();
  await expect(tray(bia.page)).toHaveCount(0);
  await expect.poll(() => bia.page.evaluate(() => Object.keys(localStorage).some((key) => key.includes(':draft-files:')))).toBe(true);
  await bia.page.reload();
  await expect(tray(bia.page)).toContainText('Voice message');
  await bia.page.getByRole('button', { name: 'Take Voice message out' }).click();
  await bia.page.getByRole('button', { name: 'Record a voice message' }).click();
  await bia.page.getByRole('button', { name: 'Stop and listen' }).click();
  await bia.page.getByRole('button', { name: 'Discard the recording' }).click();
  await expect(bia.page.getByRole('button', { name: 'Record a voice message' })).toBeVisible();
  await expect(tray(bia.page)).toHaveCount(0);
});

test('without a microphone the reason is said', async ({ browser }) => {
  const ana = await takeSeat(browser, server.url, 'Ana');
  const bia = await takeSeat(browser, server.url, 'Bia');
  await openDirect(ana, bia);
  await ana.page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await ana.page.getByRole('button', { name: 'Record a voice message' }).click();
  await expect(ana.page.getByRole('alert')).toContainText('Allow it in the site settings');
});
