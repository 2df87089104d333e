import { cleanup, render, renderHook } from '@testing-library/react';
import { memo, useLayoutEffect } from 'react';
import { afterEach, expect, test } from 'vitest';
import { useSteady } from './useSteady';

afterEach(cleanup);

test('functions stay the same and call the newest ones; what is no function is given as it is', () => {
  const { result, rerender } = renderHook((word: string) => useSteady({ word, say: () => word, rest: null }), { initialProps: 'one' });
  const { say } = result.current;
  rerender('two');
  expect(result.current.say).toBe(say);
  expect(say()).toBe('two');
  expect(result.current).toMatchObject({ word: 'two', rest: null });
});

test('a memoised part is drawn again only where what it shows has changed', () => {
  let drawn = 0;
  const Part = memo(function Part({ word }: { word: string; onPress: () => void }) {
    drawn += 1;
    return <p>{word}</p>;
  });
  function Whole({ word }: { word: string; other: number }) {
    return <Part {...useSteady({ word, onPress: () => undefined })} />;
  }
  const { rerender } = render(<Whole word="one" other={1} />);
  rerender(<Whole word="one" other={2} />);
  expect(drawn).toBe(1);
  rerender(<Whole word="two" other={2} />);
  expect(drawn).toBe(2);
});

test('a layout effect of a child calls the function of the same drawing', () => {
  const heard: string[] = [];
  function Child({ word, tell }: { word: string; tell: () => void }) {
    useLayoutEffect(tell, [word, tell]);
    return null;
  }
  function Whole({ word }: { word: string }) {
    return <Child {...useSteady({ word, tell: () => void heard.push(word) })} />;
  }
  const { rerender } = render(<Whole word="one" />);
  rerender(<Whole word="two" />);
  expect(heard).toEqual(['one', 'two']);
});
