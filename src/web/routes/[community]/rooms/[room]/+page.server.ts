import { talkActions } from '#web/talk/actions.ts';
import { openTalk } from '#web/talk/open.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => openTalk(event, 'room');

export const actions = talkActions;
