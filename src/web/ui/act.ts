/** One thing done to one message, read from the element that was pressed. */
export interface Act {
  kind: ActKind;
  number: number;
  /** The message’s id, for those that have no number yet. */
  id: string;
  emoji: string;
  by: HTMLElement;
}

export type ActKind =
  | 'reply'
  | 'react'
  | 'pick'
  | 'more'
  | 'edit'
  | 'take-back'
  | 'remove'
  | 'keep'
  | 'copy'
  | 'retry'
  | 'discard';

/** The act that a press meant, or null where the press was on something else or asks for a new tab. */
export function actOf(event: MouseEvent): Act | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
    return null;
  const by = (event.target as Element).closest<HTMLElement>('[data-act]');
  const about = by?.closest<HTMLElement>('[data-number]');
  if (!by || !about) return null;
  return {
    kind: by.dataset['act'] as ActKind,
    number: Number(about.dataset['number']),
    id: about.dataset['id'] ?? '',
    emoji: by.dataset['emoji'] ?? '',
    by,
  };
}
