import { expect, type Page } from '@playwright/test';
import { startServer, type TestServer } from '../testkit/server.js';
import { messageLog, openDirect, openFromList, rowOf, sendThroughApi, takeSeats, write } from './screens.js';
import { test } from './test.js';

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer({ env: { RATE_LIMITS: 'off' } });
});
test.afterAll(() => server.stop());

const lanes = ['a', 'b', 'c', 'd', 'e', 'f'];
const perLane = 50;

test('who reads along while hundreds of messages come has the newest before them, all of them above, and their own where it was said', async ({
  browser,
}) => {
  const [ana, bia] = await takeSeats(browser, server.url, 'Ana', 'Bia');
  await openDirect(ana, bia);
  await write(ana, 'the first');
  await openFromList(bia, 'Ana');
  const conversation = new URL(ana.page.url()).pathname.split('/').at(-1) ?? '';
  const textsOf = (lane: string) => Array.from({ length: perLane }, (_, place) => `${lane}-${place}.`);
  const rush = Promise.all(lanes.map((lane) => sendThroughApi(server, bia, conversation, textsOf(lane))));
  await expect(
    messageLog(ana.page)
      .getByText(/-[1-9]\d\.$/)
      .last(),
  ).toBeVisible();
  await write(ana, 'said in the midst');
  await expect(rowOf(ana, 'said in the midst')).toHaveCount(1);
  await rush;

  const count = lanes.length * perLane + 2;
  await expect(ana.page.locator(`[data-seq="${count}"]`)).toBeInViewport();
  await expect(ana.page).not.toHaveTitle(/^\(/);
  const seen = await readUpwards(ana.page);
  expect([...seen.keys()].sort((one, other) => one - other)).toEqual(Array.from({ length: count }, (_, place) => place + 1));
  const inOrder = [...seen].sort(([one], [other]) => one - other).map(([, text]) => text);
  expect(inOrder.filter((text) => text === 'the first' || text === 'said in the midst')).toEqual(['the first', 'said in the midst']);
  for (const lane of lanes) expect(inOrder.filter((text) => text.startsWith(`${lane}-`))).toEqual(textsOf(lane));
});

/** Everything that is shown on the way to the first message, by seq. */
async function readUpwards(page: Page): Promise<Map<number, string>> {
  const seen = new Map<number, string>();
  await messageLog(page).hover();
  await expect(async () => {
    const rows = await messageLog(page)
      .locator('[data-seq]')
      .evaluateAll((elements) => elements.map((row) => [Number(row.getAttribute('data-seq')), row.textContent] as const));
    const seqs = rows.map(([seq]) => seq);
    expect(seqs).toEqual([...new Set(seqs)].sort((one, other) => one - other));
    for (const [seq, content] of rows) seen.set(seq, /the first|said in the midst|[a-f]-\d+\./.exec(content)?.[0] ?? content);
    await page.mouse.wheel(0, -600);
    expect(seen.has(1)).toBe(true);
  }).toPass({ intervals: [50], timeout: 60_000 });
  return seen;
}
