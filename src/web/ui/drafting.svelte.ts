import { untrack } from 'svelte';
import type { MessageView } from '../views.ts';
import { forgetDraft, keepDraft, readDraft } from './draft.ts';

interface Box {
  /** Names the draft that this browser keeps. */
  draftKey: string;
  /** The message of mine that is being edited. */
  editing: MessageView | null;
  /** What was written before it was refused. */
  written: string;
}

/**
 * The words in a box: what is edited brings its own, else the draft comes back, or what was typed before scripts ran is
 * one now. Call it while the box is made.
 */
export function drafting(box: () => Box) {
  let text = $state(untrack(() => box().written || (box().editing?.body ?? '')));
  let shown: string | null = null;

  $effect(() => {
    const { draftKey, editing } = box();
    const key = editing ? `edit ${editing.id}` : draftKey;
    untrack(() => key !== shown && show(key));
  });

  function show(key: string): void {
    const { draftKey, editing, written } = box();
    const before = shown === null ? text : '';
    text = editing && !(before && written) ? editing.body : before || readDraft(draftKey);
    if (!editing) keepDraft(draftKey, text);
    shown = key;
  }

  return {
    get text() {
      return text;
    },
    set text(words: string) {
      text = words;
    },
    /** Keeps it as it is now. An edit is kept nowhere. */
    keep(): void {
      const { draftKey, editing } = box();
      if (!editing) keepDraft(draftKey, text);
    },
    /** Empties the box of what was sent, and forgets the draft of this name. */
    sent(draftKey: string): void {
      forgetDraft(draftKey);
      text = '';
    },
  };
}
