export function startRealDatabase(): Promise<{ uri: string | null; description: string; stop: () => Promise<void> }>;
