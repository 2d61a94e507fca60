import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { notFound } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { mayGreet } from './access.ts';
import { memberView } from './community.ts';
import { loadMembership } from './membership.ts';
import { loadMember } from './store.ts';
import { memberViews } from './views.ts';

export const greet = verb({
  name: 'communities.greet',
  does: 'Greets a fellow member’s introduction. Greeting twice is greeting once.',
  input: z.object({ communityId: id, to: id }),
  output: memberView,
  async load(context, { communityId, to }) {
    await loadMembership(context, communityId);
    return loadMember(context.db, communityId, to);
  },
  may: (member, _input, me) => mayGreet(me!, member.person_id),
  async run({ db, me, now, announce }, { communityId, to }, member) {
    const greeted = await db
      .insertInto('greeting')
      .values({ community_id: communityId, person_id: to, greeted_by: me, at: now })
      .onConflict((before) => before.doNothing())
      .returning('at')
      .executeTakeFirst();
    if (greeted) await announce({ communityId, kind: 'member.greeted', payload: { personId: to } });
    const [view] = await memberViews(db, communityId, [member]);
    if (!view) throw notFound();
    return view;
  },
});
