import { createContext, untrack } from 'svelte';
import type { Live } from '../live/live.svelte.ts';
import { mayNameMeAnew, placesAfter, placesAnswered, placesRead, type Places } from '../live/places.ts';
import type { HeardFact } from '../live/protocol.ts';
import type { CommunityView, ConversationView, MemberView, PersonCard } from '../views.ts';

/** The community whose pages are open: what there is in it and who is here, as it changes. Its layout sets it once. */
export interface CommunityNow {
  readonly community: CommunityView;
  /** Its address, without a slash at its end. */
  readonly home: string;
  readonly places: Places;
  /** Those who have it open now, oneself among them. */
  readonly here: PersonCard[];
  /** Its members, once they have been asked for. */
  readonly people: PersonCard[];
  /** One has read a conversation up to a message. */
  read(conversationId: string, number: number): void;
  /** How a conversation stands, as the house answered. */
  stands(view: ConversationView): void;
}

export const [getCommunity, setCommunity] = createContext<CommunityNow>();

interface Options {
  live: Live;
  me(): PersonCard;
  /** As the layout’s load answered. */
  fetched(): { community: CommunityView; places: Places & { seq: number } };
  /** Too much was missed, or it is known to have changed: fetch anew. */
  onreload(): void;
  /** One is no longer a member. */
  onended(): void;
  /** One has left a conversation, at this device or another. */
  onleft(conversationId: string): void;
}

/** Call it while the layout is made; it follows what is fetched for it. */
export function communityNow({ live, me, fetched, onreload, onended, onleft }: Options): CommunityNow {
  const community = $derived(fetched().community);
  const communityId = $derived(community.id);
  // Its own step, so that only what was fetched anew takes the place of what was heard since.
  const first = $derived(fetched().places);
  let places: Places = $derived(first);
  let present = $state.raw<ReadonlySet<string>>(new Set());
  let members = $state.raw<ReadonlyMap<string, PersonCard>>(new Map());
  const people = $derived([...members.values()]);

  $effect(() => {
    const { seq } = first;
    const id = communityId;
    const onhere = (now: ReadonlySet<string>) => (present = now);
    return untrack(() => live.connection?.follow(id, seq, { onfact, onhere, onreload }));
  });
  $effect(() => void askForMembers(communityId));

  async function askForMembers(id: string): Promise<void> {
    // Without the list, nobody is offered to be mentioned; the next page asks again.
    const list = await live.client
      .read('communities.list-members', { communityId: id, limit: 500 })
      .catch(() => null);
    if (list && id === communityId) members = new Map(list.members.map(({ person }) => [person.id, person]));
  }

  function onfact(fact: HeardFact): void {
    if (fact.kind === 'message.sent' && isUnknown(places, fact.conversationId))
      void bringUp(fact.conversationId!);
    if (mayNameMeAnew(places, fact, me())) void lookAgain(fact.conversationId!);
    places = placesAfter(places, fact, me());
    if (fact.kind === 'community.changed' || makesMeAnother(fact)) onreload();
    if (fact.kind === 'conversation.left') onleft(fact.conversationId!);
    if (fact.kind === 'member.left' || fact.kind === 'member.removed')
      goes(fact.view as { personId: string });
    else if (fact.kind?.startsWith('member.') && fact.view) comes(fact.view as MemberView);
  }

  /** What one may do is another thing from now on. */
  const makesMeAnother = ({ kind, view }: HeardFact) =>
    kind === 'member.role-changed' && (view as MemberView | null)?.person.id === me().id;

  /** A thread that had been quiet for long has a new turn. */
  async function bringUp(conversationId: string): Promise<void> {
    const view = await ask(conversationId);
    if (view?.kind === 'thread' && isUnknown(places, view.id)) {
      places = { ...places, threads: [view, ...places.threads] };
    }
  }

  async function lookAgain(conversationId: string): Promise<void> {
    const view = await ask(conversationId);
    if (view) places = placesAnswered(places, view);
  }

  /** Null where it cannot be had, or another community is open by then: the page shows what it knows. */
  async function ask(conversationId: string): Promise<ConversationView | null> {
    const id = communityId;
    const view = await live.client
      .read('conversations.get', { communityId: id, conversationId })
      .catch(() => null);
    return id === communityId ? view : null;
  }

  function comes({ person }: MemberView): void {
    members = new Map([...members, [person.id, person]]);
  }

  function goes({ personId }: { personId: string }): void {
    if (personId === me().id) return onended();
    members = new Map([...members].filter(([id]) => id !== personId));
  }

  return {
    get community() {
      return community;
    },
    get home() {
      return `/${community.slug}`;
    },
    get places() {
      return places;
    },
    get here() {
      const others = [...present].flatMap((id) => (id === me().id ? [] : (members.get(id) ?? [])));
      return [me(), ...others];
    },
    get people() {
      return people;
    },
    read: (conversationId, number) => {
      places = placesRead(places, conversationId, number);
    },
    stands: (view) => {
      places = placesAnswered(places, view);
    },
  };
}

const isUnknown = ({ rooms, threads, directs }: Places, id: string | null | undefined): boolean =>
  ![...rooms, ...threads, ...directs].some((one) => one.id === id);
