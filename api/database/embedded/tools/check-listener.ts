/** Hears what a check finds, while it goes on. */
export interface CheckListener {
  /** One line on something that is wrong. */
  readonly onProblem: (text: string) => void;
  /** One line on a part that has been walked. */
  readonly onProgress: (text: string) => void;
}

/** What a check walked over. */
export interface Walked {
  collections: number;
  documents: number;
  indexEntries: number;
  changes: number;
}

export const nameNumber = (value: number): string => value.toLocaleString('en');
export const countThings = (value: number, one: string, many = `${one}s`): string => `${nameNumber(value)} ${value === 1 ? one : many}`;
