/** The shapes that pages show, gathered from the domains; types only, nothing of the server comes along. */
export type { PersonCard, PersonView } from '../domains/accounts/person.ts';
export type { CommunityView, InviteView, MemberView, Role } from '../domains/communities/community.ts';
export type { ConversationView, Kind, Level } from '../domains/conversations/conversation.ts';
export type { AttachmentView, MessageState, MessageView } from '../domains/conversations/message.ts';
