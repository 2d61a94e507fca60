import * as m from '#web/words/messages.js';
import { asKithError } from '../errors.ts';
import { sayReason } from '../reasons.ts';
import { sayWrong } from '../wrong-input.ts';

/** A refusal of a form in the reader’s words: what its code means, else what its field wants, else what is said anywhere. */
export function sayRefusal(thrown: unknown): string {
  const refusal = asKithError(thrown);
  const field = refusal?.field?.split('.')[0] ?? '';
  const say =
    refusal && (meanings[refusal.reason] ?? (refusal.reason === 'invalid' ? wishes[field] : undefined));
  if (say) return say();
  return refusal?.wrong ? sayWrong(refusal.wrong) : sayReason(thrown);
}

/** What only forms are refused, and what means something else in them. */
export const meanings: Record<string, () => string> = {
  'sign-in-first': m.reason_sign_in_first,
  'other-origin': m.reason_other_origin,
  'no-pass': m.reason_no_pass,
  'handle-taken': m.reason_handle_taken,
  'email-taken': m.reason_email_taken,
  'guessable-password': m.reason_guessable_password,
  'wrong-sign-in': m.reason_wrong_sign_in,
  'wrong-password': m.reason_wrong_password,
  'stale-link': m.reason_stale_link,
  'no-mail': m.reason_no_mail,
  'not-a-picture': m.reason_not_a_picture,
  'too-many-points': m.reason_too_many_points,
  'too-large': m.reason_too_large,
  'too-many-tokens': m.reason_too_many_tokens,
  'made-already': m.reason_made_already,
  'passkey-cancelled': m.reason_passkey_cancelled,
  'passkey-there-already': m.reason_passkey_there_already,
  'passkey-refused': m.reason_passkey_refused,
  'slug-taken': m.reason_slug_taken,
  'smaller-than-members': m.reason_smaller_than_members,
  'hosts-only': m.reason_hosts_only,
  'not-yours': m.reason_not_yours,
  'last-host': m.reason_last_host,
  'last-member': m.reason_last_member,
  'no-other-host': m.reason_no_other_host,
  'is-host': m.reason_is_host,
  'not-yourself': m.reason_not_yourself,
  'not-confirmed': m.reason_not_confirmed,
  'other-address': m.reason_other_address,
  'not-agreed': m.reason_not_agreed,
  full: m.reason_full,
  'no-room': m.reason_no_room,
  'room-left': m.reason_room_left,
  'member-already': m.reason_member_already,
  revoked: m.reason_revoked,
  'part-missing': m.reason_part_missing,
  'file-clash': m.reason_file_clash,
};

/** What a field wants that was filled in otherwise, where more is to be said than how long it may be. */
const wishes: Record<string, () => string> = {
  handle: m.wrong_handle,
  email: m.wrong_email,
  password: m.wrong_password,
  newPassword: m.wrong_password,
  slug: m.wrong_slug,
  values: m.wrong_words,
  interests: m.wrong_words,
  agreements: m.wrong_agreements,
  sizeLimit: m.wrong_size,
  introduction: m.wrong_introduction,
  uses: m.wrong_uses,
};
