type Makers<Made extends object, Given> = { readonly [Name in keyof Made]: (given: Given) => Made[Name] };

/**
 * A class whose properties are made when they are first asked for, and kept: of fifteen loaders most operations use one or two.
 * What is an own property has been made.
 */
export function onDemand<Made extends object, Given>(makers: Makers<Made, Given>): new (given: Given) => Made {
  class OnDemand {
    readonly #given: Given;

    constructor(given: Given) {
      this.#given = given;
    }

    static {
      for (const name of Object.keys(makers) as (keyof Made & string)[]) {
        Object.defineProperty(this.prototype, name, {
          get(this: OnDemand) {
            const value = makers[name](this.#given);
            Object.defineProperty(this, name, { value });
            return value;
          },
        });
      }
    }
  }
  return OnDemand as unknown as new (given: Given) => Made;
}

/** Clears those of the `names` that have been made: what was not asked for remembers nothing. */
export function clearMade<Name extends string>(
  made: { readonly [Each in Name]: { clearAll(): unknown } },
  names: { readonly [Each in Name]: unknown },
): void {
  for (const name of Object.keys(names) as Name[]) if (Object.hasOwn(made, name)) made[name].clearAll();
}
