import { useInsertionEffect, useState } from 'react';

type Anything = (...args: never[]) => unknown;

/** One object of functions that stay the same for ever and call the newest ones. Not for functions that are called while drawing. */
export function useSteadyFunctions<Functions extends Record<keyof Functions, Anything>>(functions: Functions): Functions {
  const [{ steady, hold }] = useState(() => makeSteady(functions));
  // Before any layout effect, also those of children: what they call is of the same drawing.
  useInsertionEffect(() => hold(functions));
  return steady;
}

/**
 * The same properties, with functions that stay the same for ever and call the newest ones: so a memoised part that is given them is drawn
 * again only where something that it shows has changed. What is a function once always has to be one.
 */
export function useSteady<Properties extends object>(properties: Properties): Properties {
  const functions = Object.entries(properties).filter((entry): entry is [string, Anything] => typeof entry[1] === 'function');
  return { ...properties, ...useSteadyFunctions(Object.fromEntries(functions)) };
}

function makeSteady<Functions extends Record<keyof Functions, Anything>>(first: Functions) {
  let newest = first;
  const names = Object.keys(first) as (keyof Functions)[];
  const steady = Object.fromEntries(names.map((name) => [name, (...args: never[]) => newest[name](...args)])) as Functions;
  return { steady, hold: (next: Functions) => void (newest = next) };
}
