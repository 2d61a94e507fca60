import { untrack } from 'svelte';
import { newId } from '../live/id.ts';
import { sayReason } from '../reasons.ts';
import type { AttachmentView } from '../views.ts';
import type { ChosenFile } from './ChosenFiles.svelte';
import { keepDraftFiles, readDraftFiles, type DraftFile } from './draft.ts';

export type Upload = (file: File, id: string) => Promise<AttachmentView>;

/**
 * The files chosen for a message: each is brought in at once, so that sending need not wait for it. They are kept with
 * the draft, as the box is made anew when something goes back to it. Call it while the box is made.
 */
export function choosing(box: () => { upload: Upload | undefined; draftKey: string }) {
  let files = $state<ChosenFile[]>([]);
  let kept = $state(false);
  const there: DraftFile[] = $derived(
    files.flatMap(({ id, name, size, state }) => (state === 'there' ? { id, name, size } : [])),
  );
  const change = (id: string, to: Partial<ChosenFile>) => {
    files = files.map((file) => (file.id === id ? { ...file, ...to } : file));
  };

  $effect(() => untrack(bringBack));
  $effect(() => {
    if (kept) keepDraftFiles(box().draftKey, there);
  });

  function bringBack(): void {
    const { upload, draftKey } = box();
    kept = upload !== undefined;
    if (!kept) return;
    const before = { preview: null, state: 'there', reason: '' } as const;
    files = [...readDraftFiles(draftKey).map((file) => ({ ...file, ...before })), ...files];
  }

  async function bringIn(file: File): Promise<void> {
    const send = box().upload;
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
    /** Those that are there, in the order chosen. */
    get there() {
      return there;
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
