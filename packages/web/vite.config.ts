import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

/** The words of the frame around every page: a file for each, as the bundler has it where other pages say them too, costs more than the word. */
const frameWords = new Set(
  ['./src/routes/+layout.svelte', './src/lib/Fault.svelte'].flatMap((path) =>
    [...readFileSync(new URL(path, import.meta.url), 'utf8').matchAll(/\bm\.(\w+)/g)].map(([, name]) => name),
  ),
);
const isFrameWord = (path: string) =>
  /paraglide\/messages\/\w+\.js$/.test(path) && frameWords.has(basename(path, '.js'));

/** In the browser a page's language is that of its document: these lines stand for all of Paraglide's runtime, which reads it from the address at each word. */
const documentLanguage: Plugin = {
  name: 'document-language',
  applyToEnvironment: ({ name }) => name === 'client',
  load: {
    filter: { id: /\/paraglide\/runtime\.js$/ },
    handler: () =>
      'export const experimentalStaticLocale = undefined; export const getLocale = () => document.documentElement.lang;',
  },
};

/** The script within every page, as the policy names it: pages that load no other have no nonce for it. */
const [, pageScript = ''] =
  /<script>(.*?)<\/script>/s.exec(readFileSync(new URL('src/app.html', import.meta.url), 'utf8')) ?? [];
const pageScriptHash = createHash('sha256').update(pageScript).digest('base64');

export default defineConfig({
  plugins: [
    documentLanguage,
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      strategy: ['url', 'baseLocale'],
      // One module a message, so that a page loads only its own.
      outputStructure: 'message-modules',
    }),
    sveltekit({
      adapter: adapter(),
      csp: {
        mode: 'auto',
        directives: {
          'default-src': ['self'],
          'script-src': ['self', `sha256-${pageScriptHash}`],
          'style-src': ['self', 'unsafe-inline'],
          'img-src': ['self', 'data:'],
          // A measurement point may stand on any host and port; its address comes from the hub alone.
          'connect-src': ['self', 'http:', 'https:', 'ws:', 'wss:'],
          'worker-src': ['self'],
          'frame-ancestors': ['none'],
          'base-uri': ['self'],
          'form-action': ['self'],
        },
      },
    }),
  ],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'frame-words', test: isFrameWord }] } } },
  },
  server: { proxy: { '/api': process.env.I_SPEED_HUB ?? 'http://localhost:8080' } },
});
