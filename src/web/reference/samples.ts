/** What one types, so it is the same in every language. */
export const readSample = (origin: string) => `curl ${origin}/api/v1/communities.list-mine \\
  -H 'Authorization: Bearer kith_…'`;

export const actSample = (origin: string) => `curl ${origin}/api/v1/conversations.send-message \\
  -H 'Authorization: Bearer kith_…' -H 'Content-Type: application/json' \\
  -d '{
    "id": "01890a5d-ac96-774b-bcce-b302099a8057",
    "communityId": "…", "conversationId": "…",
    "body": "Soup at mine afterwards?"
  }'`;

export const problemSample = `HTTP/1.1 409 Conflict
content-type: application/problem+json

{
  "type": "urn:kith:conflict", "title": "conflict", "status": 409,
  "reason": "slug-taken", "field": "slug",
  "detail": "Another community has this address. Choose a different one."
}`;

export const watchSample = `→ { "watch": [{ "communityId": "…", "after": 1204 }] }
← { "fact": { "communityId": "…", "seq": 1205, "kind": "message.sent", "at": 1763892000000,
              "actorId": "…", "conversationId": "…", "view": { … } } }
← { "caughtUp": { "communityId": "…", "seq": 1206 } }
← { "reload": { "communityId": "…" } }`;

export const signalSample = `→ { "signal": { "communityId": "…", "conversationId": "…", "kind": "typing" } }
← { "signal": { "communityId": "…", "conversationId": "…", "kind": "typing", "personId": "…" } }
← { "signal": { "communityId": "…", "kind": "here", "people": ["…"] } }
← { "signal": { "communityId": "…", "kind": "left", "people": ["…"] } }`;
