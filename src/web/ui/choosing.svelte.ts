import { sayReason } from '../reasons.ts';
import type { AttachmentView } from '../views.ts';
import type { ChosenFile } from './ChosenFiles.svelte';

export type Upload = (file: File, id: string) => Promise<AttachmentView>;

/** The files chosen for a message: each is brought in at once, so that sending need not wait for it. */
export function choosing(upload: () => Upload | undefined, newId: () => string) {
  let files = $state<ChosenFile[]>([]);
  const change = (id: string, to: Partial<ChosenFile>) => {
    files = files.map((file) => (file.id === id ? { ...file, ...to } : file));
  };

  async function bringIn(file: File): Promise<void> {
    const send = upload();
    if (!send) return;
    const id = newId();
    const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : null;
    files = [...files, { id, name: file.name, size: file.size, preview, state: 'coming', reason: '' }];
    try {
      const stored = await send(file, id);
      change(id, { state: 'there', size: stored.size });
    } catch (error) {
      forgetPreview(files.find((one) => one.id === id));
      change(id, { state: 'refused', preview: null, reason: sayReason(error) });
    }
  }

  function remove(id: string): void {
    forgetPreview(files.find((file) => file.id === id));
    files = files.filter((file) => file.id !== id);
  }

  return {
    get files() {
      return files;
    },
    /** Ids of those that are there, in the order chosen. */
    get ids() {
      return files.filter((file) => file.state === 'there').map((file) => file.id);
    },
    get coming() {
      return files.some((file) => file.state === 'coming');
    },
    add: (chosen: Iterable<File>) => void Promise.all([...chosen].map(bringIn)),
    remove,
    clear: () => {
      files.forEach(forgetPreview);
      files = [];
    },
  };
}

function forgetPreview(file: ChosenFile | undefined): void {
  if (file?.preview) URL.revokeObjectURL(file.preview);
}
