import { no, yes } from '../../platform/errors.ts';
import type { Answer } from '../../platform/errors.ts';
import type { Role } from './community.ts';

/** How someone stands in a community when they want to change who belongs to it. */
export interface Standing {
  personId: string;
  role: Role;
  hostCount: number;
  memberCount: number;
}

export const mayHost = ({ role }: { role: Role }): Answer =>
  role === 'host' ? yes : no('hosts-only', 'Only a host can do this. Ask one of them.');

/** Hosts end every invite, members their own. */
export const mayRevoke = ({ role, personId }: { role: Role; personId: string }, invitedBy: string): Answer =>
  role === 'host' || invitedBy === personId
    ? yes
    : no('not-yours', 'Only a host, or who made this invite, can end it.');

/** A community that has members never lacks a host. */
export function mayStepDown({ role, hostCount, memberCount }: Standing): Answer {
  if (role !== 'host' || hostCount > 1) return yes;
  if (memberCount === 1) return no('last-member', 'You are the only one here, so you stay its host.');
  return no('last-host', 'You are the only host. Hand over to someone first.');
}

export function mayLeave({ role, hostCount, memberCount }: Standing): Answer {
  if (memberCount === 1) return no('last-member', 'You are the only one here. Close the community instead.');
  if (role !== 'host' || hostCount > 1) return yes;
  return no('last-host', 'You are the only host. Hand over to someone before you leave.');
}

/** Hosts remove members. No host removes another, so that nobody can take a community over. */
export function mayRemove(me: Standing, other: { personId: string; role: Role }): Answer {
  if (me.role !== 'host') return mayHost(me);
  if (me.personId === other.personId) return no('not-yourself', 'To go yourself, leave the community.');
  if (other.role === 'host')
    return no('is-host', 'Hosts cannot remove each other. They can step down or leave.');
  return yes;
}

export function mayHandOver(me: Standing, to: string): Answer {
  if (me.role !== 'host') return mayHost(me);
  return me.personId === to ? no('not-yourself', 'Choose somebody else to hand over to.') : yes;
}

export const mayGreet = (me: string, to: string): Answer =>
  me === to ? no('not-yourself', 'Others will greet you.') : yes;

export const mayClose = (me: Standing, slug: string, typed: string): Answer => {
  if (me.role !== 'host') return mayHost(me);
  return slug === typed ? yes : no('not-confirmed', 'Type the address of the community to close it.');
};

/** What stands between someone who holds an invite and joining. */
export function mayComeIn(guest: { removedBecause: string | null; forAnotherAddress: boolean }): Answer {
  if (guest.removedBecause !== null) return no('removed', removedWord(guest.removedBecause));
  if (guest.forAnotherAddress) {
    return no('other-address', 'This invite was sent to another mail address. Ask for one to yours.');
  }
  return yes;
}

const removedWord = (reason: string) =>
  `You were asked to leave this community: “${reason}” If you think that this can be mended, write to a host.`;
