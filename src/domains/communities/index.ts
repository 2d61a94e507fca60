import { admit } from './admit.ts';
import { askToJoin } from './ask-to-join.ts';
import { changeCharter } from './change-charter.ts';
import { close } from './close.ts';
import { decline } from './decline.ts';
import { frames } from './facts.ts';
import { found } from './found.ts';
import { greet } from './greet.ts';
import { handOver } from './hand-over.ts';
import { getKept, listKept, listKeptMembers, setKeptRole } from './keeper.ts';
import { invite } from './invite.ts';
import { join } from './join.ts';
import { leave } from './leave.ts';
import { leaveWaitingList } from './leave-waiting-list.ts';
import { liftRemoval } from './lift-removal.ts';
import { listMyRemovals } from './list-my-removals.ts';
import { makeHost } from './make-host.ts';
import { noticeChange, part } from './part.ts';
import { isMember } from './membership.ts';
import { get, listListed, listMine } from './read-communities.ts';
import { listRemoved, listWaiting } from './read-hosting.ts';
import { getInvite, listInvites } from './read-invites.ts';
import { getMember, listMembers, listNewcomers } from './read-members.ts';
import { inviteLetsRegister } from './registration.ts';
import { removeMember } from './remove-member.ts';
import { revokeInvite } from './revoke-invite.ts';
import { stepDown } from './step-down.ts';
import { wait } from './wait.ts';

const coming = [invite, revokeInvite, join, wait, askToJoin, admit, decline, leaveWaitingList] as const;
const going = [leave, removeMember, liftRemoval, close] as const;
const hosting = [found, changeCharter, makeHost, stepDown, handOver, greet] as const;
const seeing = [get, listMine, listMyRemovals, listListed, getMember, listMembers, listNewcomers] as const;
const seeingWhoComes = [getInvite, listInvites, listWaiting, listRemoved] as const;

/** What the house needs of this domain. */
export const communities = {
  verbs: [...hosting, ...coming, ...going, ...seeing, ...seeingWhoComes] as const,
  reactions: [],
  frames,
  isMember,
  /** What is done about people who change, and about those who go. */
  noticeChange,
  part,
  /** An invite is a registration pass. */
  inviteLetsRegister,
  /** For the command line: what the keeper of the installation may do without being a member. */
  keeper: { list: listKept, get: getKept, listMembers: listKeptMembers, setRole: setKeptRole },
};

export {
  communitiesOf,
  isMember,
  loadMembership,
  memberIds,
  membersAmong,
  membersByHandle,
} from './membership.ts';
export { communityAt, hostsOf } from './store.ts';
/** What the address of a community may be. */
export { slug as address } from './community.ts';
export type { KeptCommunity } from './keeper.ts';
export type { CommunityView, InviteView, MemberView, Role, WaitingView } from './community.ts';
