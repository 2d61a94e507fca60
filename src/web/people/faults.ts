import * as m from '#web/words/messages.js';
import type { Output } from '../api.ts';
import { sentences } from '../reasons.ts';

type Report = NonNullable<Output<'transfer.list-imports'>[number]['report']>;
type Fault = Report['skipped']['first'][number]['fault'];

/** What is wrong with a place in an archive, in the reader's words. */
export function sayFault(fault: Fault, why: string): string {
  return (fault === undefined ? undefined : faults[fault])?.() ?? why;
}

/** Why an import failed, in the reader's words. */
export function sayFailure(reason: string | null, failure: string): string {
  if (reason === 'import-broke') return m.reason_import_broke();
  return (reason === null ? undefined : sentences[reason])?.() ?? failure;
}

export const faults: Record<string, () => string> = {
  'no-export': m.fault_no_export,
  'no-message-id': m.fault_no_message_id,
  'no-message-time': m.fault_no_message_time,
  'no-comment-id': m.fault_no_comment_id,
  'no-comment-thread': m.fault_no_comment_thread,
  'no-comment-time': m.fault_no_comment_time,
  'no-submission-id': m.fault_no_submission_id,
  'no-submission-time': m.fault_no_submission_time,
  'neither-kind': m.fault_neither_kind,
  'no-entry': m.fault_no_entry,
  'no-json': m.fault_no_json,
  'no-json-line': m.fault_no_json_line,
  'long-line': m.fault_long_line,
  'too-deep': m.fault_too_deep,
  'long-piece': m.fault_long_piece,
  brackets: m.fault_brackets,
  'broken-name': m.fault_broken_name,
  broken: m.fault_broken,
  'of-windows': m.fault_of_windows,
  damaged: m.fault_damaged,
  'cut-off': m.fault_cut_off,
  zip: m.fault_zip,
  'gave-up': m.fault_gave_up,
  cut: m.fault_cut,
  unreadable: m.fault_unreadable,
};
