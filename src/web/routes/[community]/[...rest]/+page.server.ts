import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** A place that is not there is missed within the community, where the ways to the others are. */
export const load: PageServerLoad = () => error(404);
