/** What pages about people depend on, to be read anew when something about people is heard. */
export const PEOPLE = 'kith:people';

/** What depends on the communities that one belongs to or waits for, to be read anew when these are others. */
export const BELONGING = 'kith:communities';
