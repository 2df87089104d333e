/**
 * When whoever reads the cache has what was written to it, and shows it. Apollo tells them in a timer of its own, which comes before this one. In a hidden
 * page nobody looks, and timers are slow.
 */
export const readersTold = () => (document.hidden ? Promise.resolve() : new Promise<void>((resolve) => setTimeout(resolve)));
