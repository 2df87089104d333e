import { afterEach, beforeEach, expect, test } from 'vitest';
import { draftPrefix } from '../apollo/storage';
import { Drafts } from './drafts';

let isCurrent: boolean;
let drafts: Drafts;
/** Stores at once what this one hears of later: what it does is told by `tell`. */
let otherTab: Drafts;
beforeEach(() => {
  localStorage.clear();
  isCurrent = true;
  [drafts, otherTab] = [new Drafts('ana', () => isCurrent), new Drafts('ana', () => isCurrent)];
});
afterEach(() => {
  drafts.close();
  otherTab.close();
});

const key = `${draftPrefix('ana')}c1`;
/** Each tab hears it; the one that did it knows it already. */
const tell = (oldValue: string | null, newValue: string | null) =>
  dispatchEvent(new StorageEvent('storage', { key, oldValue, newValue, storageArea: localStorage }));
const here = () => drafts.all.get('c1');

test('what another tab types is here, and goes when it was sent there', () => {
  otherTab.set('c1', 'hello');
  tell(null, 'hello');
  expect(here()).toBe('hello');
  otherTab.sent('c1', 'hello');
  tell('hello', null);
  expect(here()).toBeUndefined();
});

test('what is typed here while another tab sends stays, here and stored', () => {
  otherTab.set('c1', 'one');
  tell(null, 'one');
  drafts.set('c1', 'two');
  otherTab.sent('c1', 'one');
  expect(localStorage.getItem(key)).toBe('two');
  expect(otherTab.all.get('c1')).toBe('two');
});

test('also where the other tab could not know of it yet, and its removal was stored last', () => {
  otherTab.set('c1', 'one');
  drafts.set('c1', 'two');
  tell(null, 'one');
  // In its own process the other tab still has the text that it sends.
  localStorage.removeItem(key);
  tell('one', null);
  expect(here()).toBe('two');
  expect(localStorage.getItem(key)).toBe('two');
});

test('what was typed here and changed there since goes when it was sent there', () => {
  drafts.set('c1', 'one');
  tell(null, 'one');
  otherTab.set('c1', 'one and more');
  tell('one', 'one and more');
  otherTab.sent('c1', 'one and more');
  tell('one and more', null);
  expect(here()).toBeUndefined();
  expect(localStorage.getItem(key)).toBeNull();
});

test('also where the other tab takes away what was typed here, and does not know it', () => {
  otherTab.set('c1', 'one');
  tell(null, 'one');
  drafts.set('c1', 'two');
  // Its removal comes behind the text of this tab, which so seems to be what went.
  localStorage.removeItem(key);
  tell('two', '\u0000gone:one');
  tell('two', null);
  expect(here()).toBe('two');
  expect(localStorage.getItem(key)).toBe('two');
});

test('what both tabs have goes in both when it was sent in one', () => {
  drafts.set('c1', 'hello');
  tell(null, 'hello');
  otherTab.sent('c1', 'hello');
  tell('hello', '\u0000gone:hello');
  tell('\u0000gone:hello', null);
  expect(here()).toBeUndefined();
  expect(localStorage.getItem(key)).toBeNull();
});

test('after a sign-out nothing comes back', () => {
  drafts.set('c1', 'two');
  isCurrent = false;
  localStorage.removeItem(key);
  tell('one', null);
  expect({ ...localStorage }).toEqual({});
});

test('a draft is sent also where storage is full', () => {
  drafts.set('c2', 'short');
  const real = localStorage.setItem.bind(localStorage);
  Object.defineProperty(localStorage, 'setItem', {
    configurable: true,
    value: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  drafts.set('c2', 'short and long');
  expect(drafts.all.get('c2')).toBe('short and long');
  // What happens in another conversation takes nothing away.
  tell(null, null);
  expect(drafts.all.get('c2')).toBe('short and long');
  drafts.sent('c2', 'short and long');
  expect(drafts.all.get('c2')).toBeUndefined();
  Object.defineProperty(localStorage, 'setItem', { configurable: true, value: real });
});
