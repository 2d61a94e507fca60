/** The shapes that pages show, gathered from the domains; types only, nothing of the server comes along. */
export type { PersonCard, PersonView } from '../domains/accounts/index.ts';
export type {
  CommunityView,
  InviteView,
  MemberView,
  Role,
  WaitingView,
} from '../domains/communities/index.ts';
export type {
  AttachmentView,
  ConversationView,
  Kind,
  Level,
  MessageView,
} from '../domains/conversations/index.ts';
