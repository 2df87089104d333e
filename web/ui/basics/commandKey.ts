/** Whether this is a keyboard on which ⌘ does what Ctrl does elsewhere, where Ctrl moves the caret. */
export const hasCommandKey = (): boolean => /Mac|iPhone|iPad/u.test(navigator.userAgent);

/** What to press together with a letter, as it stands on the key. */
export const commandKey = (): string => (hasCommandKey() ? '⌘' : 'Ctrl');
