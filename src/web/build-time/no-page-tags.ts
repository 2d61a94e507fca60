import type { Plugin } from 'vite';

const TAG = 'headers.set(\'etag\', `"${hash(transformed)}"`);';

/** A page carries a nonce of its own, so no two are alike, and a tag over all its text would be reckoned for nothing. */
export function noPageTags(): Plugin {
  return {
    name: 'kith-no-page-tags',
    transform(code, id) {
      if (!id.endsWith('/kit/src/runtime/server/page/render.js')) return undefined;
      if (!code.includes(TAG)) throw new Error('SvelteKit tags its pages in another way now.');
      return code.replace(TAG, '');
    },
  };
}
