import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { chunksOfStart } from './chunks.js';
import type { EmojiData } from './ui/emoji/emojiGroups.js';

const root = import.meta.dirname;
const outDir = join(root, '../dist/web');
const api = 'http://127.0.0.1:4000';
const workerFile = 'service-worker.js';

/** Gives the service worker the list of everything that was built, and a version that follows from its contents. */
function listShellInServiceWorker(): Plugin {
  return {
    name: 'list-shell-in-service-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle[workerFile];
        if (worker?.type !== 'chunk') throw new Error(`${workerFile} was not built.`);
        const digest = createHash('sha256');
        const built = Object.values(bundle).filter((file) => file !== worker);
        for (const file of built) digest.update(file.fileName).update(file.type === 'chunk' ? file.code : file.source);
        const publicDir = join(root, 'public');
        const copied = filesBelow(publicDir);
        for (const path of copied) digest.update(path).update(readFileSync(join(publicDir, path)));
        digest.update(worker.code);
        const files = [...built.map((file) => file.fileName), ...copied].filter((path) => !path.endsWith('.map')).map((path) => `/${path}`);
        const known = `const shellFiles=${JSON.stringify(files.sort())},shellVersion=${JSON.stringify(digest.digest('hex').slice(0, 16))};\n`;
        worker.code = known + worker.code;
      },
    },
  };
}

/** Of Emojibase's lists only what web/ui/emoji/emojiGroups.ts reads, which is a third of them: every browser keeps them for when there is no line. */
function shortenEmojiData(): Plugin {
  return {
    name: 'shorten-emoji-data',
    enforce: 'pre',
    transform: {
      filter: { id: /emojibase-data\/.*\/compact\.json$/ },
      handler: (json) =>
        JSON.stringify(
          (JSON.parse(json) as EmojiData[])
            .filter(({ group }) => group !== undefined)
            .map(({ unicode, label, group, order, tags }): EmojiData => ({ unicode, label, group, order, tags })),
        ),
    },
  };
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

export default defineConfig({
  root,
  plugins: [react(), tailwindcss(), shortenEmojiData(), listShellInServiceWorker()],
  resolve: { dedupe: ['graphql', 'react', 'react-dom'] },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    rollupOptions: {
      input: { index: join(root, 'index.html'), 'service-worker': join(root, 'service-worker.ts') },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'service-worker' ? workerFile : 'assets/[name]-[hash].js'),
        codeSplitting: { groups: chunksOfStart(root) },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/graphql': { target: api, ws: true, changeOrigin: false }, '/readyz': api },
  },
});
