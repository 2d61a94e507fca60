/** What pages about people depend on, to be read anew when something about people is heard. */
export const PEOPLE = 'kith:people';
