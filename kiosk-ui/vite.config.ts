import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const shared = fileURLToPath(new URL('../shared/', import.meta.url));

/** Every page of this folder is an entry of its own: a kiosk never downloads the board's code. */
function pages(): Record<string, string> {
  const files = readdirSync(root).filter((file) => file.endsWith('.html'));
  return Object.fromEntries(files.map((file) => [file.slice(0, -'.html'.length), root + file]));
}

const hub = process.env['HUB_URL'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root,
  plugins: [vue()],
  resolve: { alias: [{ find: /^@bandecheng\/shared\/(.+)$/, replacement: `${shared}$1.ts` }] },
  server: { proxy: { '/api': hub, '/socket.io': { target: hub, ws: true } } },
  build: {
    // Halls still run domestic browsers on Chromium 80 to 86: syntax and CSS are lowered for them.
    target: ['chrome80'],
    // An inlined asset would be a data: address, which the hub's content security policy refuses.
    assetsInlineLimit: 0,
    // The late-loaded chart chunk alone comes near it.
    chunkSizeWarningLimit: 600,
    rolldownOptions: { input: pages() },
  },
});
