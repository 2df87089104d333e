import { afterEach, beforeEach, expect, test } from 'vitest';
import { maxFilesOfMessage } from '../apollo/stored-files';
import { DraftFiles } from './draft-files';
import type { QueuedFile } from './outbox-item';

const file = (fileId: string): QueuedFile => ({
  ...{ fileId, kind: 'FILE', fileName: `${fileId}.txt`, contentType: 'text/plain', size: 3 },
  ...{ width: null, height: null, durationMs: null, waveform: null },
});
const ids = (drafts: DraftFiles) => drafts.of('c1').map(({ fileId }) => fileId);

let isCurrent: boolean;
let drafts: DraftFiles;
/** Hears of what the other stores a moment later; here: never. */
let otherTab: DraftFiles;
beforeEach(() => {
  localStorage.clear();
  isCurrent = true;
  [drafts, otherTab] = [new DraftFiles('ana', () => isCurrent), new DraftFiles('ana', () => isCurrent)];
});
afterEach(() => {
  drafts.close();
  otherTab.close();
});

test('what two tabs choose at the same time is all there', () => {
  drafts.add('c1', file('one'));
  otherTab.add('c1', file('two'));
  drafts.add('c1', file('three'));
  expect(ids(drafts)).toEqual(['one', 'two', 'three']);
  otherTab.remove('c1', ['one']);
  expect(ids(otherTab)).toEqual(['two', 'three']);
});

test('a message takes ten, whichever tab they come from', () => {
  for (let count = 1; count <= maxFilesOfMessage; count += 1)
    expect((count % 2 ? drafts : otherTab).add('c1', file(`f${count}`))).toBe('kept');
  expect(drafts.add('c1', file('one too many'))).toBe('full');
  expect(otherTab.add('c1', file('another'))).toBe('full');
  expect(ids(drafts)).toHaveLength(maxFilesOfMessage);
});

test('what is sent takes along nothing that another tab has added since', () => {
  drafts.add('c1', file('one'));
  otherTab.add('c1', file('two'));
  drafts.remove('c1', ['one']);
  expect(ids(drafts)).toEqual(['two']);
});

test('what comes late is kept where the session was locked, and not after a sign-out', () => {
  drafts.close();
  expect(drafts.add('c1', file('recording'))).toBe('kept');
  const unlocked = new DraftFiles('ana', () => isCurrent);
  expect(ids(unlocked)).toEqual(['recording']);
  unlocked.close();
  isCurrent = false;
  localStorage.clear();
  expect(drafts.add('c1', file('later'))).toBe('noRoom');
  expect({ ...localStorage }).toEqual({});
});
