import { describe, expect, test } from 'vitest';
import { processLostAfterMs, ProcessWatch } from './process-watch.js';

const at = (ms: number) => new Date(1_000_000 + ms);

describe('the watch over processes', () => {
  test('takes one for dead that the feed has not told of for too long, by the time of the feed', () => {
    const watch = new ProcessWatch();
    watch.advance(at(0));
    watch.hear('p', at(0));
    watch.advance(at(processLostAfterMs));
    expect(watch.findEnd('p')).toBeUndefined();
    expect(watch.listLost()).toEqual([]);
    watch.advance(at(processLostAfterMs + 1));
    expect(watch.findEnd('p')).toEqual(at(0));
    expect(watch.listLost()).toEqual([{ processId: 'p', endedAt: at(0) }]);
  });

  test('believes one that is heard again', () => {
    const watch = new ProcessWatch();
    watch.advance(at(0));
    watch.hear('p', at(0));
    watch.advance(at(60_000));
    watch.hear('p', at(60_000));
    expect(watch.findEnd('p')).toBeUndefined();
    expect(watch.listLost()).toEqual([]);
  });

  test('says nothing of one it has never heard, until it has listened for long enough', () => {
    const watch = new ProcessWatch();
    expect(watch.findEnd('p')).toBeUndefined();
    watch.advance(at(0));
    watch.advance(at(processLostAfterMs));
    expect(watch.findEnd('p')).toBeUndefined();
    watch.advance(at(processLostAfterMs + 1));
    expect(watch.findEnd('p')).toBeNull();
    expect(watch.listLost()).toEqual([]);
  });

  test('takes nobody for dead while the feed stands still, nor when it has lost its place', () => {
    const watch = new ProcessWatch();
    watch.advance(at(0));
    watch.hear('p', at(0));
    expect(watch.findEnd('p')).toBeUndefined();
    watch.restart();
    watch.advance(at(500_000));
    expect(watch.findEnd('p')).toBeUndefined();
  });
});
