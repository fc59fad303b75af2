import vue from '@vitejs/plugin-vue';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
// Each changes on its own, so that a new version of the console does not make every window load all of it again.
const PACKAGES_OF: Record<string, RegExp> = {
  vue: /node_modules\/(@vue|vue|vue-router|vue-i18n|@intlify)\//,
  charts: /node_modules\/(echarts|zrender)\//,
};

export default defineConfig({
  root: here('.'),
  plugins: [vue()],
  // The codes alone: the rest of the contracts brings the checks of the nodes along, which the API makes anyway.
  resolve: { alias: { '#contracts/codes': here('../../libs/contracts/src/codes/index.ts') } },
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __INTLIFY_PROD_DEVTOOLS__: 'false' },
  build: {
    outDir: here('../../dist/apps/console'),
    emptyOutDir: true,
    // Which file needs which: a test adds up what a window fetches before its first screen.
    manifest: true,
    target: 'es2022',
    chunkSizeWarningLimit: 900,
    // Inlined fonts and pictures would be `data:` addresses, which the page's policy does not allow for scripts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: Object.entries(PACKAGES_OF).map(([name, test]) => ({ name, test })),
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080', '/health': 'http://127.0.0.1:8080' } },
});
