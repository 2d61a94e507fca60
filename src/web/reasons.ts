import * as m from '#web/words/messages.js';
import { asKithError, type KithError } from './errors.ts';
import { sayWrong } from './wrong-input.ts';

/** A refusal in the reader's words: by its code, else the server's own sentence, else that something broke. */
export function sayReason(thrown: unknown): string {
  const refusal = asKithError(thrown);
  if (!refusal) return m.reason_unknown();
  if (refusal.wrong) return sayWrongField(refusal, refusal.wrong);
  const say = sentences[refusal.reason];
  const sentence = say ? say() : refusal.message || (sentences[refusal.kind] ?? m.reason_unknown)();
  return refusal.retryAfter ? `${sentence} ${sayWait(refusal.retryAfter)}` : sentence;
}

/** What one asked for: words stay where they were written, while the rest is to be asked for again. */
export type Asked = 'words' | 'reaction' | 'taking away';

/** The same for what is not kept for later, as words are: where the house could not be asked, it is to be tried again. */
export function sayNotArrived(thrown: unknown, what: Asked): string {
  if (what === 'words' || asKithError(thrown)?.kind !== 'unavailable') return sayReason(thrown);
  return what === 'reaction' ? m.reason_reaction_not_arrived() : m.reason_not_arrived();
}

/** Away from its field, what is wrong says where. */
function sayWrongField({ field }: KithError, wrong: NonNullable<KithError['wrong']>): string {
  const called = fields[field?.split('.')[0] ?? ''];
  return called ? m.wrong_in({ field: called(), what: sayWrong(wrong) }) : m.reason_invalid();
}

const fields: Record<string, () => string> = {
  title: m.field_title,
  body: m.field_body,
  reason: m.field_reason,
  name: m.field_name,
  slug: m.field_slug,
  attachments: m.field_attachments,
  people: m.field_people,
};

/** When to try again, from seconds. */
export function sayWait(seconds: number): string {
  if (seconds < 90) return m.error_in_seconds({ count: Math.ceil(seconds) });
  return m.error_in_minutes({ count: Math.ceil(seconds / 60) });
}

/** What any page may be refused; what only forms are refused is in forms/refusals.ts. */
export const sentences: Record<string, () => string> = {
  'not-found': m.reason_not_found,
  forbidden: m.reason_forbidden,
  invalid: m.reason_invalid,
  conflict: m.reason_conflict,
  'too-many': m.reason_too_many,
  unavailable: m.reason_unavailable,
  offline: m.reason_offline,
  fault: m.reason_fault,
  'sign-in-first': m.reason_sign_in_first,
  'other-origin': m.reason_other_origin,
  'hosts-only': m.reason_hosts_only,
  'not-yours': m.reason_not_its_author,
  'slug-taken': m.reason_address_taken,
  'too-large': m.reason_too_large,
  'no-space-person': m.reason_no_space_person,
  'no-space-community': m.reason_no_space_community,
  'files-away': m.reason_files_away,
  'not-a-picture': m.reason_not_a_picture,
  'too-many-points': m.reason_too_many_points,
  removed: m.reason_removed,
  closed: m.reason_closed,
  direct: m.reason_direct,
  empty: m.reason_empty,
  'enough-emoji': m.reason_enough_emoji,
  gone: m.reason_gone,
  'id-taken': m.reason_id_taken,
  'no-stretch': m.reason_no_stretch,
  'no-such-file': m.reason_no_such_file,
  'no-such-message': m.reason_no_such_message,
  'not-a-member': m.reason_not_a_member,
  'not-a-room': m.reason_not_a_room,
  'nothing-left': m.reason_nothing_left,
  'only-you': m.reason_only_you,
  'open-room': m.reason_open_room,
  'too-long': m.reason_stretch_too_long,
  'too-many-people': m.reason_too_many_people,
  'no-archive': m.reason_no_archive,
  'import-runs': m.reason_import_runs,
  'import-began': m.reason_import_began,
  'import-failed': m.reason_import_failed,
  'archive-too-large': m.reason_archive_too_large,
  'archive-elsewhere': m.reason_archive_elsewhere,
  'database-away': m.reason_database_away,
  'database-busy': m.reason_database_busy,
  closing: m.reason_closing,
  'disk-full': m.reason_disk_full,
  'disk-fails': m.reason_disk_fails,
  'read-only': m.reason_read_only,
  'nothing-uploaded': m.reason_nothing_uploaded,
};
