/// <reference lib="dom" />
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { startServer, type TestServer } from '../testkit/server.js';
import {
  composer,
  createGroup,
  expectInSync,
  expectStill,
  expectTexts,
  messageLog,
  openDirect,
  openFromList,
  rowOf,
  signInAgain,
  takeSeat,
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

// Five tabs, and a machine that may have other things to do.
test.setTimeout(240_000);

const waiting = ({ page }: Seat) => messageLog(page).getByRole('img', { name: 'Waiting to be sent' });

test('fifty messages from five tabs without a server, over an end of the browser, arrive once and in order', async ({
  browser,
  playwright,
  launchOptions,
}) => {
  const [elsewhere, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(bia, elsewhere);
  await write(bia, 'j before');
  await elsewhere.context.close();

  const folder = mkdtempSync(join(tmpdir(), 'talk-in-clouds-profile-'));
  // All fifty are on the screen at once.
  const viewport = { width: 1280, height: 3_000 };
  const openBrowser = () => playwright.chromium.launchPersistentContext(folder, { ...launchOptions, locale: 'en-US', viewport });
  const openTabs = async (seat: Seat) => {
    const others = await Promise.all(Array.from({ length: 4 }, () => seat.context.newPage()));
    await Promise.all(others.map((page) => page.goto(seat.page.url())));
    return [seat, ...others.map((page) => ({ ...seat, page }))];
  };
  const writeInTurn = async (tabs: Seat[], from: number, to: number) => {
    for (let place = from; place < to; place += 1) {
      const tab = tabs[place % tabs.length];
      if (tab) await write(tab, `j ${place}`);
    }
  };
  const texts = (count: number) => ['j before', ...Array.from({ length: count }, (_, place) => `j ${place}`)];

  let ana = await signInAgain(elsewhere, server.url, await openBrowser());
  await openFromList(ana, 'Bia');
  await expectTexts(ana, 'j ', texts(0));
  await ana.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  let tabs = await openTabs(ana);
  await Promise.all(tabs.map(expectInSync));
  await server.kill('SIGKILL');
  await writeInTurn(tabs, 0, 30);
  for (const tab of tabs) await expectTexts(tab, 'j ', texts(30));
  const address = ana.page.url();
  await ana.context.close();

  // The browser is opened again, and there is still no server.
  const context = await openBrowser();
  ana = { ...ana, context, page: await context.newPage() };
  await ana.page.goto(address);
  await expectTexts(ana, 'j ', texts(30));
  await expect(waiting(ana)).toHaveCount(30);
  tabs = await openTabs(ana);
  await writeInTurn(tabs, 30, 50);
  await expect(waiting(ana)).toHaveCount(50);

  await server.restart();
  await bia.page.setViewportSize(viewport);
  await openFromList(bia, 'Ana');
  for (const seat of [bia, ...tabs]) await expectTexts(seat, 'j ', texts(50));
  for (const tab of tabs) await expect(waiting(tab)).toHaveCount(0);
  await context.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the server is killed and comes back while somebody types: the words stay, and arrive once', async ({ browser }) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'k one');
  await openFromList(bia, 'Ana');
  await composer(ana.page).pressSequentially('k what was ');
  await server.kill('SIGKILL');
  await composer(ana.page).pressSequentially('begun ');
  await expect(ana.page.getByText(/^Offline/).first()).toBeVisible();
  await composer(ana.page).pressSequentially('is ');
  await server.restart();
  await composer(ana.page).pressSequentially('said');
  await composer(ana.page).press('Enter');
  for (const seat of [ana, bia]) await expectTexts(seat, 'k ', ['k one', 'k what was begun is said']);
  await expect(waiting(ana)).toHaveCount(0);
});

test('on a screen of 320 px everything is reached by touch, and nothing is cut off', async ({ browser }) => {
  const bia = await takeSeat(browser, server.url, 'Bia');
  const phone = await browser.newContext({ viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true, locale: 'en-US' });
  const ana = await signInAgain(await takeSeat(browser, server.url, 'Ana'), server.url, phone);
  const { page } = ana;
  page.setDefaultTimeout(20_000);
  /** Neither the page nor anything that can be pressed reaches beyond its sides. */
  const expectFits = async () => {
    await expectStill(page);
    const beyond = await page.evaluate(() => {
      const { clientWidth, scrollWidth } = document.documentElement;
      const controls = [...document.querySelectorAll('button, a, input, textarea')].filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 1 && (left < -1 || right > clientWidth + 1);
      });
      return [...(scrollWidth > clientWidth ? [`page ${scrollWidth}`] : []), ...controls.map(({ outerHTML }) => outerHTML.slice(0, 200))];
    });
    expect(beyond).toEqual([]);
  };

  // The key of a phone begins a new line there.
  const say = async (text: string) => {
    await composer(page).fill(text);
    await page.getByRole('button', { name: 'Send', exact: true }).tap();
    await expect(rowOf(ana, text)).toBeVisible();
  };

  await expectFits();
  await openDirect(ana, bia);
  await expectFits();
  await say(`t ${'a_very_long_word_without_a_place_to_break'.repeat(4)}`);
  await say('t short');
  await openFromList(bia, 'Ana');
  await write(bia, 't an answer');
  await expect(rowOf(ana, 't an answer')).toBeVisible();
  await expectFits();
  const reply = page.getByRole('menuitem', { name: 'Reply' });
  const finger = await phone.newCDPSession(page);
  const { x = 0, y = 0 } = (await messageLog(page).getByText('t an answer').boundingBox()) ?? {};
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: x + 5, y: y + 5 }] });
  await expect(reply).toBeVisible();
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expectFits();
  await reply.tap();
  await say('t a reply');
  await expect(rowOf(bia, 't a reply').getByRole('button', { name: /^Answers Bia/ })).toBeVisible();
  await page.getByRole('button', { name: 'Insert emoji' }).tap();
  await expectFits();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Bia/ }).first().tap();
  await expect(page.getByRole('heading', { name: 'Bia' }).last()).toBeVisible();
  await expectFits();
  await page.goto(server.url);
  await createGroup(ana, 'A group whose name is longer than the screen is wide', bia);
  await expectFits();
  for (const section of ['', '/account', '/privacy', '/sessions', '/appearance', '/notifications', '/tokens', '/data']) {
    await page.goto(`${server.url}/settings${section}`);
    await expect(page.getByRole('heading').first()).toBeVisible();
    await expectFits();
  }
});

type Words = Record<'auth' | 'list' | 'people' | 'composer' | 'conversation' | 'freshness' | 'menu' | 'settings', Record<string, string>>;

for (const [language, tag] of [
  ['en', 'en-GB'],
  ['pt-BR', 'pt-BR'],
  ['es', 'es-AR'],
] as const)
  test(`somebody whose browser speaks ${tag} signs up, writes and is answered in ${language}`, async ({ browser }) => {
    const words = JSON.parse(readFileSync(`web/i18n/${language}.json`, 'utf8')) as Words;
    const word = (group: keyof Words, key: string) => words[group][key] ?? `no word ${group}.${key}`;
    const bia = await takeSeat(browser, server.url, 'Bia');
    const context = await browser.newContext({ locale: tag });
    const page: Page = await context.newPage();
    await page.goto(`${server.url}/sign-up`);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    const username = `caio-${bia.username}`;
    await page.getByLabel(word('auth', 'displayName'), { exact: true }).fill('Caio');
    await page.getByLabel(word('auth', 'username'), { exact: true }).fill(username);
    await page.getByLabel(word('auth', 'email'), { exact: true }).fill(`${username}@example.test`);
    await page.getByLabel(word('auth', 'password'), { exact: true }).fill('a long enough secret');
    await page.getByRole('button', { name: word('auth', 'createAccount') }).click();
    await expect(page.getByText(word('freshness', 'live')).first()).toBeVisible();

    await page
      .getByRole('button', { name: word('list', 'new') })
      .first()
      .click();
    await page.getByRole('menuitem', { name: word('people', 'newConversation') }).click();
    await page.getByLabel(word('people', 'search')).fill(bia.username);
    await page.getByRole('dialog').getByText(`@${bia.username}`).click();
    const field = page.getByLabel(word('composer', 'label'));
    await field.fill('olá, hello, hola');
    await field.press('Enter');
    await openFromList(bia, 'Caio');
    await expect(rowOf(bia, 'olá, hello, hola')).toBeVisible();
    await write(bia, 'understood');
    await expect(page.getByRole('log').getByText('understood')).toBeVisible();

    await page.reload();
    await expect(page.getByText(word('freshness', 'live')).first()).toBeVisible();
    await expect(page.getByLabel(word('composer', 'label'))).toBeVisible();
    await context.close();
  });
