import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// An app of its own: GraphiQL's editor is several megabytes that no user of the chat should download.
export default defineConfig({
  root: import.meta.dirname,
  base: '/playground/',
  plugins: [react()],
  resolve: { dedupe: ['graphql', 'react', 'react-dom'] },
  build: {
    outDir: '../../dist/playground',
    emptyOutDir: true,
    chunkSizeWarningLimit: 8000,
    // Small assets as files too: the page's policy allows no data: scripts.
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
});
