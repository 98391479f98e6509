import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path/posix';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

/** A file for each word, as the bundler has it where several pages say it, costs more than the word. */
const isWord = (path: string) => /paraglide\/messages\/\w+\.js$/.test(path);
const areWordsOf = (...sources: string[]) => {
  const words = new Set(
    sources.flatMap((path) =>
      [...readFileSync(new URL(`src/${path}`, import.meta.url), 'utf8').matchAll(/\bm\.(\w+)/g)].map(
        ([, name]) => name,
      ),
    ),
  );
  return (path: string) => isWord(path) && words.has(basename(path, '.js'));
};
const isFrameWord = areWordsOf('routes/+layout.svelte', 'lib/Fault.svelte');
const isMeasureWord = areWordsOf(
  'routes/+page.svelte',
  ...['Network.svelte', 'Stage.svelte', 'Surroundings.svelte', 'stage.ts', 'text.ts'].map(
    (name) => `lib/measure/${name}`,
  ),
);

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

/** No line ends within "i-Speed" in the catalogue's words: a word joiner holds it. What people copy and pass on stays plain. */
const wholeName: Plugin = {
  name: 'whole-name',
  transform: {
    filter: { id: /\/paraglide\/messages\/(?!share_|over_press_)\w+\.js$/ },
    handler: (code) => ({ code: code.replaceAll('i-Speed', 'i-\u2060Speed'), map: null }),
  },
};

/** Of the head of the country's folder pages take its clock alone. */
const countryClock: Plugin = {
  name: 'country-clock',
  load: {
    filter: { id: /\/reference\/vn\/country\.json$/ },
    handler: (path) => {
      const { timeZone, minutesAheadOfUtc } = JSON.parse(readFileSync(path, 'utf8'));
      return JSON.stringify({ timeZone, minutesAheadOfUtc });
    },
  },
};

/**
 * Has the browser prepare a file's functions while it comes: most are called at once, and each that is prepared at its first call
 * holds a phone up in the middle of what it does (https://v8.dev/blog/explicit-compile-hints). The map's library is mostly not called.
 */
const calledAtOnce: Plugin = {
  name: 'called-at-once',
  applyToEnvironment: ({ name }) => name === 'client',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'chunk' && !file.moduleIds.some((path) => path.includes('/maplibre-gl/')))
          file.code = `//# allFunctionsCalledOnLoad\n${file.code}`;
    },
  },
};

/**
 * A file names those that it imports, and a browser learns of those that they import in turn only when they have come: a round trip each
 * time. What a measurement waits for names all of its files itself; and the first file of every page those of the error page, which
 * SvelteKit waits for before any page comes to life. Both have the names in their own hash, as what they import or load has.
 */
const namesAhead: Plugin = {
  name: 'names-ahead',
  applyToEnvironment: ({ name }) => name === 'client',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const neededBy = (names: readonly string[], seen = new Set<string>()): Set<string> => {
        for (const name of names) {
          if (seen.has(name)) continue;
          seen.add(name);
          neededBy(chunks.find(({ fileName }) => fileName === name)?.imports ?? [], seen);
        }
        return seen;
      };
      const namesOf = (pattern: RegExp) => chunks.map(({ fileName }) => fileName).filter((name) => pattern.test(name));
      const known = neededBy(namesOf(/entry\/(start|app)|nodes\/0\./));
      for (const chunk of chunks) {
        const isFirst = /entry\/app/.test(chunk.fileName);
        const isLater = chunk.facadeModuleId?.endsWith('/lib/measure/later.ts') === true;
        if (!isFirst && !isLater) continue;
        const wanted = neededBy(isFirst ? namesOf(/nodes\/1\./) : chunk.imports).difference(known);
        const imports = [...wanted].map((name) => `import"./${relative(dirname(chunk.fileName), name)}";`);
        chunk.code = imports.join('') + chunk.code;
      }
    },
  },
};

/** The script within every page, as the policy names it: pages that load no other have no nonce for it. */
const [, pageScript = ''] =
  /<script>(.*?)<\/script>/s.exec(readFileSync(new URL('src/app.html', import.meta.url), 'utf8')) ?? [];
const pageScriptHash = createHash('sha256').update(pageScript).digest('base64');

export default defineConfig({
  plugins: [
    documentLanguage,
    countryClock,
    wholeName,
    namesAhead,
    calledAtOnce,
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
    // What a page needs at once its own HTML names; for what comes later a hint to load each file costs a phone more than it saves.
    modulePreload: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'frame-words', test: isFrameWord },
            { name: 'measure-words', test: isMeasureWord },
            { name: 'words', test: isWord, minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 6000 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': process.env.I_SPEED_HUB ?? 'http://localhost:8080' } },
});
