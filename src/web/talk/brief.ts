import type { CommunityView, ConversationView } from '../views.ts';

/** What one community has for me. */
export interface BriefPart {
  community: CommunityView;
  conversations: ConversationView[];
}

export interface Brief {
  /** Addressed to me: named in it, or said in a direct. */
  forMe: { community: CommunityView; conversation: ConversationView }[];
  /** The rest, community by community. */
  rest: BriefPart[];
  /** How long reading it takes, in whole minutes. */
  minutes: number;
  communities: number;
}

const SECONDS_A_MESSAGE = 8;

/** What is new, in the order in which one reads it. */
export function briefOf(
  conversations: readonly ConversationView[],
  communities: readonly CommunityView[],
): Brief {
  const communityOf = (one: ConversationView) => communities.find(({ id }) => id === one.communityId);
  const known = conversations.flatMap((conversation) => {
    const community = communityOf(conversation);
    return community ? [{ community, conversation }] : [];
  });
  const isForMe = ({ kind, mine }: ConversationView) => kind === 'direct' || mine.mentions > 0;
  const rest = Map.groupBy(
    known.filter(({ conversation }) => !isForMe(conversation)),
    ({ community }) => community,
  );
  const unread = known.reduce((sum, { conversation }) => sum + unreadIn(conversation), 0);
  return {
    forMe: known.filter(({ conversation }) => isForMe(conversation)),
    rest: [...rest].map(([community, list]) => ({
      community,
      conversations: list.map(({ conversation }) => conversation),
    })),
    minutes: Math.ceil((unread * SECONDS_A_MESSAGE) / 60),
    communities: new Set(known.map(({ community }) => community.id)).size,
  };
}

const unreadIn = ({ lastNumber, mine }: ConversationView) => lastNumber - mine.readNumber;
