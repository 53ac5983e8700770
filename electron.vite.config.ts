import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';

const fromRoot = (...parts: string[]): string => resolve(import.meta.dirname, ...parts);

// One build runs on both runtimes: the oldest Node (20.18) and Chromium (130) among them are the targets.
const nodeTarget = 'node20.18';
const chromeTarget = 'chrome130';

/** Every page beside `renderer/index.html` becomes an entry of its own. */
const pages = Object.fromEntries(
  readdirSync(fromRoot('renderer'))
    .filter((name) => name.endsWith('.html'))
    .map((name) => [name.slice(0, -'.html'.length), fromRoot('renderer', name)]),
);

/**
 * Writes what is not ASCII as escapes. One Chinese sentence makes V8 keep a program's whole text at two bytes a
 * character, for as long as it runs.
 */
const inAscii: Plugin = {
  name: 'in-ascii',
  enforce: 'post',
  generateBundle: (_, bundle) => {
    for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = escaped(file.code);
  },
};

/** Unit by unit, so that it means the same in texts, patterns and names. */
function escaped(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export default defineConfig({
  main: {
    plugins: [inAscii],
    build: {
      outDir: fromRoot('out/main'),
      target: nodeTarget,
      sourcemap: false,
      // Bundled, the relay starts in less than half the time: hundreds of small files need not be found. Native
      // modules and what Electron loads by itself stay in node_modules.
      externalizeDeps: {
        exclude: [
          '@peculiar/x509',
          'axios',
          'fastify',
          'ipaddr.js',
          'nodemailer',
          'pino',
          'quickjs-wasi',
          'reflect-metadata',
          'saxes',
          'zod',
        ],
      },
      chunkSizeWarningLimit: 4_000,
      rolldownOptions: {
        input: {
          main: fromRoot('main/app/main.ts'),
          relay: fromRoot('main/relay/entry.ts'),
          search: fromRoot('main/relay/search/worker-entry.ts'),
          pac: fromRoot('main/relay/http/outbound/proxy/pac/worker-entry.ts'),
          sandbox: fromRoot('main/sandbox/entry.ts'),
          certificates: fromRoot('main/relay/certificates/command/program.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: fromRoot('out/preload'),
      target: nodeTarget,
      sourcemap: false,
      // A sandboxed preload can require nothing but electron, so all of it is one CommonJS file.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: fromRoot('main/preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: fromRoot('renderer'),
    plugins: [react()],
    build: {
      outDir: fromRoot('out/renderer'),
      target: chromeTarget,
      sourcemap: false,
      minify: true,
      // Nothing as data: URL, so that the content security policy can stay at 'self'.
      assetsInlineLimit: 0,
      rolldownOptions: { input: pages },
    },
  },
});
