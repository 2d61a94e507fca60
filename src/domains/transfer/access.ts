import { no, yes } from '../../platform/errors.ts';
import type { Answer } from '../../platform/errors.ts';

const HOSTS_ONLY = no('hosts-only', 'Only a host can do this. Ask one of them.');

export const mayImport = ({ role }: { role: string }): Answer => (role === 'host' ? yes : HOSTS_ONLY);

/** Whether somebody was the author of an archive is for hosts to say. */
export const mayConfirm = ({ role }: { role: string }): Answer => (role === 'host' ? yes : HOSTS_ONLY);

/** Hosts decline claims; who made one can take it back. */
export const mayDecline = ({ role }: { role: string }, claimedBy: string, me: string | null): Answer =>
  role === 'host' || claimedBy === me ? yes : HOSTS_ONLY;
