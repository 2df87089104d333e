export const chromiumAdvice: string;
export function findChromium(options?: { mayInstall?: boolean }): string | null;
