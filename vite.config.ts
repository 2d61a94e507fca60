import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { cachedPlurals } from './src/web/build-time/cached-plurals.ts';
import { emojiBook } from './src/web/build-time/emoji-book.ts';
import { noPageTags } from './src/web/build-time/no-page-tags.ts';
import { withRequests } from './src/web/build-time/same-request.ts';

export default defineConfig({
  build: { cssTarget: ['chrome111', 'safari16', 'firefox115'] },
  environments: { client: { build: { rolldownOptions: { output: { codeSplitting: fewChunks() } } } } },
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/web/words',
      strategy: ['globalVariable', 'baseLocale'],
      emitReadme: false,
      cleanOutdir: false,
    }),
    cachedPlurals(),
    emojiBook(),
    noPageTags(),
    sveltekit({
      // Every element carries it, so it is short.
      compilerOptions: { cssHash: ({ hash, css }) => `k${hash(css).slice(0, 5)}` },
      adapter: withRequests(adapter({ out: 'build', envPrefix: 'KITH_WEB_' })),
      files: {
        src: 'src/web',
        assets: 'src/web/static',
        hooks: { server: 'src/web/hooks.server', client: 'src/web/hooks.client', universal: 'src/web/hooks' },
        params: 'src/web/params',
        routes: 'src/web/routes',
        serviceWorker: 'src/web/service-worker',
        appTemplate: 'src/web/app.html',
        errorTemplate: 'src/web/error.html',
      },
      // Scripts and styles only from here and with a nonce; the style attribute stays open, for a community's hue.
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          'style-src-attr': ['unsafe-inline'],
          'img-src': ['self', 'data:', 'blob:'],
          'media-src': ['self', 'blob:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'worker-src': ['self'],
          'manifest-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
      paths: { relative: false },
      version: { pollInterval: 0 },
    }),
  ],
});

/** What many pages share comes in two files instead of sixty; each page's own and the emoji book stay apart. */
function fewChunks() {
  return {
    groups: [
      { name: 'frame', test: /node_modules[\\/](svelte|clsx|esm-env)[\\/]/, priority: 2 },
      { name: 'kith', test: /src[\\/]web[\\/](?!routes)/, minShareCount: 4, priority: 1 },
    ],
  };
}
