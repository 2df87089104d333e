export function startRealDatabase(): Promise<{ uri: string | null; description: string; pid?: number; stop: () => Promise<void> }>;
