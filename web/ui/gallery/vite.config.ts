/**
 * A development page with every view on sample data; never part of the product's build.
 * `npx vite web/ui/gallery --config web/ui/gallery/vite.config.ts`, then for example
 * http://localhost:5199/?scene=group&theme=dark&language=pt-BR (the scenes are in scenes.tsx).
 */
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: fileURLToPath(new URL('../../public', import.meta.url)),
  plugins: [react(), tailwindcss()],
  server: { port: 5199 },
});
