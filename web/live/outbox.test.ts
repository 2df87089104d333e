import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cacheKey, outboxPrefix } from '../apollo/storage';
import { Outbox, OutboxFull, outboxLimit } from './outbox';
import type { Write } from './outbox-item';

const send = (text: string): Write => ({ kind: 'send', clientId: `client-${text}`, text });
const file = {
  fileId: 'f1',
  kind: 'FILE',
  fileName: 'one.txt',
  contentType: 'text/plain',
  size: 3,
  width: null,
  height: null,
  durationMs: null,
  waveform: null,
} as const;
const texts = (outbox: Outbox) => outbox.items.map(({ write }) => ('text' in write ? write.text : write.kind));

let outbox: Outbox;
beforeEach(() => {
  localStorage.clear();
  outbox = new Outbox('ana');
});
afterEach(() => outbox.close());

describe('the outbox', () => {
  test('keeps its order, and survives a reload', () => {
    for (const text of ['one', 'two', 'three']) outbox.add('c1', send(text));
    const reloaded = new Outbox('ana');
    expect(texts(reloaded)).toEqual(['one', 'two', 'three']);
    reloaded.close();
  });

  test('what does not change stays the same object, and what changes nothing is told to nobody', () => {
    const [one, two] = [outbox.add('c1', send('one')), outbox.add('c1', send('two'))];
    const [before] = outbox.items;
    outbox.refuse(two.id, 'STOPPED');
    outbox.add('c1', send('three'));
    expect(outbox.items[0]).toBe(before);
    expect(outbox.shown[0]).toBe(before);
    expect(outbox.items[1]?.refusedWith).toBe('STOPPED');
    let told = 0;
    outbox.subscribe(() => (told += 1));
    outbox.noteArrived(new Set(['client-of somebody else']));
    expect(told).toBe(0);
    outbox.remove(one.id);
    expect(told).toBe(1);
  });

  test('what is read changes nothing for those who show no read marks', () => {
    outbox.add('c1', send('one'));
    const before = outbox.shownChanges;
    const mark = outbox.add('c1', { kind: 'markRead', seq: 7 });
    expect(outbox.shown).toHaveLength(2);
    expect(outbox.shownChanges).toBe(before);
    outbox.done(mark);
    expect(outbox.shownChanges).toBe(before);
    outbox.add('c1', send('two'));
    expect(outbox.shownChanges.map(({ write }) => write.kind)).toEqual(['send', 'send']);
  });

  test('a send that was given up here and has arrived all the same is done', () => {
    const [given] = [outbox.add('c1', send('given up')), outbox.add('c1', send('waits'))];
    outbox.refuse(given.id, 'STOPPED');
    outbox.noteArrived(new Set(['client-given up', 'client-waits', 'another']));
    expect(texts(outbox)).toEqual(['waits']);
  });

  describe('what is done', () => {
    let other: Outbox;
    beforeEach(() => (other = new Outbox('ana')));
    afterEach(() => other.close());
    const shown = () => outbox.shown.map(({ write }) => ('text' in write ? write.text : write.kind));
    const inBoth = (conversationId: string, text: string) => {
      const item = outbox.add(conversationId, send(text));
      const key = `${outboxPrefix('ana')}${item.id}`;
      const stored = () => localStorage.getItem(key);
      let told = stored();
      /** What the browser tells the other tabs. */
      const tell = () => dispatchEvent(new StorageEvent('storage', { key, oldValue: told, newValue: (told = stored()) }));
      return { ...item, tell };
    };

    test('here or in another tab is shown as waiting until its message comes', () => {
      const [one, two] = [inBoth('c1', 'one'), inBoth('c1', 'two')];
      outbox.add('c1', send('three'));
      outbox.done(one);
      other.remove(two.id);
      two.tell();
      expect(texts(outbox)).toEqual(['three']);
      expect(shown()).toEqual(['one', 'two', 'three']);
      outbox.noteArrived(new Set(['client-one', 'client-two']));
      expect(shown()).toEqual(['three']);
    });

    test('is not shown once more where the message came first', () => {
      const one = inBoth('c1', 'one');
      outbox.noteArrived(new Set(['client-one']));
      other.remove(one.id);
      one.tell();
      expect(shown()).toEqual([]);
    });

    test('is not what was refused and discarded, what was of a conversation that has ended, nor what is asked for anew', () => {
      const [refused, gone, missed] = [inBoth('c1', 'refused'), inBoth('c2', 'gone'), inBoth('c3', 'missed')];
      // A tab that was asleep hears of both afterwards.
      other.refuse(refused.id, 'FORBIDDEN');
      refused.tell();
      for (const item of [refused, gone, missed]) {
        other.remove(item.id);
        item.tell();
      }
      expect(shown()).toEqual(['gone', 'missed']);
      outbox.removeConversation('c2');
      expect(shown()).toEqual(['missed']);
      outbox.noteStartedAnew();
      expect(shown()).toEqual([]);
    });

    test('an edit, a reaction, a read mark or a preference counts until its event has come', () => {
      const writes: Write[] = [
        { kind: 'edit', messageId: 'm1', text: 'edited' },
        { kind: 'addReaction', messageId: 'm2', emoji: '👍' },
        { kind: 'markRead', seq: 4 },
        { kind: 'preferences', changes: { archived: true } },
      ];
      for (const write of writes) outbox.done(outbox.add('c1', write));
      expect(outbox.items).toEqual([]);
      expect(shown()).toEqual(['edited', 'addReaction', 'markRead', 'preferences']);
      outbox.noteChanged(new Set(['m2', 'c2']));
      expect(shown()).toEqual(['edited', 'markRead', 'preferences']);
      outbox.noteChanged(new Set(['c1', 'm1']));
      expect(shown()).toEqual([]);
    });

    test('is shown no longer where its message came by another way', () => {
      vi.useFakeTimers();
      outbox.done(outbox.add('c1', send('one')));
      expect(shown()).toEqual(['one']);
      vi.advanceTimersByTime(10_000);
      expect(shown()).toEqual([]);
      vi.useRealTimers();
    });
  });

  test('a change in one tab does not take back that of another', () => {
    const { id } = outbox.add('c1', { kind: 'send', clientId: 'client-one', text: 'one', files: [file] });
    const second = new Outbox('ana');
    second.refuse(id, 'STOPPED');
    // The storage event has not come yet.
    outbox.noteUpload(id, 'f1', 'u1');
    expect(outbox.items[0]).toMatchObject({ refusedWith: 'STOPPED', write: { files: [{ uploadId: 'u1' }] } });
    second.close();
  });

  test('belongs to one person', () => {
    outbox.add('c1', send('one'));
    const other = new Outbox('bia');
    expect(other.items).toEqual([]);
    other.close();
  });

  test('loses nothing when two tabs add at the same time', () => {
    const second = new Outbox('ana');
    outbox.add('c1', send('one'));
    second.add('c1', send('two'));
    const reloaded = new Outbox('ana');
    expect(texts(reloaded).sort()).toEqual(['one', 'two']);
    second.close();
    reloaded.close();
  });

  test('keeps one read mark a conversation, and does not count it as unsent', () => {
    outbox.add('c1', { kind: 'markRead', seq: 1 });
    outbox.add('c2', { kind: 'markRead', seq: 1 });
    outbox.add('c1', { kind: 'markRead', seq: 4 });
    expect(outbox.items.map(({ conversationId, write }) => [conversationId, 'seq' in write && write.seq])).toEqual([
      ['c2', 1],
      ['c1', 4],
    ]);
    expect(outbox.unsentCount).toBe(0);
  });

  test('makes one write of the preferences that wait in a conversation, the later choice winning', () => {
    outbox.add('c1', { kind: 'preferences', changes: { pinned: true, archived: true } });
    outbox.add('c2', { kind: 'preferences', changes: { pinned: true } });
    outbox.add('c1', { kind: 'preferences', changes: { archived: false, mutedUntil: null } });
    expect(outbox.items.map(({ conversationId, write }) => [conversationId, write])).toEqual([
      ['c2', { kind: 'preferences', changes: { pinned: true } }],
      ['c1', { kind: 'preferences', changes: { pinned: true, archived: false, mutedUntil: null } }],
    ]);
  });

  test('marks what was refused until it is tried again or discarded', () => {
    const { id } = outbox.add('c1', send('one'));
    outbox.refuse(id, 'FORBIDDEN');
    expect(outbox.items[0]?.refusedWith).toBe('FORBIDDEN');
    outbox.retry(id);
    expect(outbox.items[0]?.refusedWith).toBeNull();
    outbox.remove(id);
    outbox.refuse(id, 'FORBIDDEN');
    expect(outbox.items).toEqual([]);
  });

  test('has a limit, and says so instead of losing something', () => {
    for (let count = 0; count < outboxLimit; count += 1) outbox.add('c1', send(String(count)));
    expect(() => outbox.add('c1', send('too much'))).toThrow(OutboxFull);
    expect(outbox.items).toHaveLength(outboxLimit);
  });

  test('gives up the cache before it refuses a message', () => {
    localStorage.setItem(cacheKey('ana'), 'a large cache');
    const real = localStorage;
    const storage = new Proxy(real, {
      get: (target, name) => {
        if (name === 'setItem') {
          return (key: string, value: string) => {
            if (real.getItem(cacheKey('ana')) !== null) throw new DOMException('full', 'QuotaExceededError');
            real.setItem(key, value);
          };
        }
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    vi.stubGlobal('localStorage', storage);
    outbox.add('c1', send('one'));
    vi.unstubAllGlobals();
    expect(texts(outbox)).toEqual(['one']);
    expect(localStorage.getItem(cacheKey('ana'))).toBeNull();
  });

  test('passes over what it cannot read', () => {
    outbox.add('c1', send('one'));
    localStorage.setItem('talk-in-clouds:user:ana:outbox:zzz', '{"id":"zzz"}');
    const reloaded = new Outbox('ana');
    expect(texts(reloaded)).toEqual(['one']);
    reloaded.close();
  });
});
