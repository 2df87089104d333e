/// <reference lib="dom" />
import { randomBytes, randomUUID } from 'node:crypto';
import { expect, request, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { sendMessageDocument, signInDocument, signUpDocument, type AuthView } from '../testkit/documents.js';
import type { Address } from '../testkit/people.js';
import { requestGraphQL } from '../testkit/request.js';

/** Somebody at a browser of their own, signed in. Everything goes through what is on the screen. */
export interface Seat {
  readonly name: string;
  readonly username: string;
  readonly password: string;
  readonly page: Page;
  readonly context: BrowserContext;
}

/** Where the web client keeps who is signed in: web/apollo/storage.ts. */
const rememberedKey = 'talk-in-clouds:remembered';

/** A browser profile of somebody who has signed up: as after the form, which session.spec.ts and invites.spec.ts fill in. */
export async function takeSeat(browser: Browser, url: string, name: string): Promise<Seat> {
  const username = `${name.toLowerCase()}-${randomBytes(4).toString('hex')}`;
  const password = `${name}-keeps-a-secret`;
  const input = { username, displayName: name, email: `${username}@example.test`, password, locale: 'en' };
  // By its name the server knows the device.
  const userAgent = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${browser.version()} Safari/537.36`;
  const client = await request.newContext({ userAgent, extraHTTPHeaders: { 'X-Session': 'cookie', Origin: url } });
  const answer = await client.post(`${url}/graphql`, { data: { query: signUpDocument, variables: { input } } });
  const { data } = (await answer.json()) as { data: { signUp: AuthView } };
  const { cookies } = await client.storageState();
  await client.dispose();
  const remembered = { person: { ...data.signUp.viewer.user, photoUrl: null }, generation: randomUUID(), locked: false };
  const kept = { origin: url, localStorage: [{ name: rememberedKey, value: JSON.stringify(remembered) }] };
  const context = await browser.newContext({ storageState: { cookies, origins: [kept] } });
  const page = await context.newPage();
  await page.goto(`${url}/`);
  const seat = { name, username, password, page, context };
  await expectInSync(seat);
  return seat;
}

/** A seat for each name, in their order. */
export const takeSeats = <Names extends readonly string[]>(browser: Browser, url: string, ...names: Names) =>
  // A map over a tuple has its length; its type forgets that.
  Promise.all(names.map((name) => takeSeat(browser, url, name))) as Promise<{ -readonly [Index in keyof Names]: Seat }>;

/** The same person at another browser, or at the one that is given. */
export async function signInAgain(seat: Seat, url: string, given?: BrowserContext): Promise<Seat> {
  const context = given ?? (await seat.context.browser()?.newContext());
  if (!context) throw new Error('The seat has no browser.');
  const page = await context.newPage();
  await page.goto(`${url}/`);
  await page.getByLabel('Username or email').fill(seat.username);
  await page.getByLabel('Password', { exact: true }).fill(seat.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const other = { ...seat, page, context };
  await expectInSync(other);
  return other;
}

export async function expectInSync({ page }: Seat): Promise<void> {
  await expect(page.getByText('In sync').first()).toBeVisible();
}

/** Nothing moves any longer: in its first frame a dialog is transparent, and a panel beside the screen. What goes on for ever does not count. */
export async function expectStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** Finds the other person by username and opens the direct conversation with them. */
export async function openDirect({ page }: Seat, other: Seat): Promise<void> {
  await page.getByRole('button', { name: 'New conversation or group' }).first().click();
  await page.getByRole('menuitem', { name: 'New conversation' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Search by name or username').fill(other.username);
  await dialog.getByText(`@${other.username}`).click();
  await expect(dialog).toBeHidden();
  await expectOpened(page, other.name);
}

/** Opens a conversation of the list by its title. */
export async function openFromList({ page }: Seat, title: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name: title }).click();
  await expectOpened(page, title);
}

/** What is in it stands there, or that it cannot be had: a line may go now. */
async function expectOpened(page: Page, title: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: title, exact: true })).toBeVisible();
  const alert = page.getByRole('alert').filter({ hasText: 'Try again' });
  await expect(messageLog(page).or(page.getByText('Nothing here yet')).or(alert)).toBeVisible();
  await expect(composer(page)).toBeVisible();
}

/** Makes a group with these people, and opens it. */
export async function createGroup(seat: Seat, name: string, ...others: readonly Seat[]): Promise<void> {
  const dialog = await fillNewGroup(seat, name, ...others);
  await dialog.getByRole('button', { name: /^Create group/ }).click();
  await expect(dialog).toBeHidden();
  await expect(composer(seat.page)).toBeVisible();
}

/** The dialog of a new group with its name and these people, not sent yet. */
export async function fillNewGroup({ page }: Seat, name: string, ...others: readonly Seat[]): Promise<Locator> {
  await page.getByRole('button', { name: 'New conversation or group' }).first().click();
  await page.getByRole('menuitem', { name: 'New group' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Group name').fill(name);
  for (const other of others) {
    await dialog.getByLabel('Search by name or username').fill(other.username);
    await dialog
      .getByRole('button', { pressed: false })
      .filter({ hasText: `@${other.username}` })
      .click();
  }
  return dialog;
}

export const composer = (page: Page) => page.getByLabel('Write a message');
export const messageLog = (page: Page) => page.getByRole('log');

export async function write({ page }: Seat, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    await composer(page).fill(text);
    await composer(page).press('Enter');
    await expect(composer(page)).toHaveValue('');
  }
}

/** Waits until the conversation on the screen holds exactly these texts that start with the prefix, in this order. */
export async function expectTexts({ page }: Seat, prefix: string, texts: readonly string[]): Promise<void> {
  await expect(async () => {
    const shown = await messageLog(page)
      .getByText(new RegExp(`^${prefix}`))
      .allInnerTexts();
    expect(shown.map((text) => text.trim())).toEqual(texts);
  }).toPass({ timeout: 60_000 });
}

/** The row of one message; its menu opens from there. */
export const rowOf = ({ page }: Seat, text: string) => messageLog(page).getByRole('article').filter({ hasText: text });

/** The same person from another device: many messages, one after the other, without a screen. */
export async function sendThroughApi(
  server: Address,
  { username, password }: Seat,
  conversationId: string,
  texts: readonly string[],
): Promise<void> {
  const { signIn } = await requestGraphQL<{ signIn: AuthView }>(server, signInDocument, { input: { login: username, password } });
  const target = { httpUrl: server.httpUrl, token: signIn.accessToken };
  for (const text of texts) await requestGraphQL(target, sendMessageDocument, { input: { conversationId, clientId: randomUUID(), text } });
}
