import { fieldsOf, textOf } from '../reading/field.ts';
import type { Fields } from '../reading/field.ts';

const REMOVED_TEXT = /^\[ ?removed( by .*)?\]$/i;
const BY_ITS_AUTHOR = new Set(['deleted', 'author', 'user']);

/**
 * Whether a text is still there. What its author deleted after the archive took it counts as deleted, even though
 * the archive still holds it.
 */
export function stateOf(fields: Fields, text: string): 'here' | 'deleted' | 'removed' {
  const shown = text.trim();
  if (shown === '[deleted]') return 'deleted';
  if (REMOVED_TEXT.test(shown)) return 'removed';
  const meta = fieldsOf(fields['_meta']) ?? {};
  const type = textOf(meta['removal_type']).toLowerCase();
  if (fields['was_deleted_later'] === true || meta['was_deleted_later'] === true) return laterState(type);
  if (type) return laterState(type);
  return removedBy(fields, meta, shown);
}

function laterState(type: string): 'deleted' | 'removed' {
  return type === '' || BY_ITS_AUTHOR.has(type) ? 'deleted' : 'removed';
}

function removedBy(fields: Fields, meta: Fields, shown: string): 'here' | 'deleted' | 'removed' {
  const category = textOf(fields['removed_by_category']).toLowerCase();
  const restored = meta['was_initially_deleted'] === true && shown !== '';
  if (category && !restored) return BY_ITS_AUTHOR.has(category) ? 'deleted' : 'removed';
  return textOf(fields['banned_by']) ? 'removed' : 'here';
}
