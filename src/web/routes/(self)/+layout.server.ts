import { personOrSignIn } from '#web/forms/sign-in-first.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = (event) => void personOrSignIn(event);
