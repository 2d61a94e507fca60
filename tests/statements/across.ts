/**
 * What reads or changes tables of communities without naming a community, by its file, each with its reason. Such a
 * statement asks every machine of a distributed PostgreSQL, so none of them may run at every request for everybody.
 */
export const acrossCommunities: Record<string, string> = {
  'src/domains/communities/list-my-removals.ts: select removal':
    'who was removed is told so wherever it was, by an index that begins with the person',
  'src/domains/communities/membership.ts: select member':
    'where a person belongs is asked of all communities',
  'src/domains/communities/part.ts: delete greeting':
    'erasing an account reaches wherever the person has been',
  'src/domains/communities/part.ts: delete invite':
    'erasing an account reaches wherever the person was invited',
  'src/domains/communities/part.ts: delete removal':
    'erasing an account reaches wherever the person has been',
  'src/domains/communities/part.ts: select waiting': 'erasing an account reaches wherever the person waits',
  'src/domains/communities/part.ts: update member': 'erasing an account reaches whomever the person invited',
  'src/domains/communities/read-communities.ts: select member': 'one’s own communities are listed together',
  'src/domains/communities/read-communities.ts: select waiting':
    'where one waits to be let in is listed together',
  'src/domains/conversations/part.ts: select conversation_counter':
    'erasing an account looks for traces in every community, also in those that the person has left',
  'src/domains/conversations/read-unread.ts: select member':
    'what is unread is gathered from all one’s communities',
  'src/domains/conversations/search-people.ts: select member':
    'people are found in all communities that one shares with them',
  'src/domains/conversations/search-places.ts: select member': 'one searches all one’s communities',
  'src/domains/conversations/settle-readings.ts: select conversation_counter':
    'once a day, what is read and long over is settled in one community after another',
  'src/domains/conversations/sweep-files.ts: delete attachment':
    'once an hour, what was uploaded and never sent is swept everywhere',
  'src/domains/transfer/imports.ts: select import_run':
    'a start goes on with whatever import was interrupted',
  'src/domains/transfer/part.ts: delete author_claim': 'erasing an account takes back its claims everywhere',
  'src/platform/reactions.ts: select fact+fact_counter+reaction_cursor':
    'whoever watches the house sees how many facts wait for a reaction, in all of it, each time that is asked for',
  'src/platform/reactions.ts: select fact_counter+reaction_cursor':
    'a start, and every minute, looks in which communities facts wait for a reaction',
};
